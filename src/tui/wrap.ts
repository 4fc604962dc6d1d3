/** Breaks a line of spans into lines that fit: at spaces where it can, inside a word where it must. */
import { charactersOf, type Line, lineWidth, type Span, type Tone, widthOf } from "./line.ts";

interface Cell {
  readonly text: string;
  readonly tone: Tone;
  readonly width: number;
}

/** `first` stands before the first line and `next` before all others; both count into `width` (columns). */
export function wrap(spans: Line, width: number, first: Line = [], next: Line = first): Line[] {
  if (lineWidth(first) + lineWidth(spans) <= width) return [[...first, ...spans]];
  const cells = cellsOf(spans);
  const lines: Line[] = [];
  let start = 0;
  while (start < cells.length) {
    const before = lines.length === 0 ? first : next;
    const end = breakAt(cells, start, Math.max(2, width - lineWidth(before)));
    lines.push([...before, ...spansOf(withoutSpaceAtEnd(cells.slice(start, end)))]);
    start = end;
    while (cells[start]?.text === " ") start += 1;
  }
  return lines;
}

function cellsOf(spans: Line): Cell[] {
  return spans.flatMap(({ text, tone }) =>
    charactersOf(text)
      .flatMap(narrow)
      .map((character) => ({ text: character, tone, width: widthOf(character) })),
  );
}

/** Some scripts join marks to characters as wide as a word; those may be broken up like one. */
function narrow(character: string): string[] {
  return widthOf(character) > 2 ? Array.from(character) : [character];
}

/** Where the line that begins at `start` ends; always further on, so that there is an end to it all. */
function breakAt(cells: readonly Cell[], start: number, room: number): number {
  let used = 0;
  let end = start;
  while (end < cells.length) {
    used += cells[end]?.width ?? 0;
    if (used > room) break;
    end += 1;
  }
  if (end === cells.length || cells[end]?.text === " ") return Math.max(start + 1, end);
  const space = lastSpace(cells, start, end);
  return space === null ? Math.max(start + 1, end) : space + 1;
}

/** Null also where only indentation stands before it: a break there would leave an empty line. */
function lastSpace(cells: readonly Cell[], start: number, end: number): number | null {
  let index = end - 1;
  while (index >= start && cells[index]?.text !== " ") index -= 1;
  const isIndentation = cells.slice(start, index + 1).every(({ text }) => text === " ");
  return index < start || isIndentation ? null : index;
}

function withoutSpaceAtEnd(cells: readonly Cell[]): readonly Cell[] {
  const last = cells.findLastIndex(({ text }) => text !== " ");
  return cells.slice(0, last + 1);
}

function spansOf(cells: readonly Cell[]): Span[] {
  const spans: { text: string; tone: Tone }[] = [];
  for (const { text, tone } of cells) {
    const last = spans.at(-1);
    if (last?.tone === tone) last.text += text;
    else spans.push({ text, tone });
  }
  return spans;
}
