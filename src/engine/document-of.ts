/** Which document a step stands in: the runbook that was opened, or one that it calls. */
import type { Plan } from "../model/plan.ts";
import { callOf, type StepId } from "../model/step.ts";

export function documentOf(
  { runbook, callees }: Plan,
  id: StepId,
): Pick<Plan["runbook"], "path" | "reviewed"> {
  const within = callOf(id);
  return callees.find(({ call }) => call === within) ?? runbook;
}
