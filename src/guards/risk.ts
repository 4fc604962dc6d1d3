/** What the risk of a step demands here: run, a confirmation, or the target's name typed. */
import type { Demand } from "../model/policy.ts";
import { isWithin } from "../model/risk.ts";
import { type EffectiveRisk, effectiveRisk } from "./effective-risk.ts";
import { recognised } from "./environment.ts";
import type { Facts, Guard } from "./facts.ts";

export const risk: Guard = (facts) => {
  const { risk, why } = riskOf(facts);
  if (facts.mode.kind === "auto") {
    const { ceiling } = facts.mode;
    return isWithin(risk, ceiling)
      ? { kind: "pass", reason: { guard: "risk", text: why } }
      : {
          kind: "ask",
          level: demanded(facts) === "type" ? "type" : "confirm",
          reason: { guard: "risk", text: `${why}, above the ceiling of ${ceiling}` },
        };
  }
  const demand = demanded(facts);
  const text = isProduction(facts) ? `${why}, and this is production` : why;
  return demand === "run"
    ? { kind: "pass", reason: { guard: "risk", text } }
    : { kind: "ask", level: demand, reason: { guard: "risk", text } };
};

function demanded(facts: Facts): Demand {
  const table = isProduction(facts) ? facts.policy.productionRisk : facts.policy.risk;
  return table[riskOf(facts).risk];
}

/** That of the step, or of the code that its raw inputs make of it, whichever is higher. */
function riskOf({ step, read }: Facts): EffectiveRisk {
  const own = effectiveRisk(step);
  if (!read?.decidedBy || isWithin(read.risk, own.risk)) return own;
  const { command, does } = read.decidedBy;
  return { risk: read.risk, why: `\`${command}\` ${does}, so risk is ${read.risk}` };
}

/** Any recognised environment that is marked as production counts, even when several are recognised. */
function isProduction({ policy, observation }: Facts): boolean {
  const seen = recognised(observation);
  return policy.environments.some(({ name, production }) => production && seen.includes(name));
}
