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

/** The text with the placeholders that its marks stand for, by their names. */
export function withNames(marks: readonly Mark[], text: string): string {
  const letter = marks[0]?.text[0];
  if (letter === undefined || !text.includes(letter)) return text;
  const byStart = byStartOf(marks);
  let named = "";
  let from = 0;
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, Math.max(at + 1, from))) {
    const mark = byStart.get(text.slice(at, at + shortest));
    if (!mark || !text.startsWith(mark.text, at)) continue;
    named += `${text.slice(from, at)}{{${mark.name}}}`;
    from = at + mark.text.length;
  }
  return named + text.slice(from);
}

/** By what no two of them have in common; found once, for there may be thousands. */
function byStartOf(marks: readonly Mark[]): ReadonlyMap<string, Mark> {
  const known =
    starts.get(marks) ?? new Map(marks.map((one) => [one.text.slice(0, shortest), one]));
  starts.set(marks, known);
  return known;
}

const starts = new WeakMap<readonly Mark[], ReadonlyMap<string, Mark>>();
/** A mark for `{{a}}`. */
const shortest = 5;
