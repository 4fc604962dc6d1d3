/**
 * Marks stand in for placeholders while code is parsed: each is as long as its placeholder, reads as an
 * ordinary name, and occurs nowhere else in the code.
 */
import { findPlaceholders, type Placeholder, replacePlaceholders } from "./placeholder.ts";

export interface Mark {
  /** The placeholder's name. */
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Marked {
  /** As long as the original, with a mark in place of each placeholder. */
  readonly code: string;
  readonly placeholders: readonly Placeholder[];
  /** One for each placeholder. */
  readonly marks: readonly Mark[];
}

/** `{{a}}` is the shortest placeholder, so this many can be told apart in its five characters. */
const most = 36 ** 3;
const letters = "QZXJKVWYGHBDFPLMNRSTCUIOAE";

/** Null when the code has too many placeholders, or every letter a mark could begin with is taken. */
export function markPlaceholders(code: string): Marked | null {
  const placeholders = findPlaceholders(code);
  const letter = [...letters].find((one) => !new RegExp(`${one}[0-9a-z]{3}${one}`).test(code));
  if (letter === undefined || placeholders.length > most) return null;
  const marks = placeholders.map(({ name, start, end }, index) => {
    const number = index.toString(36).padStart(3, "0");
    return { name, text: `${letter}${number}`.padEnd(end - start, letter), start, end };
  });
  const marked = replacePlaceholders(code, (_, index) => marks[index]?.text ?? "");
  return { code: marked, placeholders, marks };
}

/** The same marks, as they stand in another text that was made from the marked code. */
export function findMarks(marks: readonly Mark[], text: string): (Mark | null)[] {
  return marks.map((mark) => {
    const start = text.indexOf(mark.text);
    return start < 0 ? null : { ...mark, start, end: start + mark.text.length };
  });
}
