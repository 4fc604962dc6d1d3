/**
 * Finds `<name>` in shell code. To bash that is a redirection, so what is one, and what is markup, a type
 * or output of a program, has to be told apart by how it is written and by what stands around it.
 */
import { isMarkup } from "./markup.ts";
import type { Slot } from "./slot.ts";

/** The `<…>` of `code` that stand for something else, in order. */
export function findAngles(code: string): Slot[] {
  const slots: Slot[] = [];
  const matches = [...code.matchAll(form)];
  // So many are markup or output, and each is looked at together with all of the code.
  if (matches.length > most) return [];
  for (const match of matches) {
    const [written] = match;
    const start = match.index;
    const slot = { start, end: start + written.length, written, text: written.slice(1, -1) };
    const lineStart = code.lastIndexOf("\n", start - 1) + 1;
    const before = code.slice(Math.max(lineStart, start - 1000), start);
    const after = code.slice(slot.end, slot.end + 20);
    if (isOutside(before, slot.text, after) && !isMarkup(slot, code)) slots.push(slot);
  }
  return slots;
}

/** In one step. */
const most = 200;

/** A word or a phrase right between the brackets: a blank at either end makes it something else. */
const form =
  /(?<![<\\])<[A-Za-z](?:[\w ./:|-]|, ){0,78}(?<![ ./:|=-])>(?!>)|(?<![<\\])<[A-Za-z]>(?!>)/g;

/** Whether it can be a placeholder, after all that bash or a program would make of it. */
function isOutside(before: string, text: string, after: string): boolean {
  return (
    !/:\/\/|\|\|| {2}/.test(text) &&
    !shown.test(text) &&
    !keys.test(text) &&
    !isRedirection(before, text, after) &&
    !isType(before, text) &&
    !isPattern(before, after) &&
    !/^\s*#\s*(include|import)\s/.test(before)
  );
}

/** `0<file>`, `<in.txt>out`, `<file>/dev/null`, `<file>&1`; a comparison such as `a<b>c`. */
function isRedirection(before: string, text: string, after: string): boolean {
  if (/(^|\s)\d$/.test(before) || /^(&\d|\/dev\/)/.test(after)) return true;
  const isFile = /[./]/.test(text) && !text.includes(" ");
  if (isFile && /^(\w|\$|\.\/)/.test(after)) return true;
  return isFile && /\.[a-z0-9]{1,4}$/.test(text) && /^\s*(\w|$)/.test(after) && /\s$/.test(before);
}

/** `Vec<T>`, `List<String>`, `std::vector<int>`, `Promise<void>`. */
function isType(before: string, text: string): boolean {
  if (
    /(::\w+|\b[A-Z][a-z]+\w*|\b(vec|vector|list|map|set|array|template|typename))$/.test(before)
  ) {
    return true;
  }
  return /\w$/.test(before) && /^(T|K|V|U|string|str|int|[iu](8|16|32|64)|void|bool)$/.test(text);
}

/** In what `sed`, `grep` and `awk` search for, a tag and the text in it. */
function isPattern(before: string, after: string): boolean {
  return /\b(sed|grep|egrep|awk|perl|xmllint|rg)\b.*['"]/.test(before) && /^[\w\\[(^*]/.test(after);
}

/** What programs print where they have no value, or where something was left out. */
const shownWords = `none|nil|null|unknown|pending|unset|not set|no value|invalid|error|empty|default|
  omitted|elided|redacted|removed|hidden|snip|snipped|cut|skipped|truncated|defunct|deleted|undefined`;

const shown = new RegExp(
  [
    `^(${shownWords.replace(/\s*\n\s*/g, "")}`,
    "(\\w+ )?output( \\w+)?",
    "[A-Z_]+(, ?[A-Z_]+)+",
    "\\w+ (omitted|removed|truncated|snipped))$",
  ].join("|"),
  "i",
);

/** Keys to press. */
const keys =
  /^(enter|return|esc|escape|tab|space|ctrl\W\w|alt\W\w|shift\W\w|[CM]-\w|F\d{1,2}|eof)$/i;
