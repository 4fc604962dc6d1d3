/** What comes into the engine from outside: a person's word, or what an effect found. */
import type { Approval } from "./approval.ts";
import type { BackupResult, RestoreResult } from "./artefact.ts";
import type { Circumstances } from "./event.ts";
import type { Observation } from "./observation.ts";
import type { Report, Stream } from "./outcome.ts";
import type { Plan } from "./plan.ts";
import type { StepId } from "./step.ts";

/** Names one try of one step. */
export interface Attempt {
  readonly step: StepId;
  readonly attempt: number;
}

/** The process begins, or goes on with, a session. */
export type OpeningInput =
  | {
      readonly kind: "open";
      readonly session: string;
      readonly plan: Plan;
      readonly circumstances: Circumstances;
      /** Values given on the command line. */
      readonly given: Readonly<Record<string, string>>;
    }
  | { readonly kind: "resume"; readonly circumstances: Circumstances };

/** A person's word. What names an attempt is void once that attempt is over. */
export type PersonInput =
  | { readonly kind: "fill"; readonly values: Readonly<Record<string, string>> }
  | ({ readonly kind: "answer"; readonly typed: string | null } & Attempt)
  | ({ readonly kind: "tick" } & Attempt)
  /** `option` counts from 0. */
  | ({ readonly kind: "choose"; readonly option: number } & Attempt)
  | ({ readonly kind: "skip"; readonly reason: string } & Attempt)
  | ({ readonly kind: "retry" } & Attempt)
  | ({ readonly kind: "leave"; readonly note: string } & Attempt)
  | ({ readonly kind: "settle"; readonly ok: boolean; readonly note: string } & Attempt)
  | ({ readonly kind: "cancel" } & Attempt)
  | { readonly kind: "undo" }
  /** `step`: what the note is about; null when it is about none. */
  | { readonly kind: "note"; readonly step: StepId | null; readonly text: string }
  /** The text of an approval, pasted. It is checked outside; nothing follows from the text alone. */
  | ({ readonly kind: "present"; readonly text: string } & Attempt)
  | { readonly kind: "quit"; readonly reason: string }
  /** Ctrl-C or a signal to the tool itself. */
  | { readonly kind: "interrupt" };

/** What an effect found or did. */
export type ResultInput =
  | ({ readonly kind: "observed"; readonly observation: Observation } & Attempt)
  | ({ readonly kind: "backedUp"; readonly result: BackupResult } & Attempt)
  | ({ readonly kind: "requested"; readonly path: string; readonly expiresAt: string } & Attempt)
  | ({
      readonly kind: "approved";
      readonly approval: Approval;
      readonly expiresAt: string;
    } & Attempt)
  | ({ readonly kind: "approvalRefused"; readonly reason: string } & Attempt)
  | ({ readonly kind: "printed"; readonly stream: Stream; readonly text: string } & Attempt)
  | ({ readonly kind: "ended"; readonly report: Report } & Attempt)
  | ({ readonly kind: "restored"; readonly result: RestoreResult } & Attempt);

export type Input = OpeningInput | PersonInput | ResultInput;
