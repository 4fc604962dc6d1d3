/** Finds the way back from a block's text to the source: containers strip indentation and markers from it. */
import { lineOf, lineText, type SourceText, sourceText, startOfLine } from "./source-text.ts";

/** Turns an offset in a block's text into one in the source. */
export type ToSource = (offset: number) => number;

/**
 * `text` has LF line ends only, and its first line stands in line `firstLine` of `source`. What was
 * stripped is always the beginning of a line, so each line is found by its end.
 */
export function alignLines(source: SourceText, text: string, firstLine: number): ToSource {
  const own = sourceText(text);
  return (offset) => {
    const line = lineOf(own, offset);
    const written = lineText(source, firstLine + line - 1);
    const content = text
      .slice(startOfLine(own, line), startOfLine(own, line + 1))
      .replace(/\n$/, "");
    // A tab that a container used up in part comes out as spaces: then only the rest is the same.
    const common = written.endsWith(content) ? content : content.trimStart();
    const from = offset - startOfLine(own, line) - (content.length - common.length);
    const start = startOfLine(source, firstLine + line - 1) + written.length - common.length;
    return start + Math.max(0, from);
  };
}

/** Line ends as LF. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
