/**
 * What follows by itself from where a session stands, one fact at a time, until only the outside (an
 * effect, a person) can bring it on.
 */
import { ruleBeforeAsking, ruleBeforeChange } from "../guards/rule.ts";
import type { EventOf, Outcome, Stop } from "../model/event.ts";
import type { ActiveState, Run, UndoItem } from "../model/run.ts";
import type { CallStep, CodeStep, Step } from "../model/step.ts";
import type { Question, Reason } from "../model/verdict.ts";
import { byHandWords } from "../model/words.ts";
import { effectPhrases } from "../shell/effect-words.ts";
import { nothingDone } from "../shell/effects.ts";
import { currentStep, currentUndo, isBusy, isOver, stateOf } from "./cursor.ts";
import type { Fact } from "./fact.ts";
import { factsOf, leftByChoice, missingInputs, unmetNeed } from "./look.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { isSameQuestion, makeQuestion } from "./question.ts";

/** The next fact; null when there is nothing to conclude. */
export function advance(run: Run): Fact | null {
  if (isOver(run) || isBusy(run)) return null;
  if (run.stopping !== null) return { type: "session.stopped", stop: run.stopping };
  const missing = missingInputs(run);
  if (missing.length > 0) {
    const names = missing.map(({ name }) => `--set ${name}=…`).join(" ");
    return handOver(run, null, [{ guard: "inputs", text: `values are missing: ${names}` }]);
  }
  const undo = currentUndo(run);
  if (undo?.restore === "due") return putBack(undo);
  if (undo !== null && typeof undo.restore === "object" && undo.restore.kind === "failed") {
    return handOver(run, undo.step, [{ guard: "restore", text: undo.restore.reason }]);
  }
  const step = currentStep(run);
  if (step === null) return { type: "session.finished", outcome: outcomeOf(run) };
  return advanceStep(run, step);
}

function putBack({ step, artefacts, restores }: UndoItem): Fact {
  return { type: "restore.started", step, attempt: restores + 1, artefacts };
}

function outcomeOf(run: Run): Outcome {
  if (run.back !== null) return "undone";
  return Object.values(run.steps).some(({ kind }) => kind === "failed") ? "failed" : "done";
}

function advanceStep(run: Run, step: Step): Fact | null {
  const state = stateOf(run, step.id);
  switch (state.kind) {
    case "pending":
      return approach(run, step);
    case "active":
      return judge(run, step, state);
    case "failed":
      return handOver(run, step.id, [{ guard: "outcome", text: "the step failed" }], "failed");
    case "unknown":
      return handOver(run, step.id, [
        {
          guard: "outcome",
          text: "it was running when the tool died; a person has to say how it ended",
        },
      ]);
    default:
      return null;
  }
}

/** Whether the step is walked at all, as far as the plan and earlier steps can tell. */
function approach(run: Run, step: Step): Fact {
  const leftOut = run.plan.leftOut[step.id];
  if (leftOut !== undefined) return skip(step, "selection", `left out by ${leftOut}`);
  const choice = leftByChoice(run, step);
  if (choice !== null) return skip(step, "choice", choice);
  // A broken step is stopped at, never quietly left out: what it says about its needs may be what is wrong.
  const isBroken = step.blockers.length > 0;
  const need = isBroken ? null : unmetNeed(run, step);
  if (need !== null) return skip(step, "needs", need);
  if (!isBroken && run.now.mode.kind === "auto" && step.auto === "skip") {
    return skip(step, "auto", "auto=skip: left for a person to do");
  }
  const attempt = (run.attempts[step.id] ?? 0) + 1;
  return { type: "step.reached", step: step.id, attempt };
}

type SkippedBy = Exclude<EventOf<"step.skipped">["by"], "operator">;

function skip(step: Step, by: SkippedBy, reason: string): Fact {
  return { type: "step.skipped", step: step.id, by, reason };
}

