/** The project's rules about commands: what must not be run, what is asked about, what has to wait. */
import { nextFit } from "../model/calendar.ts";
import type { CommandRule, Policy } from "../model/policy.ts";
import type { Verdict } from "../model/verdict.ts";
import { momentWords } from "../model/zone.ts";
import type { CommandPattern } from "../shell/command-pattern.ts";
import type { CommandInCode } from "../shell/commands-in.ts";
import { type Match, matchCommand } from "../shell/match-command.ts";
import { havePrices, rulesAbout } from "../shell/rule-index.ts";
import { holdsIn } from "./environment.ts";
import type { Facts, Guard } from "./facts.ts";

export const commandRule: Guard = (facts) => {
  const verdicts = hitsIn(facts).map(({ rule, hit }) => ({
    ...verdictOf(rule, hit, facts),
    lines: [rule.line],
  }));
  if (verdicts.length > 0) return verdicts;
  return { kind: "pass", reason: { guard: "rule", text: "no rule is about its commands" } };
};

/** The rules that would hold for its commands, were this runbook not excepted at a price. */
export function exceptions(facts: Facts): CommandRule[] {
  const { policy, runbook } = facts;
  if (!havePrices(policy.rules)) return [];
  return hitsIn(facts)
    .map(({ rule }) => rule)
    .filter((rule) => rule.approvals > 0 && isExcepted(rule, policy, runbook.path));
}

/** Whether the policy excepts this runbook: by its path from the policy's folder, or by its name. */
function isExcepted({ except }: CommandRule, { path: policy }: Policy, path: string) {
  const folder = policy?.slice(0, policy.lastIndexOf("/") + 1) ?? "";
  if (policy === null || !path.startsWith(folder)) return false;
  const below = path.slice(folder.length);
  const name = below.slice(below.lastIndexOf("/") + 1).replace(/\.(md|markdown)$/i, "");
  return except.some((one) => one === below || one === name);
}

interface Hit {
  readonly command: CommandInCode;
  readonly match: Match;
}

interface RuleHit {
  readonly rule: CommandRule;
  readonly hit: Hit;
}

/** The rules that hold for its commands, in the order of the file. */
function hitsIn(facts: Facts): RuleHit[] {
  const { rules } = facts.policy;
  const hits = new Map<CommandRule, Hit>();
  for (const command of facts.commands) {
    for (const { rule, patterns } of rulesAbout(command, rules)) {
      const before = hits.get(rule)?.match ?? null;
      if (before === "certain" || !isInForce(rule, facts)) continue;
      const match = matchAny(patterns, command, before === null ? "possible" : "certain");
      if (match !== null) hits.set(rule, { command, match });
    }
  }
  if (hits.size === 0) return [];
  return rules.flatMap((rule) => {
    const hit = hits.get(rule);
    return hit ? [{ rule, hit }] : [];
  });
}

function isInForce({ environments, unlessBackup }: CommandRule, facts: Facts): boolean {
  return holdsIn(environments, facts.observation) && !(unlessBackup && facts.toSave.length > 0);
}

function matchAny(
  patterns: readonly CommandPattern[],
  command: CommandInCode,
  least: Match,
): Match | null {
  let found: Match | null = null;
  for (const pattern of patterns) {
    const match = matchCommand(pattern, command, found === null ? least : "certain");
    if (match === "certain") return match;
    found ??= match;
  }
  return found;
}

function verdictOf(rule: CommandRule, hit: Hit, facts: Facts): Verdict {
  const reason = { guard: "rule", text: `${rule.reason} (${commandWords(hit)})` };
  if (isExcepted(rule, facts.policy, facts.runbook.path)) {
    const text = `${reason.text}: this runbook is excepted`;
    return { kind: "pass", reason: { ...reason, text } };
  }
  if (rule.kind === "deny") return { kind: "deny", reason };
  if (rule.kind === "ask") return { kind: "ask", level: "confirm", reason };
  return waitFor(rule, reason.text, facts);
}

function waitFor(
  { times }: CommandRule,
  text: string,
  { at: now, neededMs, policy: { timezone: zone } }: Facts,
): Verdict {
  const next = times === null ? now : nextFit([{ times, zone }], now, neededMs);
  const reason = (more: string) => ({ guard: "rule", text: `${text}: ${more}` });
  if (next === now) return { kind: "pass", reason: reason("its time is now") };
  if (next === null)
    return { kind: "deny", reason: reason("there is no time that is long enough") };
  const until = new Date(next).toISOString();
  return {
    kind: "wait",
    until,
    reason: reason(`not before ${momentWords(zone, next)} (${zone})`),
  };
}

/** A command that is not known to its end says so: the operator must not search for what is not there. */
function commandWords({ command: { written, forms }, match }: Hit): string {
  const short = written.length > longest ? `${written.slice(0, longest - 1)}…` : written;
  if (match === "certain") return short;
  const isKnown = forms.every(({ words }) => words.every(({ text }) => text !== null));
  // What is copied gets into it.
  const when = isKnown ? "if its target is a directory" : "once its values are known";
  return `${short}, which may be that ${when}`;
}

/** A terminal shows it beside its reason. */
const longest = 70;
