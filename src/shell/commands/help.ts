/** Commands that are only asked what they can do. */
import type { Call } from "./call.ts";

/** `tool --version`, `tool verb --help`: nothing else is there that could be done. */
export function asksForHelp({ args }: Call): boolean {
  const words = args.map(({ text }) => text);
  const last = words.at(-1);
  if (words.length === 1) return last === "--version" || last === "--help";
  return words.length === 2 && last === "--help" && /^[a-z]\w*$/.test(words[0] ?? "");
}
