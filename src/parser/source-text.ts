/** A source text with the way from an offset to its line and column. */
import type { Place, Point } from "../model/place.ts";

export interface SourceText {
  readonly text: string;
  /** Offset of each line's first character; a byte order mark does not count as one. */
  readonly lineStarts: readonly number[];
}

/** Splits at LF, CRLF and lone CR, as CommonMark does. */
export function sourceText(text: string): SourceText {
  const lineStarts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (const ending of text.matchAll(/\r\n|\n|\r/g)) {
    lineStarts.push(ending.index + ending[0].length);
  }
  return { text, lineStarts };
}

/** The place between two offsets (UTF-16 units), moved into the source where they lie outside. */
export function placeBetween(source: SourceText, start: number, end: number): Place {
  const from = clamp(source, start);
  return { start: pointAt(source, from), end: pointAt(source, Math.max(from, clamp(source, end))) };
}

/** The number of the line that holds `offset`, counted from 1. */
export function lineOf({ lineStarts }: SourceText, offset: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** Offset of the first character of a line, counted from 1. */
export function startOfLine(source: SourceText, line: number): number {
  return source.lineStarts[line - 1] ?? source.text.length;
}

/** A line without its ending. */
export function lineText(source: SourceText, line: number): string {
  const end = startOfLine(source, line + 1);
  return source.text.slice(startOfLine(source, line), end).replace(/[\r\n]+$/, "");
}

function clamp({ text, lineStarts }: SourceText, offset: number): number {
  return Math.min(Math.max(offset, lineStarts[0] ?? 0), text.length);
}

function pointAt(source: SourceText, offset: number): Point {
  const line = lineOf(source, offset);
  return { line, column: offset - startOfLine(source, line) + 1, offset };
}
