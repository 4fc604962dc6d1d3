/** Reads a task for a person: its text, and the annotation at the end of its first line. */
import { readAttributes } from "./attributes.ts";
import type { Finding, Span } from "./finding.ts";
import type { TaskBlock } from "./outline.ts";
import { cutOut } from "./prose.ts";
import type { Entry } from "./value.ts";

export interface Task {
  /** As Markdown, without the annotation. */
  readonly text: string;
  readonly entries: readonly Entry[];
  readonly findings: readonly Finding[];
}

export function readTask(source: string, { span, quotes }: TaskBlock): Task {
  const group = groupAtEnd(source, firstLine(source, span));
  if (!group) return { text: cutOut(source, span, [], quotes), entries: [], findings: [] };
  const { entries, problem } = readAttributes(source, group.start, group.end);
  const text = cutOut(source, span, [group], quotes);
  return { text, entries, findings: problem ? [problem] : [] };
}

function firstLine(source: string, { start, end }: Span): Span {
  const length = source.slice(start, end).search(/[\r\n]/);
  return { start, end: length < 0 ? end : start + length };
}

/** Braces are common in prose: a group counts only where it begins like an annotation and ends the line. */
const opening = /(?<!\{)\{[ \t]*(?:#[^\s{}]|[A-Za-z][\w-]*[ \t]*=|confirm[ \t]*\})/g;

function groupAtEnd(source: string, line: Span): Span | null {
  const text = source.slice(line.start, line.end).trimEnd();
  const end = line.start + text.length;
  for (const { index } of text.matchAll(opening)) {
    const start = line.start + index;
    const read = readAttributes(source, start, end);
    if (read.problem === null && read.end === end) return { start, end };
    // What cannot be read is an annotation with a mistake when it closes at the end, or nowhere.
    const close = source.slice(start, end).lastIndexOf("}");
    if (read.problem !== null && (close < 0 || start + close === end - 1)) return { start, end };
  }
  return null;
}
