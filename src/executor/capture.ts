/** Takes a value out of what a step printed on stdout. */
import type { Capture } from "../model/step.ts";
import { walkJson } from "./json-path.ts";
import { matchWithin } from "./pattern.ts";
import type { Kept } from "./stream-keeper.ts";

export type Captured =
  | { readonly kind: "value"; readonly value: string }
  /** `reason` is a clause, such as `stdout is no JSON`. */
  | { readonly kind: "missing"; readonly reason: string };

/** The longest value that is captured, in bytes. */
const limitBytes = 65_536;

export function captureFrom({ from }: Capture, stdout: Kept): Captured {
  const found = find(from, stdout);
  if (found.kind === "missing") return found;
  if (Buffer.byteLength(found.value) > limitBytes) return missing("it is too long to capture");
  // A value with replacement characters is not what was printed, and would go into later commands.
  if (!stdout.isText && found.value.includes("\uFFFD")) return missing("it is not valid UTF-8");
  return found;
}

function missing(reason: string): Captured {
  return { kind: "missing", reason };
}

function find(from: Capture["from"], stdout: Kept): Captured {
  if (from.kind === "pattern") return findPattern(from.pattern, from.flags, stdout);
  const [text] = stdout.texts;
  if (text === undefined || stdout.omittedBytes > 0) return missing("it is too long to capture");
  return from.kind === "whole" ? { kind: "value", value: text.trim() } : walkJson(text, from.path);
}

function findPattern(pattern: string, flags: string, stdout: Kept): Captured {
  const shown = `/${pattern}/${flags}`;
  for (const text of stdout.texts) {
    const match = matchWithin(pattern, flags, text);
    if (match.kind === "tooLong") return missing(`${shown}: pattern took too long`);
    if (match.kind === "invalid") return missing(`${shown}: ${match.message}`);
    if (match.kind === "matched") {
      if (match.group !== null) return { kind: "value", value: match.group };
      return missing(`${shown} matched stdout without its group`);
    }
  }
  const unseen =
    stdout.omittedBytes > 0 ? ", of which only the beginning and the end were kept" : "";
  return missing(`stdout does not match ${shown}${unseen}`);
}
