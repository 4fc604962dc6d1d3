/** The running text of a document in pieces: paragraphs, headings and table cells. */
import type { Nodes, Root } from "mdast";
import type { Span } from "../finding.ts";

export interface Passage {
  readonly kind: "paragraph" | "heading" | "cell";
  /** As written, with its inline markup. */
  readonly text: string;
  /** The same with code in backticks blanked out, so that offsets stay. */
  readonly plain: string;
  /** The code in backticks. */
  readonly codes: readonly InlineCode[];
  readonly span: Span;
}

interface InlineCode {
  readonly code: string;
  readonly span: Span;
}

/** In document order. `source` is the text that `root` was read from. */
export function passagesOf(root: Root, source: string): Passage[] {
  const passages: Passage[] = [];
  const left: Nodes[] = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    const kind = kindOf(node);
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? 0;
    if (kind !== null) passages.push(passage(kind, source, { start, end }));
    else if ("children" in node) for (const child of node.children.toReversed()) left.push(child);
  }
  return passages;
}

function passage(kind: Passage["kind"], source: string, span: Span): Passage {
  const text = source.slice(span.start, span.end);
  const codes = inlineCode(text, span.start);
  return { kind, text, plain: withoutCode(text, span.start, codes), codes, span };
}

function kindOf({ type }: Nodes): Passage["kind"] | null {
  if (type === "paragraph" || type === "heading") return type;
  return type === "tableCell" ? "cell" : null;
}

/** Offsets are those of the document. */
function inlineCode(text: string, offset: number): InlineCode[] {
  return [...text.matchAll(/(?<!`)(`+)(?!`)(.{1,500}?)(?<!`)\1(?!`)/gs)].map(
    ({ index, 0: whole, 1: ticks = "", 2: code = "" }) => {
      const start = offset + index + ticks.length;
      return { code, span: { start, end: start + whole.length - 2 * ticks.length } };
    },
  );
}

/** `text` with code in backticks blanked out, so that offsets stay. */
export function withoutCode(
  text: string,
  offset = 0,
  codes: readonly InlineCode[] = inlineCode(text, offset),
): string {
  const parts: string[] = [];
  let from = 0;
  for (const { span } of codes) {
    parts.push(text.slice(from, span.start - offset), " ".repeat(span.end - span.start));
    from = span.end - offset;
  }
  return parts.join("") + text.slice(from);
}
