/** A Markdown document as read: its metadata, inputs and steps, and everything that is wrong with it. */
import type { Diagnostic } from "./diagnostic.ts";
import type { InputSpec } from "./input-spec.ts";
import type { Step } from "./step.ts";

export interface Runbook {
  /** The path it was read from, as the user gave it. */
  readonly path: string;
  /** The whole source text. */
  readonly source: string;
  readonly title: string;
  readonly summary: string | null;
  readonly owner: string | null;
  readonly alerts: readonly string[];
  /** Environments it is meant for; null when it does not say. */
  readonly environments: readonly string[] | null;
  /** ISO date of the last review. */
  readonly reviewed: string | null;
  readonly inputs: readonly InputSpec[];
  /** In document order. */
  readonly steps: readonly Step[];
  /** Runbooks that the document wants walked before it, in document order. */
  readonly prerequisites: readonly Prerequisite[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A link to another document in a list under a heading such as "Prerequisites". */
export interface Prerequisite {
  /** The path as the document writes it. */
  readonly path: string;
  /** The step that it stands before, by its index in `steps`. */
  readonly at: number;
  /** First and last line of the item. */
  readonly lines: Step["lines"];
  /** The headings above it, outermost first. */
  readonly headings: readonly string[];
}
