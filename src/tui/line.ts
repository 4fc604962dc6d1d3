/**
 * A line of the screen as spans of text, each with a tone: what it means, not how it is coloured.
 * Everything here counts in columns of the terminal, never in characters.
 */
import stringWidth from "string-width";

export type Tone =
  | "plain"
  | "strong"
  | "quiet"
  | "accent"
  | "good"
  | "warn"
  | "bad"
  | "alarm"
  | "code"
  | "value"
  | "emphasis";

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

export type Line = readonly Span[];

export const blank: Line = [];

export function span(text: string, tone: Tone = "plain"): Span {
  return { text, tone };
}

/** One line of one tone. */
export function line(text: string, tone: Tone = "plain"): Line {
  return [span(text, tone)];
}

/** The columns that `text` takes. */
export function widthOf(text: string): number {
  if (isAscii(text)) return text.length;
  if (text.length > longestKnown) return stringWidth(text);
  const width = widths.get(text) ?? stringWidth(text);
  if (widths.size >= mostWidths) widths.clear();
  widths.set(text, width);
  return width;
}

/** Frames are made of the same few signs and words again and again, and measuring is slow. */
const widths = new Map<string, number>();
const mostWidths = 4000;
const longestKnown = 300;

export function lineWidth(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/** Cuts to `width` columns; what is cut off leaves an ellipsis. */
export function cut(spans: Line, width: number, ellipsis = "…"): Line {
  if (width <= 0) return blank;
  if (lineWidth(spans) <= width) return spans;
  const room = width - widthOf(ellipsis);
  if (room < 0) return blank;
  const kept: Span[] = [];
  let used = 0;
  for (const { text, tone } of spans) {
    const head = headOf(text, room - used);
    used += widthOf(head);
    kept.push(span(head, tone));
    if (head.length < text.length) break;
  }
  return [...kept, span(ellipsis, kept.at(-1)?.tone ?? "plain")];
}

/** Cuts to `width` columns and fills up with spaces to exactly that. */
export function padded(spans: Line, width: number, ellipsis = "…"): Line {
  const short = cut(spans, width, ellipsis);
  const missing = width - lineWidth(short);
  return missing > 0 ? [...short, span(" ".repeat(missing))] : short;
}

/** `left` and `right` on one line of `width` columns; `left` gives way. */
export function spread(left: Line, right: Line, width: number, ellipsis = "…"): Line {
  const kept = cut(right, width, ellipsis);
  const room = width - lineWidth(kept);
  if (room <= 0) return kept;
  if (room === width) return padded(left, width, ellipsis);
  return [...padded(cut(left, room - 1, ellipsis), room, ellipsis), ...kept];
}

/** The beginning of `text` that fits into `width` columns, in whole characters as people see them. */
export function headOf(text: string, width: number): string {
  if (width <= 0) return "";
  if (isAscii(text)) return text.slice(0, width);
  let used = 0;
  let end = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    used += widthOf(segment);
    if (used > width) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** The characters of `text` as people see them. */
export function charactersOf(text: string): string[] {
  return isAscii(text)
    ? text.split("")
    : Array.from(segmenter.segment(text), ({ segment }) => segment);
}

const segmenter = new Intl.Segmenter();

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
