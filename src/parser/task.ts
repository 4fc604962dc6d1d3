/** Reads a task for a person: its text, and the annotation at the end of a line of its first paragraph. */
import { readAttributes } from "./attributes.ts";
import { error, type Finding, type Span } from "./finding.ts";
import { stepKeys } from "./keys.ts";
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
  const lines = linesOf(source, span);
  const blank = lines.findIndex((line) => /^[ \t>]*$/.test(source.slice(line.start, line.end)));
  const groups = lines.flatMap((line, index) => {
    const found = groupAtEnd(source, line);
    return found && (index === 0 || isOurs.test(source.slice(found.start))) ? [found] : [];
  });
  const end = lines[blank]?.start ?? span.end;
  const [group] = groups.filter(({ start }) => start < end);
  const lost = groups.filter((other) => other !== group).map(noAnnotation);
  if (!group) return { text: cutOut(source, span, [], quotes), entries: [], findings: lost };
  const { entries, problem } = readAttributes(source, group.start, group.end);
  const text = cutOut(source, span, [group], quotes);
  return { text, entries, findings: problem ? [problem, ...lost] : lost };
}

function noAnnotation(span: Span): Finding {
  return error("bad-attributes", span, "these braces stand where no annotation is read", {
    expected: "one annotation, at the end of a line of the task's first paragraph",
  });
}

function linesOf(source: string, { start, end }: Span): Span[] {
  const lines: Span[] = [];
  let from = start;
  for (const ending of source.slice(start, end).matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start: from, end: start + ending.index });
    from = start + ending.index + ending[0].length;
  }
  return [...lines, { start: from, end }];
}

/** Below the first line only what carries an id or one of the keys: prose may go on about `{a=b}`. */
const isOurs = new RegExp(`^\\{[ \\t]*(?:#|(?:${Object.keys(stepKeys).join("|")})\\b)`);

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
