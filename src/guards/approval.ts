/**
 * Where other people have to say yes: the policy's tables want it, the exception to a rule, or the runbook
 * itself. And, right before the change, whether enough of those who may did, and not too long ago.
 */
import type { Approved } from "../model/approval.ts";
import { approversOf } from "../model/approvers.ts";
import type { Policy } from "../model/policy.ts";
import type { Others, Reason, Verdict } from "../model/verdict.ts";
import { exceptions } from "./command-rule.ts";
import { isProduction } from "./environment.ts";
import type { Facts, Guard } from "./facts.ts";
import { demanded } from "./risk.ts";

export const approval: Guard = (facts) => {
  const asks = asksOf(facts);
  return asks.length > 0 ? asks : { kind: "pass", reason: reason("nobody else has to approve it") };
};

export const approved: Guard = (facts) => {
  const { approvals: wanted, approvers } = othersIn(asksOf(facts));
  const given = facts.approvals.filter(({ principal }) => approvers.includes(principal));
  const valid = given.filter((one) => facts.at <= Date.parse(one.expiresAt));
  if (valid.length >= wanted) {
    const text = wanted === 0 ? "nobody else has to approve it" : `approved by ${namesOf(valid)}`;
    return { kind: "pass", reason: reason(text) };
  }
  const [expired] = given.filter((one) => facts.at > Date.parse(one.expiresAt));
  const text =
    expired === undefined
      ? `${valid.length} of ${wanted} approvals are there`
      : `the approval by ${expired.principal} expired at ${expired.expiresAt}`;
  return { kind: "deny", reason: reason(text) };
};

/** What several demands come to: as many as the highest wants, and only people who fit each of them. */
export function othersIn(verdicts: readonly Verdict[]): Others {
  const demands = verdicts.filter((one) => one.kind === "ask" && one.level === "approve");
  const [first, ...rest] = demands.map(({ approvers }) => approvers);
  return {
    approvals: Math.max(0, ...demands.map(({ approvals }) => approvals)),
    approvers: (first ?? []).filter((name) => rest.every((names) => names.includes(name))),
  };
}

type Ask = Extract<Verdict, { level: "approve" }>;

function asksOf(facts: Facts): Ask[] {
  return [...byRisk(facts), ...byException(facts), ...byRunbook(facts)];
}

function byRisk(facts: Facts): Ask[] {
  if (demanded(facts) !== "approve") return [];
  const where = isProduction(facts) ? ", and this is production" : "";
  return [ask(facts.policy, 1, `risk is ${facts.effective.why}${where}`)];
}

function byException(facts: Facts): Ask[] {
  return exceptions(facts).map(({ reason, line, approvals, approvers }) => ({
    ...ask(facts.policy, approvals, `this runbook is excepted from a rule: ${reason}`, approvers),
    lines: [line],
  }));
}

function byRunbook({ step, policy }: Facts): Ask[] {
  if (step.kind !== "code" || step.approvals === 0) return [];
  const others = step.approvals === 1 ? "one other person" : `${step.approvals} other people`;
  return [ask(policy, step.approvals, `the runbook wants ${others} to approve it`)];
}

function ask(
  policy: Policy,
  approvals: number,
  text: string,
  narrowed: Policy["approvers"] = null,
): Ask {
  const lists = [policy.approvers, narrowed].filter((roles) => roles !== null);
  const words = lists.map((each) => each.join(" or ")).join(", and ");
  const roles = words === "" ? "" : ` (approvers: ${words})`;
  return {
    kind: "ask",
    level: "approve",
    approvals,
    approvers: approversOf(policy, narrowed),
    reason: reason(`${text}${roles}`),
  };
}

function reason(text: string): Reason {
  return { guard: "approval", text };
}

function namesOf(approvals: readonly Approved[]): string {
  return approvals.map(({ principal }) => principal).join(", ");
}
