/** How large and how intricate a document may be: far beyond any runbook, and still read in time. */
import { error, type Finding } from "./finding.ts";

/** What is too much about a whole document, or null when it may be read. */
export function tooLong(text: string): Finding | null {
  if (text.length <= longest) return null;
  return error("too-large", null, `the document is longer than ${longest} characters`, { hint });
}

/** What is too much about `text`, a part of a document that is read as one; null when it can be read. */
export function beyondLimits(text: string): Finding | null {
  if (text.length > longestPart) {
    const message = `a block, or an item of a list, goes on for more than ${longestPart} characters`;
    return error("too-large", null, message, { hint });
  }
  const { depth, turns } = measure(text);
  if (depth > deepest) {
    const message = `lists and quotes are nested more than ${deepest} deep`;
    return error("too-deep", null, message);
  }
  if (turns * text.length > mostWork) {
    const found = `quotes, lists in lists and underlined headings (${Math.ceil(turns)})`;
    const message = `too many ${found} for so long a text`;
    return error("too-large", null, message, { hint });
  }
  return null;
}

/** How long a piece from `start` had better be: a shorter one where the Markdown parser would copy a lot. */
export function easyLength(text: string, start: number, most: number): number {
  let length = most;
  while (length > leastLength) {
    const { turns } = measure(text.slice(start, start + length));
    if (turns * length <= easyWork) break;
    length /= 2;
  }
  return length;
}

const hint = "split it into several runbooks";

/** UTF-16 units, both. Some constructs take the Markdown parser a time that grows with the square of a part. */
const longest = 16_777_216;
const longestPart = 131_072;

/** Containers in each other. The Markdown parser's stack ends far beyond it. */
const deepest = 50;

/**
 * At each end of a quote or an inner list and at each underlined heading the Markdown parser copies all it has read:
 * 300 of them in 40,000 characters are as many as it may be. Lists in lists cost less, each as much as
 * `nestingWork` of these.
 */
const mostWork = 12_000_000;
const easyWork = 100_000;
const leastLength = 256;
const nestingWork = 1 / 16;

const containers = /^[ \t]*(?:(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)|\[\^[^\]\s]+\]:)[ \t]*)*/;
const markers = /[>]|[-+*](?=[ \t]|$)|\d[.)]|\]:/g;

/** Upper bounds: a line may look like Markdown inside of a code block. */
function measure(text: string): { depth: number; turns: number } {
  let depth = 0;
  let turns = 0;
  let lastQuotes = 0;
  let lastColumns = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const prefix = containers.exec(line)?.[0] ?? "";
    const found = prefix.match(markers) ?? [];
    const columns = prefix.replace(/\t/g, "    ").search(/[^ ]/);
    // The lines above may hold a level for every two columns of indentation.
    if (found.length > 0) depth = Math.max(depth, found.length + Math.ceil(columns / 2));
    if (found.length > 0 && columns > lastColumns) turns += nestingWork;
    if (found.length > 0) lastColumns = columns;
    const quotes = found.filter((marker) => marker === ">").length;
    const isNewItem = quotes > 0 && found[0] !== ">";
    const inOneLine = found.filter((marker) => marker !== ">").length - 1;
    const isUnderline = /^(=+|-+)[ \t]*$/.test(line.slice(prefix.length) || line.trim());
    if (quotes !== lastQuotes || isNewItem || isUnderline) turns++;
    turns += Math.max(0, inOneLine);
    lastQuotes = quotes;
  }
  return { depth, turns };
}
