/** What else will not run when a step does not do its work. */
import { stateOf } from "../engine/cursor.ts";
import type { Run } from "../model/run.ts";
import type { StepId } from "../model/step.ts";
import { legible } from "./legible.ts";

/** The steps ahead that need this one, directly or through others: `check, tell, watch and 2 more`. */
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
  for (const step of run.plan.steps) {
    const isAhead = step.role === "main" && stateOf(run, step.id).kind === "pending";
    // A broken step is stopped at, whatever it needs.
    if (!isAhead || step.blockers.length > 0 || step.id in run.plan.leftOut) continue;
    if (step.needs.some((need) => lost.includes(need))) lost.push(step.id);
  }
  return lost.slice(1);
}
