/** Cuts Markdown out of the source so that it reads by itself: without the containers it stood in. */

import { withLineFeeds } from "./aligned.ts";
import type { Span } from "./finding.ts";

/** The text from `start` to `end` without `holes`, without quote markers and common indentation. */
export function cutOut(
  source: string,
  { start, end }: Span,
  holes: readonly Span[],
  quotes: number,
): string {
  let text = "";
  let at = start;
  for (const hole of holes) {
    if (hole.end <= at || hole.start >= end) continue;
    text += source.slice(at, Math.max(at, hole.start));
    at = Math.max(at, hole.end);
  }
  text += source.slice(at, Math.max(at, end));
  return dedent(unquote(withLineFeeds(text), quotes));
}

function unquote(text: string, quotes: number): string {
  if (quotes === 0) return text;
  const markers = new RegExp(`^(?: {0,3}> ?){1,${quotes}}`, "gm");
  return text.replace(markers, "");
}

/** The first line may begin after a marker, so it counts only where it is indented itself. */
function dedent(text: string): string {
  const lines = text.split("\n").map((line) => line.trimEnd());
  while (lines[0] === "") lines.shift();
  const indents = lines.filter((line) => line !== "").map((line) => line.search(/[^ ]/));
  const common = indents.reduce((least, indent) => Math.min(least, indent), 400);
  return lines
    .map((line) => line.slice(common))
    .join("\n")
    .trim();
}
