/** Finds the lines of a step's code in the source, where prompts and shown output may stand between. */
import type { CodeStep } from "../../model/step.ts";
import { findPlaceholders } from "../../shell/placeholder.ts";
import type { ToSource } from "../aligned.ts";
import { lineOf, lineText, type SourceText, sourceText, startOfLine } from "../source-text.ts";

/** Each line of code is the end of a source line; a place in a line that differs is the whole line. */
export function locateCode({ code, lines }: CodeStep, source: SourceText): ToSource {
  const own = sourceText(code);
  const starts: { readonly at: number; readonly exact: boolean; readonly length: number }[] = [];
  let line = lines.first;
  for (const written of code.split("\n")) {
    const found = findLine(written, line + 1, lines.last, source);
    line = found?.line ?? Math.min(line + 1, lines.last);
    const text = lineText(source, line);
    const length = found?.length ?? text.trimStart().length;
    const at = startOfLine(source, line) + text.length - length;
    starts.push({ at, exact: found?.exact ?? false, length });
  }
  return (offset) => {
    const row = lineOf(own, offset);
    const start = starts[row - 1];
    if (start === undefined) return offset;
    const column = offset - startOfLine(own, row);
    return start.at + (start.exact ? column : Math.min(column, Math.max(0, start.length - 1)));
  };
}

interface Found {
  readonly line: number;
  readonly exact: boolean;
  /** Of the code in the source line, which is the line's end. */
  readonly length: number;
}

function findLine(code: string, from: number, to: number, source: SourceText): Found | null {
  const content = code.trim();
  if (content === "") return null;
  const shape = shapeOf(content);
  for (let line = from; line <= Math.min(to, from + mostLines); line++) {
    const text = lineText(source, line);
    if (text.endsWith(code)) return { line, exact: true, length: code.length };
    // A tab that a container used up in part comes out as spaces.
    if (text.endsWith(code.trimStart()))
      return { line, exact: true, length: Math.min(code.length, text.length) };
    const match = shape?.exec(text);
    if (match) return { line, exact: false, length: text.length - match.index };
  }
  return null;
}

/** Shown output between two commands is at most this long. */
const mostLines = 200;

/** What the line may look like in the source when `<name>` there became `{{name}}`; null if none did. */
function shapeOf(code: string): RegExp | null {
  const placeholders = findPlaceholders(code);
  if (placeholders.length === 0 || placeholders.length > 10) return null;
  let shape = "";
  let from = 0;
  for (const { start, end } of placeholders) {
    shape += `${escapeForPattern(code.slice(from, start))}.{1,80}?`;
    from = end;
  }
  return new RegExp(`${shape}${escapeForPattern(code.slice(from))}$`);
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
