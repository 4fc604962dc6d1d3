/** How lengths of time, sizes, counts, ends of processes and the part of a person read, wherever a person sees them. */
import type { End } from "./outcome.ts";

/** How a process ended: `exit 1`, `killed by SIGKILL`, `timed out after 30 s`. */
export function endWords(end: End): string {
  switch (end.kind) {
    case "exited":
      return `exit ${end.code}${exitHint(end.code)}`;
    case "signalled":
      return `killed by ${end.signal}`;
    case "timedOut":
      return `timed out after ${durationWords(end.afterMs)}`;
    case "cancelled":
      return "cancelled";
    case "notStarted":
      return `could not start: ${end.reason}`;
  }
}

/** What the shell means by codes that a tired reader may not know. */
function exitHint(code: number): string {
  switch (code) {
    case 126:
      return " (found, but not executable)";
    case 127:
      return " (command not found)";
    case 141:
      return " (its reader, such as head, stopped reading)";
    default:
      return "";
  }
}

/** Milliseconds in the two units that matter: `45 ms`, `1.2 s`, `3 min 4 s`, `2 h 5 min`, `3 d 1 h`. */
export function durationWords(durationMs: number): string {
  if (durationMs < 100) return `${Math.round(durationMs)} ms`;
  const tenths = Math.round(durationMs / 100);
  if (tenths < 600) return `${tenths / 10} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 3600) return twoUnits(seconds, 60, "min", 1, "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return twoUnits(minutes, 60, "h", 1, "min");
  return twoUnits(minutes, 1440, "d", 60, "h");
}

function twoUnits(
  amount: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
): string {
  const rest = Math.floor((amount % large) / small);
  const first = `${Math.floor(amount / large)} ${largeName}`;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}

/** A size in decimal units: `1 byte`, `999 bytes`, `1.5 kB`, `12 MB`. */
export function byteWords(bytes: number): string {
  if (bytes < 1000) return countWords(bytes, "byte");
  const units = ["kB", "MB", "GB", "TB"] as const;
  let amount = bytes / 1000;
  let unit = 0;
  // What would round to 1000 is one of the next unit already.
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const shown = amount < 9.95 ? Math.round(amount * 10) / 10 : Math.round(amount);
  return `${shown} ${units[unit]}`;
}

/** What a step is that nothing but a person can do. */
export const byHandWords = {
  manual: "a task for a person",
  choice: "a choice for a person",
} as const;

/** `ada, bob or eve`; of many the first few, and how many more there are. */
export function namesInWords(names: readonly string[]): string {
  const rest = names.length - mostNames;
  if (rest > 1) return `${names.slice(0, mostNames).join(", ")} or one of ${rest} more`;
  return joinedBy("or", names);
}

/** As many as somebody would try to reach, one after the other. */
const mostNames = 5;

/** `a, b and c`, with the word that is given before the last. */
export function joinedBy(word: "and" | "or", names: readonly string[]): string {
  return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(` ${word} `);
}

/** `1 step`, `2 steps`; for nouns whose plural ends in s. */
export function countWords(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
