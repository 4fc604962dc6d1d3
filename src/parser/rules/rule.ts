/** What a rule is: a pure function from the facts about a document to complaints. */
import type { Runbook } from "../../model/runbook.ts";
import type { Span } from "../finding.ts";
import type { SourceText } from "../source-text.ts";
import type { Passage } from "./passages.ts";
import type { Script } from "./script.ts";

/** What a rule has to say; its id and severity come from the table. */
export interface Complaint {
  /** Null when the document as a whole is meant. */
  readonly span: Span | null;
  /** One sentence, no trailing full stop. */
  readonly message: string;
  readonly expected?: string;
  readonly hint?: string;
}

export interface Facts {
  readonly runbook: Runbook;
  /** The document without a byte order mark; all spans are offsets in it. */
  readonly source: SourceText;
  /** The code steps in a shell's language. */
  readonly scripts: readonly Script[];
  /** Running text, headings and table cells, in document order. */
  readonly passages: readonly Passage[];
  /** The lines between the fences of the frontmatter; null when there is none. */
  readonly frontmatter: Span | null;
  /** An ISO date. */
  readonly today: string;
  /** After how many days a review is overdue. */
  readonly reviewAgeDays: number;
  /** Whether a path, relative to the document, leads to something; null where nobody can say. */
  readonly leadsSomewhere: ((path: string) => boolean) | null;
}

export type Check = (facts: Facts) => readonly Complaint[];
