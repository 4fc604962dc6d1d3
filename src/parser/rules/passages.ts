/** The running text of a document in pieces: paragraphs, headings and table cells. */
import type { Nodes, Root } from "mdast";
import type { Span } from "../finding.ts";

export interface Passage {
  readonly kind: "paragraph" | "heading" | "cell";
  /** As written, with its inline markup. */
  readonly text: string;
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
    if (kind !== null)
      passages.push({ kind, text: source.slice(start, end), span: { start, end } });
    else if ("children" in node) left.push(...[...node.children].reverse());
  }
  return passages;
}

function kindOf({ type }: Nodes): Passage["kind"] | null {
  if (type === "paragraph" || type === "heading") return type;
  return type === "tableCell" ? "cell" : null;
}

/** Code in backticks within a passage; offsets are those of the document. */
export function inlineCode({ text, span }: Passage): { code: string; span: Span }[] {
  return [...text.matchAll(/(?<!`)(`+)(?!`)(.{1,500}?)(?<!`)\1(?!`)/gs)].map(
    ({ index, 0: whole, 1: ticks = "", 2: code = "" }) => {
      const start = span.start + index + ticks.length;
      return { code, span: { start, end: start + whole.length - 2 * ticks.length } };
    },
  );
}

/** The passage with code in backticks blanked out, so that offsets stay. */
export function withoutCode(passage: Passage): string {
  const { text, span } = passage;
  return inlineCode(passage).reduce((rest, { span: { start, end } }) => {
    const blank = " ".repeat(end - start);
    return rest.slice(0, start - span.start) + blank + rest.slice(end - span.start);
  }, text);
}
