/** Where the walk stands: the step at hand, on the way forward or on the way back. */
import type { Run, StepState, UndoItem } from "../model/run.ts";
import type { Step, StepId } from "../model/step.ts";

/** The step at hand; null at the end of the way, or while files are being put back. */
export function currentStep(run: Run): Step | null {
  if (run.back !== null) {
    const item = currentUndo(run);
    if (item === null || item.rollback === null || !isRestoreOver(item)) return null;
    return stepOf(run, item.rollback);
  }
  return (
    run.plan.steps.find((step) => step.role === "main" && !isSettled(stateOf(run, step.id))) ?? null
  );
}

/** The first thing on the way back that is not done; null when all is, or on the way forward. */
export function currentUndo(run: Run): UndoItem | null {
  return run.back?.find((item) => !isUndone(run, item)) ?? null;
}

function isUndone(run: Run, item: UndoItem): boolean {
  const isRolledBack = item.rollback === null || isSettled(stateOf(run, item.rollback));
  return isRestoreOver(item) && isRolledBack;
}

function isRestoreOver({ restore }: UndoItem): boolean {
  if (typeof restore === "object") return restore.kind === "restored";
  return restore === "none" || restore === "left";
}

export function stateOf(run: Run, id: StepId): StepState {
  return run.steps[id] ?? { kind: "pending" };
}

/** Nothing more will happen to a settled step on the way it is on. */
function isSettled(state: StepState): boolean {
  return (
    state.kind === "succeeded" ||
    state.kind === "skipped" ||
    (state.kind === "failed" && state.left)
  );
}

/** Throws when the plan has no such step: events and plan disagree, which is a bug. */
export function stepOf(run: Run, id: StepId): Step {
  const step = run.plan.steps.find((candidate) => candidate.id === id);
  if (step === undefined) throw new Error(`no step ${id} in the plan`);
  return step;
}

/** Whether something runs that must end before the session may stop. */
export function isBusy(run: Run): boolean {
  return (
    Object.values(run.steps).some(
      (state) =>
        state.kind === "running" || (state.kind === "active" && state.backup.kind === "running"),
    ) ||
    (run.back?.some((item) => item.restore === "running") ?? false)
  );
}

/** Whether the session is over for this process. */
export function isOver(run: Run): boolean {
  return run.stopped !== null || run.finished !== null;
}
