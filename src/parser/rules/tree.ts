/** The tree of a document that was read as a runbook, for rules to look at. */
import type { Root } from "mdast";
import type { Runbook } from "../../model/runbook.ts";
import { readMarkdown } from "../markdown.ts";
import { type SourceText, sourceText } from "../source-text.ts";

export interface DocumentTree {
  readonly root: Root;
  /** Without the byte order mark; offsets in the tree are offsets in it. */
  readonly source: SourceText;
  /** How far the runbook's own source is ahead: 1 where it begins with a byte order mark. */
  readonly mark: number;
}

/** Null when the document was too much to be read. */
export function treeOf({ source, diagnostics }: Runbook): DocumentTree | null {
  if (diagnostics.some(({ rule }) => rule === "too-large" || rule === "too-deep")) return null;
  const mark = source.startsWith("\uFEFF") ? 1 : 0;
  const read = readMarkdown(source.slice(mark));
  if ("rule" in read) return null;
  return { root: read.root, source: sourceText(source.slice(mark)), mark };
}
