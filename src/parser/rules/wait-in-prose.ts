/** A wait that only the text knows of: a tired reader goes on too early. */
import type { Complaint, Facts } from "./rule.ts";

export function waitInProse({ passages, runbook, source }: Facts): Complaint[] {
  if (runbook.steps.length === 0) return [];
  return passages.flatMap((passage) => {
    if (passage.kind === "heading") return [];
    const { span, text, plain } = passage;
    return [...plain.matchAll(wait)].flatMap(({ index, 0: found }) => {
      if (isNoOrder(text.slice(0, index))) return [];
      const start = span.start + index + found.search(/\S/);
      const end = span.start + index + found.length;
      const message = `only the text says to ${source.text.slice(start, end).replace(/\s+/g, " ").toLowerCase()}`;
      const hint = "let a step wait: a command that polls, with `timeout`";
      return [{ span: { start, end }, message, hint }];
    });
  });
}

const beginning = [
  "^",
  "(?<=[.:;!,]\\s)",
  "(?<=\\b(?:then|and|please|to|must|should),?\\s)",
  "(?<=^\\s*(?:[-*+]|\\d+[.)])\\s+)",
].join("|");
const fillingWords =
  "for|about|most|around|approximately|roughly|at|least|up|to|another|a|an|few|some|the|next|couple|of";
const filler = `(?:(?:${fillingWords})\\s+|~\\s*)*`;
const amount = "(?:\\d+(?:\\s*(?:-|–|to)\\s*\\d+)?\\s*|(?<=(?:few|couple of|some|an?)\\s+))";
const unit = "(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)\\b";

/** An order to wait for a stated time, at the beginning of a sentence or after "then", "and", "please". */
const wait = new RegExp(`(?:${beginning})(?:wait|sleep|pause)\\s+${filler}${amount}${unit}`, "gim");

/** "The operator has to wait 10 minutes" tells what happens; so does anything about the past. */
function isNoOrder(before: string): boolean {
  return /\b(?:not|don't|without|never|has|have|had|need|needs|used|configured|set)\s+(?:to\s+)?$/i.test(
    before,
  );
}
