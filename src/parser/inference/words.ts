/** Makes of what a placeholder says a name, words and a question. */
import { checkName } from "../names.ts";

/** The words in lower case: `POD_NAME`, `pod-name` and `podName` are all `pod`, `name`. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** A name that an input may have; the same for texts of the same words. */
export function identifierOf(text: string): string {
  const joined = wordsOf(text).join("_");
  const name = (/^\d/.test(joined) ? `_${joined}` : joined).slice(0, longest).replace(/_+$/, "");
  return isFree(name) ? name : `${name}_name`;
}

/** Shorter than a name may be, so that there is room for `_name`. */
const longest = 58;

function isFree(name: string): boolean {
  return checkName(name, { start: 0, end: 0 }) === null;
}

/** What a person is asked: `Which pod name?`, or the author's own phrase. */
export function promptFor(text: string): string {
  if (text.includes("|")) return `Which of ${text.split("|").join(", ")}?`;
  const phrase = /[ ,]/.test(text) ? text.trim() : wordsOf(text).join(" ");
  const thing = phrase.replace(/^(your|my|the|any|some|an?) /i, "").replace(/ here$/, "");
  if (/[ ,]/.test(text) || thing.split(" ").length > 3) {
    return thing.charAt(0).toUpperCase() + thing.slice(1);
  }
  return `Which ${thing}?`;
}
