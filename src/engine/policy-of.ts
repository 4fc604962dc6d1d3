/** Which policy a step is judged by: that of the innermost call around it which has one of its own. */
import type { Circumstances } from "../model/event.ts";
import type { Policy } from "../model/policy.ts";
import { callOf, type StepId } from "../model/step.ts";

export function policyOf(
  { policy, callPolicies }: Pick<Circumstances, "policy" | "callPolicies">,
  id: StepId,
): Policy {
  for (let call = callOf(id); call !== null; call = callOf(call)) {
    const own = callPolicies.find((each) => each.call === call);
    if (own !== undefined) return own.policy;
  }
  return policy;
}
