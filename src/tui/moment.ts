/** What the screen is about right now, read off the run: one of a few moments, each with its keys. */
import { currentStep, currentUndo, isOver, stateOf } from "../engine/cursor.ts";
import { type Waiting, waitingFor } from "../engine/waiting.ts";
import { wayBack } from "../engine/way-back.ts";
import type { Attempt } from "../model/input.ts";
import type { Report } from "../model/outcome.ts";
import type { Run, RunningState, UndoItem } from "../model/run.ts";
import type { Step } from "../model/step.ts";

export type Moment =
  | { readonly kind: "opening" }
  | Waiting
  | { readonly kind: "running"; readonly step: Step; readonly state: RunningState }
  /** The tool looks, saves or puts back; nobody has to do anything. */
  | { readonly kind: "busy"; readonly what: string }
  /**
   * A step did its work, and what it printed is there to be read before the walk goes on. After the last
   * one, the session is over already: there is nothing left to say.
   */
  | ({ readonly kind: "result"; readonly isLast: boolean } & Result)
  | { readonly kind: "over" };

/** What a step that did its work left to be read. */
export interface Result extends Attempt {
  readonly report: Report;
}

/**
 * What is `unread` comes before the next question: the session waits for a person anyway, and has lost no
 * time by it. A session that was stopped is shown as stopped, whatever was left to read, and so is one
 * that has ended without a word of it in the run: its transcript could not be written.
 */
export function momentOf(run: Run | null, unread: Result | null, isEnded = false): Moment {
  if (run === null) return { kind: "opening" };
  if (run.stopped !== null || (isEnded && run.finished === null)) return { kind: "over" };
  if (unread !== null) return { kind: "result", isLast: run.finished !== null, ...unread };
  if (isOver(run)) return { kind: "over" };
  const waiting = waitingFor(run);
  if (waiting !== null) return waiting;
  const running = run.plan.steps.find(({ id }) => stateOf(run, id).kind === "running");
  const state = running === undefined ? null : stateOf(run, running.id);
  if (running !== undefined && state?.kind === "running") {
    return { kind: "running", step: running, state };
  }
  return { kind: "busy", what: whatGoesOn(run) };
}

function whatGoesOn(run: Run): string {
  const undo = currentUndo(run);
  if (undo?.restore === "running") return putBackWords(undo);
  const step = currentStep(run);
  const state = step === null ? null : stateOf(run, step.id);
  if (state?.kind === "active" && state.backup.kind === "running") {
    return "Saving the files it changes";
  }
  if (run.stopping !== null) return "Stopping";
  if (state?.kind === "active" && state.observation === null) return "Looking at the target";
  return "Working";
}

function putBackWords({ artefacts }: UndoItem): string {
  const files = new Set(artefacts.map(({ named }) => named)).size;
  return files === 1 ? "Putting a file back" : `Putting ${files} files back`;
}

/**
 * Names a moment so exactly that a key meant for one can never count for another: the step, the
 * attempt, and every word of the question.
 */
export function identityOf(moment: Moment): string {
  switch (moment.kind) {
    case "running":
      return `running ${moment.step.id} ${moment.state.attempt}`;
    case "inputs":
      return `inputs ${moment.missing.map(({ name }) => name).join(" ")}`;
    case "approval":
      return `approval ${moment.step} ${moment.attempt} ${moment.approvals.missing} ${JSON.stringify(moment.question)}`;
    case "task":
    case "choice":
    case "denied":
    case "failed":
    case "unknown":
    case "stuck":
      return `${moment.kind} ${moment.step} ${moment.attempt}`;
    case "result":
      return `${moment.isLast ? "last " : ""}result ${moment.step} ${moment.attempt}`;
    default:
      return moment.kind;
  }
}

/** The step that the screen shows large; null before the first and after the last. */
export function shownStep(run: Run, moment: Moment): Step | null {
  if (moment.kind === "inputs") return null;
  if (moment.kind === "running") return moment.step;
  if ("step" in moment) return run.plan.steps.find(({ id }) => id === moment.step) ?? null;
  if (moment.kind === "over") return null;
  const undo = currentUndo(run);
  const current = currentStep(run);
  if (current !== null || undo === null) return current;
  return run.plan.steps.find(({ id }) => id === undo.step) ?? null;
}

/** Whether `undo` would be heard: the session waits for a person, and something can be undone. */
export function canGoBack(run: Run | null, moment: Moment): boolean {
  const waits = "attempt" in moment && moment.kind !== "result";
  return run !== null && run.back === null && waits && wayBack(run).length > 0;
}
