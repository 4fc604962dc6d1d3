/**
 * What an event makes of a run. Nothing else changes a run, live or in replay, so the journal alone is
 * enough to know where a session stands.
 */
import type { Approved } from "../model/approval.ts";
import type { Artefact } from "../model/artefact.ts";
import type { Event, EventOf } from "../model/event.ts";
import type { ActiveState, Change, Run, StepState, UndoItem } from "../model/run.ts";
import type { StepId } from "../model/step.ts";
import { stateOf, stepOf } from "./cursor.ts";

/** Folds `events` from the first one of a session on. Throws on a journal that makes no sense. */
export function replay(events: readonly Event[]): Run {
  const run = events.reduce<Run | null>(evolve, null);
  if (run === null) throw new Error("a session begins with session.opened");
  return run;
}

export function evolve(run: Run | null, event: Event): Run {
  if (event.type === "session.opened") return open(event);
  if (run === null) throw new Error(`a session begins with session.opened, not ${event.type}`);
  switch (event.type) {
    case "session.resumed":
      return resume(run, event);
    case "input.set":
      return { ...run, values: { ...run.values, ...event.values } };
    case "step.reached":
      return reach(run, event);
    case "environment.observed":
      return withActive(run, event.step, (state) => ({
        observation: event.observation,
        observedAt: event.at,
        observations: state.observations + 1,
      }));
    case "step.asked":
      // Another question: what other people said to the one before does not count for it.
      return withActive(run, event.step, ({ questions }) => ({
        asked: event.question,
        askedAt: event.at,
        questions: questions + 1,
        request: null,
        approvals: [],
      }));
    case "approval.requested":
      return withActive(run, event.step, () => ({ request: event.path }));
    case "step.approved":
      return withActive(run, event.step, ({ approvals }) => ({
        approvals: [...approvals, approvedBy(event)],
      }));
    case "approval.refused":
      return run;
    case "step.answered":
      // The world may have changed while the question stood there: look again before acting.
      return withActive(run, event.step, ({ asked }) => ({ approved: asked, observation: null }));
    case "step.denied":
      return withActive(run, event.step, () => ({ denied: event.reasons }));
    case "step.skipped":
      return withStep(run, event.step, { kind: "skipped", by: event.by, reason: event.reason });
    case "backup.started":
      return withActive(run, event.step, () => ({
        backup: { kind: "running", paths: event.paths },
      }));
    case "backup.ended":
      return withActive(run, event.step, () => ({ backup: event.result, observation: null }));
    case "step.started":
      return start(run, event);
    case "step.output":
      return run;
    case "cancel.requested":
      return cancel(run, event);
    case "step.ended":
      return end(run, event);
    case "call.entered":
      return enter(run, event);
    case "step.ticked":
      return withStep(run, event.step, {
        kind: "succeeded",
        attempt: event.attempt,
        report: null,
      });
    case "step.chosen":
      return choose(run, event);
    case "step.settled":
      return withStep(run, event.step, settled(event));
    case "step.left":
      return leave(run, event);
    case "undo.chosen":
      return {
        ...run,
        back: event.items.map((item) => ({
          ...item,
          restore: item.artefacts.length > 0 ? "due" : "none",
          restores: 0,
        })),
      };
    case "restore.started":
      return withUndo(run, event.step, { restore: "running", restores: event.attempt });
    case "restore.ended":
      return withUndo(run, event.step, { restore: event.result });
    case "restore.left":
      return withUndo(run, event.step, { restore: "left" });
    case "note.added":
      return {
        ...run,
        notes: [...run.notes, { step: event.step, text: event.text, at: event.at }],
      };
    case "stop.requested":
      return { ...run, stopping: event.stop };
    case "session.stopped":
      return { ...run, stopping: null, stopped: event.stop };
    case "session.finished":
      return { ...run, stopping: null, finished: event.outcome };
  }
}

function open(event: EventOf<"session.opened">): Run {
  const { type: _, at, session, plan, ...now } = event;
  return {
    session,
    openedAt: at,
    plan,
    now,
    part: 1,
    values: {},
    steps: Object.fromEntries(plan.steps.map(({ id }) => [id, { kind: "pending" }])),
    attempts: {},
    chosen: {},
    changes: [],
    back: null,
    notes: [],
    stopping: null,
    stopped: null,
    finished: null,
  };
}

/**
 * Another process takes over. What was running is unknown now, and an approval does not outlive the
 * process it was given to.
 */
function resume(run: Run, event: EventOf<"session.resumed">): Run {
  const { type: _, at: __, ...now } = event;
  return {
    ...run,
    now,
    part: run.part + 1,
    steps: Object.fromEntries(
      Object.entries(run.steps).map(([id, state]) => [id, afterCrash(state)]),
    ),
    back: run.back?.map(undoAfterCrash) ?? null,
    stopping: null,
    stopped: null,
  };
}

