/**
 * Where other people have to say yes: the policy's tables want it, the exception to a rule, or the runbook
 * itself. And, right before the change, whether enough of them did, and not too long ago.
 */
import type { Approved } from "../model/approval.ts";
import type { Reason, Verdict } from "../model/verdict.ts";
import { exceptions } from "./command-rule.ts";
import { effectiveRisk } from "./effective-risk.ts";
import { isProduction } from "./environment.ts";
import type { Facts, Guard } from "./facts.ts";
import { demanded } from "./risk.ts";

export const approval: Guard = (facts) => {
  const asks = asksOf(facts);
  return asks.length > 0 ? asks : { kind: "pass", reason: reason("nobody else has to approve it") };
};

export const approved: Guard = (facts) => {
  const wanted = Math.max(0, ...asksOf(facts).map(({ approvals }) => approvals));
  const valid = facts.approvals.filter((one) => facts.at <= one.expiresAt);
  if (valid.length >= wanted) {
    const text = wanted === 0 ? "nobody else has to approve it" : `approved by ${namesOf(valid)}`;
    return { kind: "pass", reason: reason(text) };
  }
  const [expired] = facts.approvals.filter((one) => facts.at > one.expiresAt);
  const text =
    expired === undefined
      ? `${valid.length} of ${wanted} approvals are there`
      : `the approval by ${expired.principal} expired at ${expired.expiresAt}`;
  return { kind: "deny", reason: reason(text) };
};

type Ask = Extract<Verdict, { level: "approve" }>;

function asksOf(facts: Facts): Ask[] {
  return [...byRisk(facts), ...byException(facts), ...byRunbook(facts)];
}

function byRisk(facts: Facts): Ask[] {
  if (demanded(facts) !== "approve") return [];
  const where = isProduction(facts) ? ", and this is production" : "";
  return [ask(1, `${effectiveRisk(facts.step, facts.reading).why}${where}`)];
}

function byException(facts: Facts): Ask[] {
  return exceptions(facts).map(({ reason, line, approvals }) => ({
    ...ask(approvals, `this runbook is excepted from a rule: ${reason}`),
    lines: [line],
  }));
}

function byRunbook({ step }: Facts): Ask[] {
  if (step.kind !== "code" || step.approvals === 0) return [];
  const others = step.approvals === 1 ? "one other person" : `${step.approvals} other people`;
  return [ask(step.approvals, `the runbook wants ${others} to approve it`)];
}

function ask(approvals: number, text: string): Ask {
  return { kind: "ask", level: "approve", approvals, reason: reason(text) };
}

function reason(text: string): Reason {
  return { guard: "approval", text };
}

function namesOf(approvals: readonly Approved[]): string {
  return approvals.map(({ principal }) => principal).join(", ");
}
