/** How risky a step is taken to be: what it declares, or medium where it says nothing. */
import type { Risk } from "../model/risk.ts";
import type { Step } from "../model/step.ts";

export interface EffectiveRisk {
  readonly risk: Risk;
  /** Where the risk comes from, in words. */
  readonly why: string;
}

export function effectiveRisk(step: Step): EffectiveRisk {
  if (step.risk !== null) {
    return { risk: step.risk, why: `risk is ${step.risk}` };
  }
  return withoutWord[step.kind];
}

/** What holds where the document says nothing. */
const withoutWord: Readonly<Record<Step["kind"], EffectiveRisk>> = {
  code: { risk: "medium", why: "risk is not declared, so it is taken as medium" },
  manual: { risk: "none", why: "a task for a person" },
  choice: { risk: "none", why: "a choice for a person" },
  call: { risk: "none", why: "each step of it is judged by itself" },
};
