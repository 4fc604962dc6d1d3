/** Shows a place in a source as plain text: numbered lines, and carets under the range. */
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Place } from "../model/place.ts";
import { showInvisible } from "./invisible.ts";
import { lineText, type SourceText, sourceText } from "./source-text.ts";

/**
 * The lines of `place`, with `context` lines before and after (1 unless told). Tabs become spaces, wide
 * characters count two columns, control characters are written out, and long lines are cut.
 */
export function codeFrame(source: string, place: Place, { context = 1 } = {}): string {
  const text = sourceText(source);
  const last = text.lineStarts.length;
  const from = Math.max(1, place.start.line - context);
  const end = Math.min(last, place.end.line);
  // Of a long range its beginning is enough: what follows is in the file.
  const marked = Math.min(end, place.start.line + mostLines - 1);
  const to = Math.min(last, marked + context);
  const width = String(to).length;
  const lines: string[] = [];
  for (let line = from; line <= to; line++) {
    const isMarked = line >= place.start.line && line <= marked;
    const shown = showLine(text, line, isMarked ? place : null);
    lines.push(`${isMarked ? ">" : " "} ${String(line).padStart(width)} | ${shown.text}`.trimEnd());
    if (isMarked) lines.push(`  ${" ".repeat(width)} | ${shown.carets}`.trimEnd());
  }
  return lines.join("\n");
}

/** `path:line:column  severity  rule  message`, the frame, what was expected and what to do. */
export function formatDiagnostic(diagnostic: Diagnostic, source: string, path: string): string {
  const { place, severity, rule, message, expected, hint } = diagnostic;
  const at = place ? `${path}:${place.start.line}:${place.start.column}` : path;
  const lines = [showInvisible(`${at}  ${severity}  ${rule}  ${oneLine(message)}`)];
  if (place) lines.push(codeFrame(source, place));
  if (expected !== null) lines.push(showInvisible(`  expected ${oneLine(expected)}`));
  if (hint !== null) lines.push(showInvisible(`  hint: ${oneLine(hint)}`));
  return lines.join("\n");
}

const mostLines = 5;
const tabWidth = 4;
/** Columns of a line that are shown at most: with numbers of four digits, as many as a narrow terminal has. */
const mostColumns = 68;
/** UTF-16 units of a line that are looked at on each side of where the range begins. */
const reach = 1000;

interface Cell {
  readonly shown: string;
  readonly columns: number;
  readonly isMarked: boolean;
}

function showLine(
  source: SourceText,
  line: number,
  place: Place | null,
): { text: string; carets: string } {
  const written = lineText(source, line);
  const first = place && line > place.start.line ? 0 : (place?.start.column ?? 1) - 1;
  const end = place && line < place.end.line ? written.length : (place?.end.column ?? 1) - 1;
  // A line may be a whole file, and a frame is for people.
  const start = wholeAt(written, Math.max(0, first - reach));
  const near = written.slice(start, wholeAt(written, first + reach));
  const isMarked = (at: number) => place !== null && at + start >= first && at + start < end;
  const cells = cellsOf(near, isMarked);
  const { from, to } = windowOf(cells);
  const head = from + start > 0 ? "…" : "";
  const tail = to < cells.length || start + near.length < written.length ? "…" : "";
  const seen = cells.slice(from, to);
  let carets = head && " ";
  for (const { columns, isMarked } of seen) carets += (isMarked ? "^" : " ").repeat(columns);
  // An empty range is between two characters, or at the end of the line.
  if (place && !carets.includes("^")) {
    const before = cellsOf(near.slice(0, first - start), () => false).slice(from);
    carets = `${head && " "}${" ".repeat(before.reduce((sum, { columns }) => sum + columns, 0))}^`;
  }
  return { text: head + seen.map(({ shown }) => shown).join("") + tail, carets };
}

/** `at`, or the place before it where a character of two units would be cut. */
function wholeAt(line: string, at: number): number {
  const isInside =
    /[\uDC00-\uDFFF]/.test(line.charAt(at)) && /[\uD800-\uDBFF]/.test(line.charAt(at - 1));
  return isInside ? at - 1 : at;
}

function cellsOf(line: string, isMarked: (at: number) => boolean): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  let column = 0;
  for (const character of line) {
    const shown =
      character === "\t" ? " ".repeat(tabWidth - (column % tabWidth)) : showInvisible(character);
    const columns = [...shown].reduce((sum, part) => sum + columnsOf(part), 0);
    cells.push({ shown, columns, isMarked: isMarked(at) });
    at += character.length;
    column += columns;
  }
  return cells;
}

/** The cells to show: the beginning of the line, or as much around the range as fits. */
function windowOf(cells: readonly Cell[]): { from: number; to: number } {
  const marked = Math.max(
    0,
    cells.findIndex(({ isMarked }) => isMarked),
  );
  let from = 0;
  const before = (start: number) =>
    cells.slice(start, marked).reduce((sum, { columns }) => sum + columns, 0);
  if (before(0) > mostColumns / 2) {
    from = marked;
    let room = mostColumns / 4;
    while (from > 0 && room > 0) room -= cells[--from]?.columns ?? 1;
  }
  let to = from;
  let room = mostColumns;
  while (to < cells.length && room >= (cells[to]?.columns ?? 1)) room -= cells[to++]?.columns ?? 1;
  return { from, to };
}

/** Terminal columns of one character: none for combining marks, two for East Asian wide and emoji. */
function columnsOf(character: string): number {
  if (/^(?:\p{Mn}|\p{Me}|\u200D)$/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

const wide = new RegExp(
  [
    "^(?:\\p{Emoji_Presentation}",
    "[\\u1100-\\u115F\\u2E80-\\u303E\\u3041-\\uA4CF\\uA960-\\uA97F\\uAC00-\\uD7A3]",
    "[\\uF900-\\uFAFF\\uFE30-\\uFE6F\\uFF00-\\uFF60\\uFFE0-\\uFFE6]",
    "[\\u{20000}-\\u{3FFFD}])$",
  ].join("|"),
  "u",
);

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]\s*/g, " ");
}
