/** The immediate consequence of each kind of input, where it fits the moment. */
import type { Approval } from "../model/approval.ts";
import type { Stop } from "../model/event.ts";
import type { Attempt, Input, OpeningInput } from "../model/input.ts";
import type { Report } from "../model/outcome.ts";
import type { ActiveState, Run, UndoItem } from "../model/run.ts";
import type { Step, StepId } from "../model/step.ts";
import { checkValue } from "../parser/input-value.ts";
import { currentStep, currentUndo, isBusy, isOver, stateOf, stepOf } from "./cursor.ts";
import type { Fact } from "./fact.ts";
import { filledForReading, missingApprovals, missingInputs, valuesAt } from "./look.ts";
import { wayBack } from "./way-back.ts";

type InputOf<K extends Input["kind"]> = Extract<Input, { kind: K }>;

export function open({ session, plan, circumstances, given }: InputOf<"open">): Fact[] {
  const facts: Fact[] = [{ type: "session.opened", session, plan, ...circumstances }];
  if (Object.keys(given).length > 0)
    facts.push({ type: "input.set", by: "flag", values: { ...given } });
  const defaults = plan.inputs.flatMap(({ name, default: value }) =>
    value === null || name in given ? [] : [[name, value] as const],
  );
  if (circumstances.mode.kind === "auto" && defaults.length > 0) {
    facts.push({ type: "input.set", by: "default", values: Object.fromEntries(defaults) });
  }
  return facts;
}

/** The facts that `input` makes true at once; none when it does not fit. */
export function respond(run: Run, input: Exclude<Input, InputOf<"open">>): Fact[] {
  if (input.kind === "resume") return resume(run, input);
  if (isOver(run)) return [];
  switch (input.kind) {
    case "fill":
      return fill(run, input);
    case "answer":
      return answer(run, input);
    case "tick":
      return tick(run, input);
    case "choose":
      return choose(run, input);
    case "skip":
      return skip(run, input);
    case "retry":
      return retry(run, input);
    case "leave":
      return leave(run, input);
    case "settle":
      return settle(run, input);
    case "cancel":
      return cancel(run, input);
    case "undo":
      return undo(run);
    case "note":
      return [{ type: "note.added", step: noted(run, input), text: input.text }];
    case "present":
      return [];
    case "quit":
      return stop(run, "quit", input.reason);
    case "interrupt":
      return stop(run, "interrupted", "interrupted");
    case "observed":
      return observed(run, input);
    case "backedUp":
      return backedUp(run, input);
    case "requested":
      return requested(run, input);
    case "approved":
      return approved(run, input);
    case "approvalRefused":
      return approvalRefused(run, input);
    case "printed":
      return printed(run, input);
    case "ended":
      return ended(run, input);
    case "restored":
      return restored(run, input);
  }
}

function resume(run: Run, { circumstances }: Extract<OpeningInput, { kind: "resume" }>): Fact[] {
  return run.finished === null ? [{ type: "session.resumed", ...circumstances }] : [];
}

function fill(run: Run, { values }: InputOf<"fill">): Fact[] {
  const missing = missingInputs(run);
  const isWhole = missing.every((spec) => {
    const value = values[spec.name];
    return value !== undefined && checkValue(spec, value) === null;
  });
  if (missing.length === 0 || !isWhole) return [];
  const wanted = Object.fromEntries(missing.map(({ name }) => [name, values[name] ?? ""]));
  return [{ type: "input.set", by: "operator", values: wanted }];
}

function answer(run: Run, { step, attempt, typed }: InputOf<"answer">): Fact[] {
  const state = activeState(run, { step, attempt });
  const question = state?.asked ?? null;
  if (state === null || question === null || question === state.approved) return [];
  if (state.denied !== null || state.observation === null || state.backup.kind === "running")
    return [];
  if (missingApprovals(state) > 0) return [];
  if (question.level === "type" && typed !== question.word) return [];
  return [
    { type: "step.answered", step, attempt, typed: question.level === "type" ? typed : null },
  ];
}

