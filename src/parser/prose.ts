/** Cuts Markdown out of the source so that it reads by itself: without the containers it stood in. */

import { withLineFeeds } from "./aligned.ts";
import type { Span } from "./finding.ts";

/**
 * The text within `span` without `holes` (each takes its line end with it), without the markers of
 * `quotes` block quotes and without common indentation.
 */
export function cutOut(
  source: string,
  { start, end }: Span,
  holes: readonly Span[],
  quotes: number,
): string {
  const parts: string[] = [];
  // What comes next depends on these few: to look at all of the text for each hole takes too long.
  let ending = "";
  const add = (part: string) => {
    parts.push(part);
    ending = (ending + part.slice(-4)).slice(-4);
  };
  let at = start;
  for (const hole of holes) {
    if (hole.end <= at || hole.start >= end) continue;
    add(withoutIndentation(source.slice(at, Math.max(at, hole.start)), ending));
    // Where blank lines stood on both sides of it, those before it are enough.
    const gap = blankEnds.some((blank) => ending.endsWith(blank)) ? blankLines : lineEnd;
    at = hole.end + (gap.exec(source.slice(hole.end, end))?.[0].length ?? 0);
    if (ending !== "" && !/[\n\r]$/.test(ending)) add("\n");
  }
  const text = parts.join("") + source.slice(at, Math.max(at, end));
  const isFirstWhole = start === 0 || /[\n\r]/.test(source[start - 1] ?? "");
  return dedent(unquote(withLineFeeds(text), quotes), isFirstWhole);
}

const blankEnds = ["\n\n", "\r\n\r\n", "\r\r"];
const lineEnd = /^[ \t]*(?:\r\n|\n|\r)/;
const blankLines = /^(?:[ \t]*(?:\r\n|\n|\r))+/;

/** What a hole was indented by; `before` is the end of the text before `part`. */
function withoutIndentation(part: string, before: string): string {
  const beginsLine = /[\n\r]$/.test(before);
  return part.replace(beginsLine ? /(?<=^|[\n\r])[ \t]+$/ : /(?<=[\n\r])[ \t]+$/, "");
}

function unquote(text: string, quotes: number): string {
  if (quotes === 0) return text;
  const markers = new RegExp(`^(?: {0,3}> ?){1,${quotes}}`, "gm");
  return text.replace(markers, "");
}

/** A first line that begins after a list marker or a box says nothing about indentation. */
function dedent(text: string, isFirstWhole: boolean): string {
  const lines = text.split("\n").map((line) => line.trimEnd());
  const rest = isFirstWhole ? lines : lines.slice(1);
  let common = Number.POSITIVE_INFINITY;
  for (const line of rest) {
    if (line !== "") common = Math.min(common, line.search(/[^ ]/));
  }
  const shifted = rest.map((line) => line.slice(common));
  return [...(isFirstWhole ? [] : lines.slice(0, 1)), ...shifted].join("\n").trim();
}
