/** Where a step as a whole is pointed at: its first line. */
import type { Step } from "../../model/step.ts";
import type { Span } from "../finding.ts";
import { lineText, type SourceText, startOfLine } from "../source-text.ts";

export function openingLine({ lines }: Step, source: SourceText): Span {
  const text = lineText(source, lines.first);
  const start = startOfLine(source, lines.first);
  return { start: start + text.length - text.trimStart().length, end: start + text.length };
}
