/** What a session waits for a person to say, read off its state. */
import type { InputSpec } from "../model/input-spec.ts";
import type { Report } from "../model/outcome.ts";
import type { Run } from "../model/run.ts";
import type { StepId } from "../model/step.ts";
import type { Question, Reason } from "../model/verdict.ts";

export type Waiting =
  /** `fill` with a value for each. */
  | { readonly kind: "inputs"; readonly missing: readonly InputSpec[] }
  /** `answer`, or `skip`. */
  | (At & { readonly kind: "approval"; readonly question: Question })
  /** `tick`, or `skip`. */
  | (At & { readonly kind: "task"; readonly text: string })
  /** `retry` looks again; or `skip`. */
  | (At & { readonly kind: "denied"; readonly reasons: readonly Reason[] })
  /** `retry`, `leave` or `undo`. */
  | (At & { readonly kind: "failed"; readonly report: Report | null })
  /** `settle`, `retry` or `undo`. */
  | (At & { readonly kind: "unknown" })
  /** On the way back, files could not be put back: `retry` or `skip`. */
  | (At & { readonly kind: "stuck"; readonly reason: string });

interface At {
  readonly step: StepId;
  readonly attempt: number;
}

/** Null when no person is needed now: something runs, or the session has stopped or finished. */
export declare function waitingFor(run: Run): Waiting | null;
