/**
 * What nobody can know before earlier steps are done: values that they give, what is chosen, and whether a
 * step that another needs was walked. Which steps are left out for sure follows from the same.
 */
import type { Run } from "../model/run.ts";
import type { Step, StepId } from "../model/step.ts";
import type { Values } from "../shell/value.ts";

export interface Open {
  /**
   * A value that the step prints or hands to what it calls, one that is asked for at the start, what is
   * chosen at the step, or whether the step is walked at all.
   */
  readonly kind: "printed" | "given" | "asked" | "chosen" | "walked";
  /** The name of the value; the step itself where it is none. */
  readonly name: string;
  /** The step that decides it; null for what is asked at the start. */
  readonly from: StepId | null;
}

/** Of each step before the one that is looked at: whether it is walked. */
export type Fates = ReadonlyMap<StepId, "walked" | "leftOut" | "open">;

/** Why the step is left out, whatever is yet to come; null when nothing says so. */
export function leftOutBy(run: Run, step: Step, fates: Fates): string | null {
  const leftOut = run.plan.leftOut[step.id];
  if (leftOut !== undefined) return `left out by ${leftOut}`;
  const choice = choicesAbout(run, step).find((id) => !isAhead(id, fates));
  if (choice !== undefined) return `nothing is chosen at ${choice}, and it hangs on that`;
  // As in a run, a broken step is stopped at before its needs are looked at.
  if (step.blockers.length > 0) return null;
  const need = needsNotTaken(run, step).find((id) => fates.get(id) === "leftOut");
  if (need !== undefined) return `needs ${need}, which is left out`;
  if (run.now.mode.kind === "auto" && step.auto === "skip") {
    return "auto=skip: left for a person to do";
  }
  return null;
}

/** What earlier steps decide of whether the step is walked, its condition aside. */
export function openWays(run: Run, step: Step, fates: Fates): Open[] {
  const chosen = choicesAbout(run, step).map(
    (id) => ({ kind: "chosen", name: id, from: id }) as const,
  );
  if (step.blockers.length > 0) return chosen;
  const needs = needsNotTaken(run, step).filter((id) => fates.get(id) === "open");
  return [...chosen, ...needs.map((id) => ({ kind: "walked", name: id, from: id }) as const)];
}

/** Those of `names` whose values are yet to come, `values` being those that are there. */
export function openValues(
  { plan }: Run,
  names: readonly string[],
  values: Values,
  fates: Fates,
): Open[] {
  const before = plan.steps.filter(({ id }) => isAhead(id, fates));
  return [...new Set(names)].flatMap((name): Open[] => {
    const printing = before.find((one) => one.kind === "code" && one.capture?.name === name);
    if (printing) return [{ kind: "printed", name, from: printing.id }];
    if (Object.hasOwn(values, name)) return [];
    const giving = before.find(
      (one) => one.kind === "call" && one.bindings.some(({ sets }) => sets?.name === name),
    );
    if (giving) return [{ kind: "given", name, from: giving.id }];
    const isAsked = plan.inputs.some((input) => input.name === name);
    return isAsked ? [{ kind: "asked", name, from: null }] : [];
  });
}

function isAhead(id: StepId, fates: Fates): boolean {
  const fate = fates.get(id);
  return fate === "walked" || fate === "open";
}

function choicesAbout({ plan }: Run, { id }: Step): StepId[] {
  return plan.steps.flatMap((choice) => {
    if (choice.kind !== "choice" || choice.id in plan.leftOut) return [];
    return choice.options.some(({ leaves }) => leaves.includes(id)) ? [choice.id] : [];
  });
}

/** What `--from` leaves out is taken as done. */
function needsNotTaken({ plan }: Run, { needs }: Step): StepId[] {
  return needs.filter((need) => !plan.leftOut[need]?.startsWith("--from"));
}
