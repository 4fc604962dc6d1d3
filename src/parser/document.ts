/** A document that was read: the runbook in it, and the tree it was read from, for those who look closer. */
import type { Root } from "mdast";
import type { Runbook } from "../model/runbook.ts";
import type { SourceText } from "./source-text.ts";

export interface Document {
  readonly runbook: Runbook;
  /** Null when the document was too much to be read. */
  readonly tree: DocumentTree | null;
}

export interface DocumentTree {
  readonly root: Root;
  /** Without the byte order mark; offsets in the tree are offsets in it. */
  readonly source: SourceText;
  /** How far the runbook's own source is ahead: 1 where it begins with a byte order mark. */
  readonly mark: number;
}
