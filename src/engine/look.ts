/** Questions about a run that several parts of the engine ask. */
import { recognised } from "../guards/environment.ts";
import { commandsFor, type Facts } from "../guards/facts.ts";
import type { InputSpec } from "../model/input-spec.ts";
import type { Observation } from "../model/observation.ts";
import type { ActiveState, Run } from "../model/run.ts";
import type { CodeStep, Step } from "../model/step.ts";
import type { Reading } from "../shell/effects.ts";
import { fillText } from "../shell/fill.ts";
import type { Values } from "../shell/value.ts";
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

/** Inputs, captured values, and those that the policy gives where exactly one environment was seen. */
export function valuesAt(run: Run, observation: Observation | null): Values {
  const [name, ...others] = observation === null ? [] : recognised(observation);
  if (name === undefined || others.length > 0) return run.values;
  const environment = run.now.policy.environments.find((one) => one.name === name);
  return { ...environment?.values, ...run.values };
}

/** What the guards may look at; null while the target has not been looked at. */
export function factsOf(
  run: Run,
  step: CodeStep,
  state: ActiveState,
  { code, reading }: { readonly code: string; readonly reading: Reading },
): Facts | null {
  const { observation, observedAt, approvals, backup } = state;
  if (observation === null || observedAt === null) return null;
  const { policy, mode, claim } = run.now;
  return {
    step,
    reading,
    policy,
    mode,
    claim,
    observation,
    at: observedAt,
    runbook: run.plan.runbook,
    commands: commandsFor(policy, code),
    neededMs: neededMs(run.plan.steps, step),
    toSave: filesToSave(valuesAt(run, observation), step),
    approvals,
    backup,
  };
}

/** As long as the step and the one that undoes it may take; what has no limit counts as nothing. */
export function neededMs(steps: readonly Step[], { rollback, timeoutMs }: CodeStep): number {
  const undo = steps.find(({ id }) => id === rollback);
  return (timeoutMs ?? 0) + (undo?.kind === "code" ? (undo.timeoutMs ?? 0) : 0);
}

/** A path whose value is missing stays as it is written: that is saved by no backup. */
function filesToSave(values: Values, step: CodeStep): string[] {
  return step.backup.map((path) => {
    const filled = fillText(path, values);
    return filled.ok ? filled.text : path;
  });
}

/** How many other people have yet to approve what is asked. */
export function missingApprovals({ asked, approvals }: ActiveState): number {
  return Math.max(0, (asked?.approvals ?? 0) - approvals.length);
}
