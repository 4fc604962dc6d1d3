/**
 * Asks the guards and makes one ruling of their verdicts: the strictest kind wins and keeps its reasons.
 * Before a person is asked, whatever can be known beforehand is judged; before the change, all of it.
 */
import type { Ruling, Verdict } from "../model/verdict.ts";
import { approval, approved, othersIn } from "./approval.ts";
import { backup } from "./backup.ts";
import { commandRule } from "./command-rule.ts";
import { confirm } from "./confirm.ts";
import { environment } from "./environment.ts";
import { exclusive } from "./exclusive.ts";
import type { Facts, Guard } from "./facts.ts";
import { rawInput } from "./raw-input.ts";
import { review } from "./review.ts";
import { risk } from "./risk.ts";
import { window } from "./window.ts";

/** The order is the order of the reasons that a person reads: where, when, what, and then who says yes. */
const beforeAsking: readonly Guard[] = [
  ...[environment, window, exclusive],
  ...[rawInput, commandRule, risk, review, confirm, approval],
];
const beforeChange: readonly Guard[] = [...beforeAsking, approved, backup];

/** What each guard says that can be asked before a person is, in their order. */
export function verdictsBeforeAsking(facts: Facts): Verdict[] {
  return beforeAsking.flatMap((guard) => guard(facts));
}

export function ruleBeforeAsking(facts: Facts): Ruling {
  return combine(verdictsBeforeAsking(facts));
}

export function ruleBeforeChange(facts: Facts): Ruling {
  return combine(beforeChange.flatMap((guard) => guard(facts)));
}

export function combine(verdicts: readonly Verdict[]): Ruling {
  const denied = verdicts.filter((verdict) => verdict.kind === "deny");
  if (denied.length > 0) return { kind: "deny", reasons: denied.map(({ reason }) => reason) };

  const waits = verdicts.filter((verdict) => verdict.kind === "wait");
  const until = waits
    .map((verdict) => verdict.until)
    .sort()
    .at(-1);
  if (until !== undefined) {
    return { kind: "wait", until, reasons: waits.map(({ reason }) => reason) };
  }

  const asks = verdicts.filter((verdict) => verdict.kind === "ask");
  if (asks.length === 0) return { kind: "pass" };
  return {
    kind: "ask",
    level: asks.some(({ level }) => level !== "confirm") ? "type" : "confirm",
    ...othersIn(asks),
    reasons: asks.map(({ reason }) => reason),
  };
}