function tick(run: Run, { step, attempt }: InputOf<"tick">): Fact[] {
  if (!isOpen(run, { step, attempt })) return [];
  return stepOf(run, step).kind === "manual" ? [{ type: "step.ticked", step, attempt }] : [];
}

function choose(run: Run, { step, attempt, option }: InputOf<"choose">): Fact[] {
  const planned = isOpen(run, { step, attempt }) ? stepOf(run, step) : null;
  const picked = planned?.kind === "choice" ? planned.options[option] : undefined;
  if (planned === null || picked === undefined) return [];
  const seen = activeState(run, { step, attempt })?.observation ?? null;
  const label = filledForReading(valuesAt(run, planned, seen), picked.label);
  return [{ type: "step.chosen", step, attempt, option, label }];
}

/** Whether the step at hand waits for a person's own doing. */
function isOpen(run: Run, at: Attempt): boolean {
  const state = activeState(run, at);
  return state !== null && state.observation !== null && state.denied === null;
}

function skip(run: Run, { step, attempt, reason }: InputOf<"skip">): Fact[] {
  const item = failedRestore(run, { step, attempt });
  if (item !== null) return [{ type: "restore.left", step, attempt, note: reason }];
  const state = activeState(run, { step, attempt });
  if (state === null || state.backup.kind === "running") return [];
  return [{ type: "step.skipped", step, by: "operator", reason }];
}

/** After a failure, a denial, or a crash: a new attempt, which passes all the guards again. */
function retry(run: Run, { step, attempt }: InputOf<"retry">): Fact[] {
  const item = failedRestore(run, { step, attempt });
  if (item !== null) {
    return [{ type: "restore.started", step, attempt: attempt + 1, artefacts: item.artefacts }];
  }
  const state = atHand(run, step) ? stateOf(run, step) : null;
  const isRetryable =
    state?.kind === "unknown" ||
    (state?.kind === "failed" && !state.left) ||
    (state?.kind === "active" && (state.denied !== null || missingApprovals(state) > 0));
  if (!isRetryable || state.attempt !== attempt) return [];
  return [{ type: "step.reached", step, attempt: attempt + 1 }];
}

function leave(run: Run, { step, attempt, note }: InputOf<"leave">): Fact[] {
  const state = stateOf(run, step);
  if (!atHand(run, step) || state.kind !== "failed" || state.attempt !== attempt) return [];
  return [{ type: "step.left", step, attempt, note }];
}

function settle(run: Run, { step, attempt, ok, note }: InputOf<"settle">): Fact[] {
  const state = stateOf(run, step);
  if (state.kind !== "unknown" || state.attempt !== attempt) return [];
  return [{ type: "step.settled", step, attempt, ok, note }];
}

function cancel(run: Run, { step, attempt }: InputOf<"cancel">): Fact[] {
  const state = stateOf(run, step);
  if (state.kind !== "running" || state.attempt !== attempt || state.cancelling) return [];
  return [{ type: "cancel.requested", step, attempt }];
}

function undo(run: Run): Fact[] {
  const items = wayBack(run);
  if (run.back !== null || run.stopping !== null || isBusy(run) || items.length === 0) return [];
  return [{ type: "undo.chosen", items }];
}

function stop(run: Run, kind: Stop["kind"], text: string): Fact[] {
  if (run.stopping !== null) return [];
  const step = currentStep(run)?.id ?? null;
  const running = Object.entries(run.steps).flatMap(([id, state]) =>
    state.kind === "running" && !state.cancelling
      ? [{ type: "cancel.requested", step: id, attempt: state.attempt } as const]
      : [],
  );
  const reasons = [{ guard: "operator", text }];
  return [{ type: "stop.requested", stop: { kind, step, reasons } }, ...running];
}

/** The step that a person read while writing it, which need not be the one at hand any more. */
function noted(run: Run, { step }: InputOf<"note">): StepId | null {
  return run.plan.steps.some(({ id }) => id === step) ? step : null;
}

