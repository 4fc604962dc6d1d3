/** A run that could begin: the plan, the circumstances and the values that were given. */
import type { Circumstances } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";

export interface PreparedRun {
  readonly plan: Plan;
  readonly circumstances: Circumstances;
  readonly given: Readonly<Record<string, string>>;
}
