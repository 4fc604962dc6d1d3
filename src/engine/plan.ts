/** From a runbook to a plan: the walking order, the environments of each step, and what is left out. */
import type { Plan } from "../model/plan.ts";
import type { Runbook } from "../model/runbook.ts";
import { isWithinCall, type Step, type StepId } from "../model/step.ts";
import { walkingOrder } from "../parser/graph.ts";

export interface Selection {
  /** `--only`: just these; null for all. */
  readonly only: readonly StepId[] | null;
  /** `--from`: this one and what comes after it. */
  readonly from: StepId | null;
}

export type Planning =
  | { readonly kind: "planned"; readonly plan: Plan }
  | { readonly kind: "impossible"; readonly problems: readonly string[] };

/** `digest` is the SHA-256 of the runbook's source, in hex; `callees` are the runbooks that it calls. */
export function makePlan(
  runbook: Runbook,
  { digest, callees }: Pick<Plan, "callees"> & Pick<Plan["runbook"], "digest">,
  selection: Selection,
): Planning {
  const byId = new Map(runbook.steps.map((step) => [step.id, step]));
  const order = walkingOrder([...runbook.steps]).order;
  const unknown = unknownIds(order, selection);
  if (unknown.length > 0) return { kind: "impossible", problems: unknown };

  const leftOut = leaveOut(order, selection);
  const problems = leftOutNeeds(runbook.steps, leftOut, selection);
  if (problems.length > 0) return { kind: "impossible", problems };
  const stopper = nothingToRun(runbook, order, leftOut);
  if (stopper !== null) return { kind: "impossible", problems: stopper };

  const main = order.flatMap((id) => byId.get(id) ?? []);
  const rollback = runbook.steps.filter((step) => step.role === "rollback");
  return {
    kind: "planned",
    plan: {
      runbook: {
        path: runbook.path,
        title: runbook.title,
        summary: runbook.summary,
        digest,
        reviewed: runbook.reviewed,
      },
      inputs: [...runbook.inputs],
      steps: [...main, ...rollback].map((step) => ({
        ...step,
        environments: step.environments ?? (runbook.environments && [...runbook.environments]),
      })),
      callees,
      leftOut,
    },
  };
}

/** Why there is nothing to walk; null when there is. */
function nothingToRun(
  runbook: Runbook,
  order: readonly StepId[],
  leftOut: Readonly<Record<StepId, string>>,
): string[] | null {
  if (order.length === 0) {
    return ["it has no step: a step is a fenced shell block, or an item of a task list (- [ ])"];
  }
  const steps = runbook.steps.filter(({ id }) => order.includes(id) && !(id in leftOut));
  if (steps.length === 0) return ["--only and --from leave no step"];
  if (steps.some(({ blockers }) => blockers.length === 0)) return null;
  return [
    "no step can run as it is written:",
    ...new Set(steps.flatMap(({ blockers }) => blockers)),
  ];
}

function unknownIds(order: readonly StepId[], { only, from }: Selection): string[] {
  return [...(only ?? []), ...(from === null ? [] : [from])]
    .filter((id) => !order.includes(id))
    .map((id) => `there is no step ${id}; the steps are ${order.join(", ")}`);
}

function leaveOut(order: readonly StepId[], { only, from }: Selection): Record<StepId, string> {
  const first = from === null ? 0 : order.indexOf(from);
  const reason = (id: StepId, index: number) => {
    // A call gives the values that the steps within it are walked with.
    if (index < first) return isWithinCall(from ?? "", id) ? null : `--from ${from}`;
    return only === null || only.some((each) => belongsTo(id, each)) ? null : "--only";
  };
  return Object.fromEntries(
    order.flatMap((id, index) => {
      const why = reason(id, index);
      return why === null ? [] : [[id, why]];
    }),
  );
}

/** A call stands for all within it, and what is within it does not go without the call. */
function belongsTo(id: StepId, named: StepId): boolean {
  return id === named || isWithinCall(id, named) || isWithinCall(named, id);
}

/** A step that stays in must not need one that `--only` leaves out: nothing says that it was done. */
function leftOutNeeds(
  steps: readonly Step[],
  leftOut: Readonly<Record<StepId, string>>,
  { only }: Selection,
): string[] {
  if (only === null) return [];
  return steps
    .filter((step) => step.role === "main" && !(step.id in leftOut))
    .flatMap((step) =>
      step.needs
        .filter((need) => leftOut[need] === "--only")
        .map((need) => `${step.id} needs ${need}: add it to --only`),
    );
}
