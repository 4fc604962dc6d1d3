/** Which of a document's prose belongs to which step: what leads up to it, and what follows it. */
import type { Span } from "./finding.ts";
import { cutOut } from "./prose.ts";

/** Where a step stands in the document. */
export interface StepPlace {
  /** From the start of its first line to its end. */
  readonly span: Span;
  /** The end of the last block that shows its output; its own end where none does. */
  readonly shownEnd: number;
  /** The block quotes around it. */
  readonly quotes: number;
  /** The headings above it, outermost first. */
  readonly headings: readonly Span[];
}

/** What stands around the steps. */
export interface Surroundings {
  /** All headings of the document, in order. */
  readonly headings: readonly Span[];
  /** Comments, in order: they are no prose. */
  readonly comments: readonly Span[];
  /** The document without its frontmatter. */
  readonly body: Span;
}

export interface StepProse {
  /** What leads up to it; to the first step, all that the document begins with. */
  readonly prose: string;
  /** What it shows as output; and what follows up to the heading of the next step, or to the end. */
  readonly after: string;
}

/** For each of `places`, which stand in document order. */
export function proseAround(
  places: readonly StepPlace[],
  source: string,
  { headings, comments, body }: Surroundings,
): StepProse[] {
  return places.map((place, index) => {
    const previous = places[index - 1];
    const next = places[index + 1];
    const start = previous ? leadIn(place, previous.shownEnd) : body.start;
    const { end } = place.span;
    const afterEnd = next ? leadIn(next, place.shownEnd) : body.end;
    const shown = shownAbove(place, between(headings, start, end));
    const holes = inOrder([...between(comments, start, afterEnd), ...shown]);
    const cut = (from: number, to: number) =>
      withoutLoneMarker(cutOut(source, { start: from, end: to }, holes, place.quotes));
    return {
      prose: cut(start, Math.max(start, place.span.start)),
      after: cut(end, Math.max(place.shownEnd, afterEnd)),
    };
  });
}

/** Where the text about a step begins: with the first heading that it does not share with the one before. */
function leadIn({ headings }: StepPlace, previousEnd: number): number {
  return headings.find(({ start }) => start >= previousEnd)?.start ?? previousEnd;
}

/**
 * The step's own headings, which are no prose: they are shown as what they are. Below the heading of a
 * section without a step they have to stay, or its text would seem to go on.
 */
function shownAbove({ headings }: StepPlace, found: readonly Span[]): Span[] {
  const other = found.findIndex(({ start }) => headings.every((own) => own.start !== start));
  return found.slice(0, other < 0 ? found.length : other);
}

/** Looked up, not filtered: hostile documents have as many comments as steps. */
function between(spans: readonly Span[], start: number, end: number): Span[] {
  let first = 0;
  let last = spans.length;
  while (first < last) {
    const middle = (first + last) >> 1;
    if ((spans[middle]?.end ?? 0) > start) last = middle;
    else first = middle + 1;
  }
  const found: Span[] = [];
  for (let at = first; at < spans.length; at += 1) {
    const span = spans[at];
    if (span === undefined || span.start >= end) break;
    found.push(span);
  }
  return found;
}

function inOrder(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.start - b.start);
}

/** Where nothing but a step comment stood in a list item. */
function withoutLoneMarker(prose: string): string {
  return /^(?:[-+*>]|\d{1,9}[.)])$/.test(prose) ? "" : prose;
}
