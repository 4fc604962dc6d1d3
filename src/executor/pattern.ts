/**
 * Regular expressions from runbooks, which may take for ever on the wrong text: each match has a time
 * limit. V8 can be interrupted inside a match only when it runs in a `vm` context.
 */
import { runInNewContext } from "node:vm";

export type Match =
  | { readonly kind: "matched"; readonly whole: string; readonly group: string | null }
  | { readonly kind: "none" }
  | { readonly kind: "tooLong" }
  | { readonly kind: "invalid"; readonly message: string };

const limitMs = 1_000;

// Only strings and null come back: an object of the other context would have another Array.
const script = `(() => {
  const match = new RegExp(pattern, flags).exec(text);
  return match === null ? "none" : JSON.stringify([match[0], match.length > 1, match[1] ?? null]);
})()`;

/** The first match in `text`. `group` is group 1; null when it took no part; the whole match when there is none. */
export function matchWithin(
  pattern: string,
  flags: string,
  text: string,
  timeout: number = limitMs,
): Match {
  try {
    const found: string = runInNewContext(script, { pattern, flags, text }, { timeout });
    if (found === "none") return { kind: "none" };
    const [whole, hasGroup, group]: [string, boolean, string | null] = JSON.parse(found);
    return { kind: "matched", whole, group: hasGroup ? group : whole };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") {
      return { kind: "tooLong" };
    }
    return { kind: "invalid", message: (error as Error).message };
  }
}
