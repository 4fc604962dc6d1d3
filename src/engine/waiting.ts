/** What a session waits for a person to say, read off its state. */
import type { InputSpec } from "../model/input-spec.ts";
import type { Report } from "../model/outcome.ts";
import type { ActiveState, Run } from "../model/run.ts";
import type { ChoiceStep, Step, StepId } from "../model/step.ts";
import type { Question, Reason } from "../model/verdict.ts";
import type { Values } from "../shell/value.ts";
import { currentStep, currentUndo, isBusy, isOver, stateOf } from "./cursor.ts";
import { filledForReading, missingApprovals, missingInputs, valuesAt } from "./look.ts";

export type Waiting =
  /** `fill` with a value for each. */
  | { readonly kind: "inputs"; readonly missing: readonly InputSpec[] }
  /** `answer`, or `skip`. While approvals are missing no answer counts; `retry` asks for them anew. */
  | (At & {
      readonly kind: "approval";
      readonly question: Question;
      readonly approvals: Approvals;
    })
  /** `tick`, or `skip`. */
  | (At & { readonly kind: "task"; readonly text: string })
  /** `choose`, or `skip`. */
  | (At & {
      readonly kind: "choice";
      readonly question: string;
      readonly options: readonly string[];
      readonly inferred: boolean;
    })
  /** `retry` looks again; or `skip`. */
  | (At & { readonly kind: "denied"; readonly reasons: readonly Reason[] })
  /** `retry`, `leave` or `undo`. */
  | (At & { readonly kind: "failed"; readonly report: Report | null })
  /** `settle`, `retry` or `undo`. */
  | (At & { readonly kind: "unknown" })
  /** On the way back, files could not be put back: `retry` or `skip`. */
  | (At & { readonly kind: "stuck"; readonly reason: string });

interface Approvals {
  /** How many other people have yet to say yes. */
  readonly missing: number;
  /** Who of those who may did not yet. */
  readonly from: readonly string[];
  /** Who did. */
  readonly by: readonly string[];
  /** The file that they are to be sent; null before it is there. */
  readonly request: string | null;
}

interface At {
  readonly step: StepId;
  readonly attempt: number;
}

/** Null when no person is needed now: something runs, or the session has stopped or finished. */
export function waitingFor(run: Run): Waiting | null {
  if (isOver(run) || isBusy(run) || run.stopping !== null) return null;
  const missing = missingInputs(run);
  if (missing.length > 0) return { kind: "inputs", missing };
  const undo = currentUndo(run);
  if (undo !== null && typeof undo.restore === "object" && undo.restore.kind === "failed") {
    const { step, restores, restore } = undo;
    return { kind: "stuck", step, attempt: restores, reason: restore.reason };
  }
  const step = currentStep(run);
  return step === null ? null : waitingAt(run, step);
}

function waitingAt(run: Run, step: Step): Waiting | null {
  const state = stateOf(run, step.id);
  switch (state.kind) {
    case "failed":
      return { kind: "failed", step: step.id, attempt: state.attempt, report: state.report };
    case "unknown":
      return { kind: "unknown", step: step.id, attempt: state.attempt };
    case "active":
      return waitingOn(run, step, state);
    default:
      return null;
  }
}

function waitingOn(run: Run, step: Step, state: ActiveState): Waiting | null {
  if (state.observation === null) return null;
  const at = { step: step.id, attempt: state.attempt };
  if (state.denied !== null) return { kind: "denied", ...at, reasons: state.denied };
  const values = valuesAt(run, step, state.observation);
  if (step.kind === "manual")
    return { kind: "task", ...at, text: filledForReading(values, step.text) };
  if (step.kind === "choice") return { kind: "choice", ...at, ...choiceWords(values, step) };
  if (state.asked === null) return null;
  const by = state.approvals.map(({ principal }) => principal);
  const approvals = {
    missing: missingApprovals(state),
    from: state.asked.approvers.filter((name) => !by.includes(name)),
    by,
    request: state.request,
  };
  return { kind: "approval", ...at, question: state.asked, approvals };
}

function choiceWords(values: Values, { question, options, inferred }: ChoiceStep) {
  return {
    question: filledForReading(values, question),
    options: options.map(({ label }) => filledForReading(values, label)),
    inferred,
  };
}
