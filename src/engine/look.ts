/** Questions about a run that several parts of the engine ask. */
import { recognised } from "../guards/environment.ts";
import { type Facts, factsOfCode } from "../guards/facts.ts";
import type { InputSpec } from "../model/input-spec.ts";
import type { Observation } from "../model/observation.ts";
import type { Plan } from "../model/plan.ts";
import type { ActiveState, Run } from "../model/run.ts";
import {
  type CallStep,
  type CodeStep,
  isWithinCall,
  type Step,
  type StepId,
} from "../model/step.ts";
import type { Reading } from "../shell/effects.ts";
import { fillText } from "../shell/fill.ts";
import type { Values } from "../shell/value.ts";
import { stateOf } from "./cursor.ts";
import { documentOf } from "./document-of.ts";
import { policyOf } from "./policy-of.ts";

export function missingInputs(run: Run): InputSpec[] {
  return run.plan.inputs.filter(({ name }) => !(name in run.values));
}

/** Why a step cannot follow what it needs; null when all its needs are met. */
export function unmetNeed(run: Run, step: Step): string | null {
  for (const need of step.needs) {
    const state = stateOf(run, need);
    const isTakenAsDone = run.plan.leftOut[need]?.startsWith("--from") ?? false;
    if (state.kind !== "succeeded" && !isTakenAsDone) {
      return `needs ${need}, which ${state.kind === "skipped" ? "was skipped" : "did not succeed"}`;
    }
    const failed = isWithinCall(step.id, need) ? undefined : failedWithin(run, need);
    if (failed !== undefined) return `needs ${need}, and ${failed} did not succeed`;
  }
  return null;
}

/** A call did its work when all that it brought in did, but for what was skipped. */
function failedWithin(run: Run, call: StepId): StepId | undefined {
  return Object.keys(run.steps).find((id) => {
    if (!isWithinCall(id, call)) return false;
    const { kind } = stateOf(run, id);
    return kind === "failed" || kind === "unknown";
  });
}

/** All inputs of the plan, also those that calls set. */
export function inputsOf({ inputs, steps }: Plan): InputSpec[] {
  const bound = steps.flatMap((step) => (step.kind === "call" ? step.bindings : []));
  return [...inputs, ...bound.flatMap(({ sets }) => sets ?? [])];
}

/**
 * Why a choice leaves this step out; null when none does. What any option leaves is walked only once
 * an option that does not was picked: where nobody picked one, none of its ways is taken.
 */
export function leftByChoice(run: Run, { id }: Step): string | null {
  for (const choice of run.plan.steps) {
    if (choice.kind !== "choice" || choice.id in run.plan.leftOut) continue;
    if (!choice.options.some(({ leaves }) => leaves.includes(id))) continue;
    const picked = choice.options[run.chosen[choice.id] ?? -1];
    if (picked === undefined) return `nothing was chosen at ${choice.id}, and it hangs on that`;
    if (picked.leaves.includes(id)) return `not part of "${picked.label}", chosen at ${choice.id}`;
  }
  return null;
}

/**
 * Inputs, captured values, and those that the step's policy gives where exactly one environment was
 * seen.
 */
export function valuesAt(run: Run, { id }: Step, observation: Observation | null): Values {
  const [name, ...others] = observation === null ? [] : recognised(observation);
  if (name === undefined || others.length > 0) return run.values;
  const environment = policyOf(run.now, id).environments.find((one) => one.name === name);
  return { ...environment?.values, ...run.values };
}

/** A person reads it, so a value that is missing costs nothing but its name standing there. */
export function filledForReading(values: Values, text: string): string {
  const filled = fillText(text, values);
  return filled.ok ? filled.text : text;
}

/** What the guards may look at; null while the target has not been looked at. */
export function factsOf(
  run: Run,
  step: CodeStep | CallStep,
  state: ActiveState,
  reading: Reading,
): Facts | null {
  const { observation, observedAt, approvals, backup } = state;
  if (observation === null || observedAt === null) return null;
  const { mode, claim } = run.now;
  const policy = policyOf(run.now, step.id);
  return {
    step,
    ...factsOfCode(step, reading, policy),
    policy,
    mode,
    claim,
    observation,
    at: Date.parse(observedAt),
    runbook: documentOf(run.plan, step.id),
    neededMs: neededMs(run.plan.steps, step),
    toSave: filesToSave(valuesAt(run, step, observation), step),
    approvals,
    backup,
  };
}

/** As long as the step and the one that undoes it may take; what has no limit counts as nothing. */
export function neededMs(steps: readonly Step[], step: Step): number {
  if (step.kind !== "code") return 0;
  const undo = steps.find(({ id }) => id === step.rollback);
  return (step.timeoutMs ?? 0) + (undo?.kind === "code" ? (undo.timeoutMs ?? 0) : 0);
}

/** A path whose value is missing stays as it is written: that is saved by no backup. */
function filesToSave(values: Values, step: CodeStep | CallStep): string[] {
  return step.kind === "code" ? step.backup.map((path) => filledForReading(values, path)) : [];
}

/** How many other people have yet to approve what is asked. */
export function missingApprovals({ asked, approvals }: ActiveState): number {
  return Math.max(0, (asked?.approvals ?? 0) - approvals.length);
}
