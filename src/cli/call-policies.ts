/** The policies of called runbooks, where they have one of their own. */
import type { Circumstances } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import { callOf } from "../model/step.ts";
import type { Io } from "./io.ts";
import { type LoadedPolicy, loadPolicy } from "./load-policy.ts";
import type { Outcome } from "./refusal.ts";

type CallPolicies = Circumstances["callPolicies"];

/**
 * Each callee is judged by the `firebreak.yaml` found upwards from it; without one, by that of its caller.
 * `config` says where a policy is: null where it has to be looked for, a path where it is known.
 */
export async function callPoliciesOf(
  io: Io,
  callees: Plan["callees"],
  main: LoadedPolicy,
  config: (call: string) => string | null,
): Promise<Outcome<CallPolicies>> {
  const found: CallPolicies = [];
  for (const { call, path } of callees) {
    const loaded = await loadPolicy(io, path, config(call) ?? undefined);
    if (!loaded.ok) return loaded;
    const { policy, digest } = loaded.value;
    if (policy.path === null || policy.path === pathAbove(call, main, found)) continue;
    found.push({ call, policy, policyDigest: digest });
  }
  return { ok: true, value: found };
}

/** The file of the policy that holds around a call. Callers stand before what they call. */
function pathAbove(call: string, main: LoadedPolicy, found: CallPolicies): string | null {
  for (let above = callOf(call); above !== null; above = callOf(above)) {
    const own = found.find((each) => each.call === above);
    if (own !== undefined) return own.policy.path;
  }
  return main.policy.path;
}
