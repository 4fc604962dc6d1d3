/**
 * A word letter by letter, where some of them stand for more than themselves: the wildcards of a pattern, or
 * what is not known of a command before it runs. Both are taken apart and put together alike.
 */

/** A text, or its characters with something else among them. */
export type Letters<Other> = string | readonly (string | Other)[];

/** The text that it begins with, up to the first letter that is none. */
export function startOf<Other>(letters: Letters<Other>): string {
  if (typeof letters === "string") return letters;
  const end = letters.findIndex((one) => typeof one !== "string");
  return letters.slice(0, end < 0 ? letters.length : end).join("");
}

/** The text where all of it is plain; null else. */
export function textOf<Other>(letters: Letters<Other>): string | null {
  if (typeof letters === "string") return letters;
  return letters.every((one) => typeof one === "string") ? letters.join("") : null;
}

/** Whether it ends in this very text. */
export function endsWith<Other>(letters: Letters<Other>, text: string): boolean {
  if (typeof letters === "string") return letters.endsWith(text);
  return textOf(letters.slice(-text.length)) === text;
}
