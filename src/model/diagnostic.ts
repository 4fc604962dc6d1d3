/** What a person wrote and the tool cannot take: always data with a place and a hint, never thrown. */
import type { Place } from "./place.ts";

export type Severity = "error" | "warning" | "info";

export interface Diagnostic {
  /** The rule's stable id, for example `unknown-key`. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence, no trailing full stop. */
  readonly message: string;
  /** Null when the document as a whole is meant. */
  readonly place: Place | null;
  /** What would have been right, where that can be said. */
  readonly expected: string | null;
  /** What to do next. */
  readonly hint: string | null;
}
