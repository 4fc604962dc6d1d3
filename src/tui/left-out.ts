/** What else will not run when a step does not do its work. */
import { stateOf } from "../engine/cursor.ts";
import type { Run } from "../model/run.ts";
import type { Step, StepId } from "../model/step.ts";
import { legible } from "./legible.ts";

/** The steps ahead that hang on this one, directly or through others: `check, tell, watch and 2 more`. */
export function leftOutWords(run: Run, id: StepId): string | null {
  const ids = leftOutWith(run, id);
  if (ids.length === 0) return null;
  const rest = ids.length - mostNamed;
  const named = ids.slice(0, mostNamed).map(legible).join(", ");
  return rest > 0 ? `${named} and ${rest} more` : named;
}

const mostNamed = 3;

/** The plan has each step behind those that it needs. */
function leftOutWith(run: Run, id: StepId): StepId[] {
  const lost = [id];
  const hangs = ({ id: own, needs }: Step) =>
    needs.some((need) => lost.includes(need)) ||
    run.plan.steps.some((step) => lost.includes(step.id) && isOptional(step, own));
  for (const step of run.plan.steps) {
    const isAhead = step.role === "main" && stateOf(run, step.id).kind === "pending";
    // A broken step is stopped at, whatever it needs.
    if (!isAhead || step.blockers.length > 0 || step.id in run.plan.leftOut) continue;
    if (hangs(step)) lost.push(step.id);
  }
  return lost.slice(1);
}

/** Whether a step is walked only where the right option of this choice was picked. */
function isOptional(choice: Step, id: StepId): boolean {
  return choice.kind === "choice" && choice.options.some(({ leaves }) => leaves.includes(id));
}
