/** Questions about a run that several parts of the engine ask. */
import type { Facts } from "../guards/facts.ts";
import type { InputSpec } from "../model/input-spec.ts";
import type { Plan } from "../model/plan.ts";
import type { ActiveState, Run } from "../model/run.ts";
import { isWithinCall, type Step, type StepId } from "../model/step.ts";
import { fillText } from "../shell/fill.ts";
import { stateOf } from "./cursor.ts";
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

/** A person reads it, so a value that is missing costs nothing but its name standing there. */
export function filledForReading({ values }: Run, text: string): string {
  const filled = fillText(text, values);
  return filled.ok ? filled.text : text;
}

/** What the guards may look at; null while the target has not been looked at. */
export function factsOf(run: Run, step: Step, state: ActiveState): Facts | null {
  if (state.observation === null) return null;
  const { mode, claim } = run.now;
  const { observation, backup } = state;
  const policy = policyOf(run.now, step.id);
  return { step, policy, mode, claim, observation, toSave: filesToSave(run, step), backup };
}

/** A path whose value is missing stays as it is written: that is saved by no backup. */
function filesToSave(run: Run, step: Step): string[] {
  if (step.kind !== "code") return [];
  return step.backup.map((path) => filledForReading(run, path));
}
