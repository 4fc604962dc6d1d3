/** How risky a step is taken to be: the higher of what it declares and what its code would do. */
import { isWithin, type Risk } from "../model/risk.ts";
import type { Step } from "../model/step.ts";
import { byHandWords } from "../model/words.ts";
import { phraseOf } from "../shell/effect-words.ts";
import type { Reading } from "../shell/effects.ts";
import { readingOf } from "../shell/step-reading.ts";

export interface EffectiveRisk {
  readonly risk: Risk;
  /** The risk, and where it comes from, in words; goes on after "risk is". */
  readonly why: string;
}

/** `reading` is what the code would do that is about to run; of what has none, nothing. */
export function effectiveRisk(step: Step, reading: Reading): EffectiveRisk {
  if (step.kind !== "code") return riskWithoutCode(step);
  const { risk } = step;
  const higher = risk === null || !isWithin(reading.risk, risk) ? reading.risk : risk;
  if (step.raw.length > 0 && isWithin(higher, "low")) {
    const [name] = step.raw;
    return { risk: "medium", why: `medium: what is given for \`${name}\` is code` };
  }
  if (higher === risk) return { risk, why: risk };
  const { decidedBy } = reading;
  if (decidedBy === null || reading.risk === "none") {
    return { risk: "none", why: "none: it only looks" };
  }
  const said = risk === null ? "" : `; the runbook says ${risk}`;
  return { risk: reading.risk, why: `${reading.risk}: it ${phraseOf(decidedBy)}${said}` };
}

/** The risk of a step as it is written, before its values are known; of what has no code, what it declares. */
export function plannedRisk(step: Step): EffectiveRisk {
  return step.kind === "code" ? effectiveRisk(step, readingOf(step)) : riskWithoutCode(step);
}

type StepWithoutCode = Exclude<Step, { kind: "code" }>;

function riskWithoutCode({ kind, risk }: StepWithoutCode): EffectiveRisk {
  if (risk !== null) return { risk, why: risk };
  return { risk: "none", why: `none: ${withoutCode[kind]}` };
}

/** What holds where there is no code, and the document says nothing. */
const withoutCode: Readonly<Record<StepWithoutCode["kind"], string>> = {
  ...byHandWords,
  call: "each step of it is judged by itself",
};
