/** How risky a step is taken to be: what it declares, or medium where it says nothing. */
import { isWithin, type Risk } from "../model/risk.ts";
import type { Step } from "../model/step.ts";

export interface EffectiveRisk {
  readonly risk: Risk;
  /** Where the risk comes from, in words. */
  readonly why: string;
}

export function effectiveRisk(step: Step): EffectiveRisk {
  if (step.kind === "code" && step.raw.length > 0 && isWithin(step.risk ?? "none", "low")) {
    const [name] = step.raw;
    return { risk: "medium", why: `what is given for \`${name}\` is code, so risk is medium` };
  }
  if (step.risk !== null) {
    return { risk: step.risk, why: `risk is ${step.risk}` };
  }
  return step.kind === "manual"
    ? { risk: "none", why: "a task for a person" }
    : { risk: "medium", why: "risk is not declared, so it is taken as medium" };
}
