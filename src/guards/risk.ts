/**
 * What the risk of a step demands here: run, a confirmation, or the target's name typed. That a second
 * person has to approve is said by `approval.ts`; the operator types the name all the same.
 */
import type { Demand } from "../model/policy.ts";
import { isWithin } from "../model/risk.ts";
import { isProduction } from "./environment.ts";
import type { Facts, Guard } from "./facts.ts";

export const risk: Guard = (facts) => {
  // The name of the guard stands before what it says, wherever that is read: `risk: high`.
  const { risk, why } = facts.effective;
  if (facts.mode.kind === "auto") {
    const { ceiling } = facts.mode;
    const isTold = facts.step.risk !== null || risk === "none";
    if (isTold && isWithin(risk, ceiling)) {
      return { kind: "pass", reason: { guard: "risk", text: why } };
    }
    const trouble = isWithin(risk, ceiling)
      ? "and the runbook declares no risk"
      : `above the ceiling of ${ceiling}`;
    const level = levelOf(demanded(facts));
    return { kind: "ask", level, reason: { guard: "risk", text: `${why}, ${trouble}` } };
  }
  const demand = demanded(facts);
  const text = isProduction(facts) ? `${why}, and this is production` : why;
  return demand === "run"
    ? { kind: "pass", reason: { guard: "risk", text } }
    : { kind: "ask", level: levelOf(demand), reason: { guard: "risk", text } };
};

/** What the policy's table says of this risk here. */
export function demanded(facts: Facts): Demand {
  const table = isProduction(facts) ? facts.policy.productionRisk : facts.policy.risk;
  return table[facts.effective.risk];
}

function levelOf(demand: Demand): "confirm" | "type" {
  return demand === "type" || demand === "approve" ? "type" : "confirm";
}
