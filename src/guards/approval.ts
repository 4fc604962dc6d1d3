/** Where a second person has to say yes: the policy's tables want it, or the exception to a rule. */
import type { AnswerableRuling, Reason, Ruling, Verdict } from "../model/verdict.ts";
import { exceptions } from "./command-rule.ts";
import { effectiveRisk } from "./effective-risk.ts";
import { isProduction } from "./environment.ts";
import type { Facts, Guard } from "./facts.ts";
import { demanded } from "./risk.ts";

export const approval: Guard = (facts) => {
  const asks = [...byRisk(facts), ...byException(facts)];
  if (asks.length > 0) return asks;
  return { kind: "pass", reason: { guard: "approval", text: "nobody else has to approve it" } };
};

/** Nobody can be asked for an approval yet: what needs one does not run. */
export function answerable(ruling: Ruling): AnswerableRuling {
  if (ruling.kind !== "ask") return ruling;
  const { level, reasons } = ruling;
  if (level !== "approve") return { kind: "ask", level, reasons };
  const text = "a second person has to approve this, and there is no way yet to ask for that";
  const wanted = reasons.filter(({ guard }) => guard === "approval");
  return { kind: "deny", reasons: [{ guard: "approval", text }, ...wanted] };
}

function byRisk(facts: Facts): Verdict[] {
  if (demanded(facts) !== "approve") return [];
  const where = isProduction(facts) ? ", and this is production" : "";
  return [
    ask({ guard: "approval", text: `${effectiveRisk(facts.step, facts.reading).why}${where}` }),
  ];
}

function byException(facts: Facts): Verdict[] {
  return exceptions(facts).map(({ reason, line }) => ({
    ...ask({ guard: "approval", text: `this runbook is excepted from a rule: ${reason}` }),
    lines: [line],
  }));
}

function ask(reason: Reason): Verdict {
  return { kind: "ask", level: "approve", reason };
}