function afterCrash(state: StepState): StepState {
  switch (state.kind) {
    case "running":
      return { kind: "unknown", attempt: state.attempt };
    case "active":
      return { kind: "pending" };
    default:
      return state;
  }
}

function undoAfterCrash(item: UndoItem): UndoItem {
  if (item.restore !== "due" && item.restore !== "running") return item;
  return { ...item, restore: { kind: "failed", reason: "the way back was interrupted here" } };
}

function reach(run: Run, { step, attempt }: EventOf<"step.reached">): Run {
  const active = justReached(attempt);
  return { ...withStep(run, step, active), attempts: { ...run.attempts, [step]: attempt } };
}

/** A step as it stands when the walk has just come to it. */
export function justReached(attempt: number): ActiveState {
  return {
    kind: "active",
    attempt,
    observation: null,
    observedAt: null,
    observations: 0,
    asked: null,
    askedAt: null,
    questions: 0,
    request: null,
    approvals: [],
    approved: null,
    backup: { kind: "none" },
    denied: null,
  };
}

function approvedBy({ approval, expiresAt }: EventOf<"step.approved">): Approved {
  const { principal, publicKey } = approval;
  return { principal, publicKey, expiresAt };
}

function start(run: Run, event: EventOf<"step.started">): Run {
  const { step, attempt, code, target, risk, at } = event;
  const state = stateOf(run, step);
  const saved = state.kind === "active" && state.backup.kind === "taken" ? state.backup : null;
  const artefacts = saved?.artefacts ?? [];
  return {
    ...withStep(run, step, {
      kind: "running",
      attempt,
      code,
      target,
      risk,
      startedAt: at,
      cancelling: false,
    }),
    changes: isChange(run, event) ? remember(run.changes, step, artefacts) : run.changes,
  };
}

function isChange(run: Run, { step: id, risk }: EventOf<"step.started">): boolean {
  const step = stepOf(run, id);
  if (step.kind !== "code" || step.role === "rollback") return false;
  return risk !== "none" || step.backup.length > 0 || step.rollback !== null;
}

/** The first attempt's copies are the files as they were; what a later attempt saved may be half changed. */
function remember(
  changes: readonly Change[],
  step: StepId,
  artefacts: readonly Artefact[],
): readonly Change[] {
  const earlier = changes.find((change) => change.step === step);
  if (earlier === undefined) return [...changes, { step, artefacts }];
  const known = new Set(earlier.artefacts.flatMap(({ named, path }) => [named, path]));
  // A name may lead to another file by now; where it led at first is what comes back.
  const isUnknown = ({ named, path }: Artefact) => !known.has(named) && !known.has(path);
  const merged = {
    step,
    artefacts: [...earlier.artefacts, ...artefacts.filter(isUnknown)],
  };
  return changes.map((change) => (change === earlier ? merged : change));
}

function cancel(run: Run, event: EventOf<"cancel.requested">): Run {
  const state = stateOf(run, event.step);
  return state.kind === "running" ? withStep(run, event.step, { ...state, cancelling: true }) : run;
}

function end(run: Run, { step, attempt, ok, report }: EventOf<"step.ended">): Run {
  const state: StepState = ok
    ? { kind: "succeeded", attempt, report }
    : { kind: "failed", attempt, report, note: null, left: false };
  const next = withStep(run, step, state);
  const planned = stepOf(run, step);
  const capture = planned.kind === "code" ? planned.capture : null;
  if (!ok || capture === null || report.captured === null) return next;
  return { ...next, values: { ...next.values, [capture.name]: report.captured } };
}

function enter(run: Run, { step, attempt, values }: EventOf<"call.entered">): Run {
  const next = withStep(run, step, { kind: "succeeded", attempt, report: null });
  return { ...next, values: { ...run.values, ...values } };
}

function choose(run: Run, { step, attempt, option }: EventOf<"step.chosen">): Run {
  const next = withStep(run, step, { kind: "succeeded", attempt, report: null });
  return { ...next, chosen: { ...run.chosen, [step]: option } };
}

function settled({ ok, attempt, note }: EventOf<"step.settled">): StepState {
  return ok
    ? { kind: "succeeded", attempt, report: null }
    : { kind: "failed", attempt, report: null, note, left: false };
}

function leave(run: Run, { step, note }: EventOf<"step.left">): Run {
  const state = stateOf(run, step);
  return state.kind === "failed" ? withStep(run, step, { ...state, note, left: true }) : run;
}

function withStep(run: Run, id: StepId, state: StepState): Run {
  return { ...run, steps: { ...run.steps, [id]: state } };
}

function withActive(
  run: Run,
  id: StepId,
  change: (state: ActiveState) => Partial<ActiveState>,
): Run {
  const state = stateOf(run, id);
  return state.kind === "active" ? withStep(run, id, { ...state, ...change(state) }) : run;
}

function withUndo(run: Run, step: StepId, change: Partial<UndoItem>): Run {
  const back = run.back?.map((item) => (item.step === step ? { ...item, ...change } : item));
  return { ...run, back: back ?? null };
}
