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
  readonly diagnostics: readonly Diagnostic[];
}