function judge(run: Run, step: Step, state: ActiveState): Fact | null {
  if (state.observation === null) return null;
  if (state.denied !== null) return handOver(run, step.id, state.denied, "denied");

  const prepared = prepare(run, step, state.observation);
  if (prepared.kind === "notNow") return skip(step, "condition", prepared.reason);
  if (prepared.kind === "impossible") return deny(step, state, prepared.reasons);

  const taken =
    takenOver[step.kind] ?? (step.auto === "stop" ? "auto=stop: a person takes over" : null);
  if (run.now.mode.kind === "auto" && taken !== null) {
    return handOver(run, step.id, [{ guard: "auto", text: taken }]);
  }
  if (step.kind === "call" && prepared.kind === "call") return enter(run, step, state, prepared);
  if (step.kind !== "code" || prepared.kind !== "code") return null;
  return clear(run, step, state, prepared);
}

/** What nothing but a person can do, in words. */
const takenOver: Partial<Record<Step["kind"], string>> = byHandWords;

/** Nothing runs here: what is called is guarded step by step. So nobody is asked unless a guard wants it. */
function enter(
  run: Run,
  step: CallStep,
  state: ActiveState,
  { target, values }: Extract<Prepared, { kind: "call" }>,
): Fact | null {
  const nothing = { code: "", target, backup: [], reading: nothingDone };
  const facts = factsOf(run, step, state, nothing.reading);
  if (facts === null) return null;
  const ruling = ruleBeforeAsking(facts);
  if (ruling.kind === "deny" || ruling.kind === "wait") return deny(step, state, ruling.reasons);
  const question = ruling.kind === "ask" ? makeQuestion(run, ruling, nothing, facts) : null;
  if (question !== null && !isSameQuestion(question, state.approved)) {
    return ask(run, step, state, question);
  }
  return { type: "call.entered", step: step.id, attempt: state.attempt, values };
}

/** From the guards' ruling to a question, a backup, or the start. */
function clear(
  run: Run,
  step: CodeStep,
  state: ActiveState,
  prepared: Extract<Prepared, { kind: "code" }>,
): Fact | null {
  const facts = factsOf(run, step, state, prepared.reading);
  if (facts === null) return null;
  const ruling = ruleBeforeAsking(facts);
  if (ruling.kind === "deny" || ruling.kind === "wait") return deny(step, state, ruling.reasons);

  const question = makeQuestion(run, ruling, prepared, facts);
  if (question !== null && !isSameQuestion(question, state.approved)) {
    return ask(run, step, state, question);
  }
  if (prepared.backup.length > 0 && state.backup.kind === "none") {
    return {
      type: "backup.started",
      step: step.id,
      attempt: state.attempt,
      paths: [...prepared.backup],
    };
  }
  const last = ruleBeforeChange(facts);
  if (last.kind === "deny" || last.kind === "wait") return deny(step, state, last.reasons);
  return {
    type: "step.started",
    step: step.id,
    attempt: state.attempt,
    code: prepared.code,
    target: prepared.target,
    risk: facts.effective.risk,
    does: effectPhrases(prepared.reading),
  };
}

function ask(run: Run, step: Step, state: ActiveState, question: Question): Fact | null {
  return isSameQuestion(question, state.asked)
    ? handOver(run, step.id, question.reasons)
    : { type: "step.asked", step: step.id, attempt: state.attempt, question };
}

function deny(step: Step, { attempt }: ActiveState, reasons: readonly Reason[]): Fact {
  return { type: "step.denied", step: step.id, attempt, reasons: [...reasons] };
}

/** A headless run stops where a person is needed; an interactive one waits for the person to speak. */
function handOver(
  run: Run,
  step: string | null,
  reasons: readonly Reason[],
  kind: Stop["kind"] = "person",
): Fact | null {
  if (run.now.mode.kind === "interactive") return null;
  return { type: "session.stopped", stop: { kind, step, reasons: [...reasons] } };
}