function observed(run: Run, { step, attempt, observation }: InputOf<"observed">): Fact[] {
  const state = activeState(run, { step, attempt });
  if (state === null || state.observation !== null) return [];
  return [{ type: "environment.observed", step, attempt, observation }];
}

function backedUp(run: Run, { step, attempt, result }: InputOf<"backedUp">): Fact[] {
  const state = activeState(run, { step, attempt });
  if (state?.backup.kind !== "running") return [];
  return [{ type: "backup.ended", step, attempt, result }];
}

function requested(run: Run, { step, attempt, path, expiresAt }: InputOf<"requested">): Fact[] {
  const state = activeState(run, { step, attempt });
  if (state === null || missingApprovals(state) === 0) return [];
  return [{ type: "approval.requested", step, attempt, path, expiresAt }];
}

/** Whoever hands it in has checked the signature; that they are somebody else who may is checked here, too. */
function approved(run: Run, { step, attempt, approval, expiresAt }: InputOf<"approved">): Fact[] {
  const state = activeState(run, { step, attempt });
  if (state === null || missingApprovals(state) === 0) return [];
  const reason = objectionTo(approval, run, state);
  return reason === null
    ? [{ type: "step.approved", step, attempt, approval, expiresAt }]
    : [{ type: "approval.refused", step, attempt, reason }];
}

function objectionTo(
  { principal, publicKey }: Approval,
  { now }: Run,
  { asked, approvals }: ActiveState,
): string | null {
  if (principal === now.operator)
    return `${principal} runs this session, and cannot approve it too`;
  const earlier = approvals.find(
    (one) => one.principal === principal || one.publicKey === publicKey,
  );
  if (earlier?.principal === principal)
    return `${principal} has approved it already: it takes different people`;
  if (earlier !== undefined)
    return `${earlier.principal} has approved it with this very key: ${principal} needs one of their own`;
  return asked?.approvers.includes(principal)
    ? null
    : `${principal} is not among those who may approve it`;
}

function approvalRefused(run: Run, { step, attempt, reason }: InputOf<"approvalRefused">): Fact[] {
  const state = activeState(run, { step, attempt });
  if (state === null || missingApprovals(state) === 0) return [];
  return [{ type: "approval.refused", step, attempt, reason }];
}

function printed(run: Run, { step, attempt, stream, text }: InputOf<"printed">): Fact[] {
  const state = stateOf(run, step);
  if (state.kind !== "running" || state.attempt !== attempt) return [];
  return [{ type: "step.output", step, attempt, stream, text }];
}

function ended(run: Run, { step, attempt, report }: InputOf<"ended">): Fact[] {
  const state = stateOf(run, step);
  if (state.kind !== "running" || state.attempt !== attempt) return [];
  return [{ type: "step.ended", step, attempt, ok: isSuccess(stepOf(run, step), report), report }];
}

function isSuccess(step: Step, { end, unmet }: Report): boolean {
  return (
    step.kind === "code" &&
    end.kind === "exited" &&
    step.exit.includes(end.code) &&
    unmet.length === 0
  );
}

function restored(run: Run, { step, attempt, result }: InputOf<"restored">): Fact[] {
  const item = run.back?.find((candidate) => candidate.step === step);
  if (item?.restore !== "running" || item.restores !== attempt) return [];
  return [{ type: "restore.ended", step, attempt, result }];
}

function activeState(run: Run, { step, attempt }: Attempt): ActiveState | null {
  const state = stateOf(run, step);
  const fits = atHand(run, step) && state.kind === "active" && state.attempt === attempt;
  return fits ? state : null;
}

function atHand(run: Run, step: string): boolean {
  return currentStep(run)?.id === step;
}

function failedRestore(run: Run, { step, attempt }: Attempt): UndoItem | null {
  const item = currentUndo(run);
  const isFailed = typeof item?.restore === "object" && item.restore.kind === "failed";
  return item !== null && isFailed && item.step === step && item.restores === attempt ? item : null;
}
