/** Questions about a run that several parts of the engine ask. */
import type { Facts } from "../guards/facts.ts";
import type { InputSpec } from "../model/input-spec.ts";
import type { ActiveState, Run } from "../model/run.ts";
import type { CodeStep, Step } from "../model/step.ts";
import { readEffects } from "../shell/effects.ts";
import { fillText } from "../shell/fill.ts";
import { stateOf } from "./cursor.ts";

export function missingInputs(run: Run): InputSpec[] {
  return run.plan.inputs.filter(({ name }) => !(name in run.values));
}

/** Why a step cannot follow what it needs; null when all its needs are met. */
export function unmetNeed(run: Run, step: Step): string | null {
  for (const need of step.needs) {
    const state = stateOf(run, need);
    const isTakenAsDone = run.plan.leftOut[need]?.startsWith("--from") ?? false;
    if (state.kind === "succeeded" || isTakenAsDone) continue;
    return `needs ${need}, which ${state.kind === "skipped" ? "was skipped" : "did not succeed"}`;
  }
  return null;
}

/** What the guards may look at; null while the target has not been looked at. */
export function factsOf(run: Run, step: CodeStep, state: ActiveState, code: string): Facts | null {
  if (state.observation === null) return null;
  const { policy, mode, claim } = run.now;
  const { observation, backup } = state;
  const toSave = filesToSave(run, step);
  const read = step.raw.length > 0 ? { read: readEffects(code) } : {};
  return { step, policy, mode, claim, observation, toSave, backup, ...read };
}

/** A path whose value is missing stays as it is written: that is saved by no backup. */
function filesToSave({ values }: Run, step: Step): string[] {
  if (step.kind === "manual") return [];
  return step.backup.map((path) => {
    const filled = fillText(path, values);
    return filled.ok ? filled.text : path;
  });
}
