/** Rules that change nothing: a pattern is no command, or another rule says all of it already. */
import type { CommandRule } from "../../model/policy.ts";
import type { CommandPattern } from "../../shell/command-pattern.ts";
import { type CommandInCode, commandsIn } from "../../shell/commands-in.ts";
import { matchCommand } from "../../shell/match-command.ts";
import { type ReadRule, readRules, rulesAbout } from "../../shell/rule-index.ts";
import { samplesOf } from "../../shell/sample-command.ts";
import { type Finding, type Span, warning } from "../finding.ts";
import { shorten } from "../naming.ts";

export function idleRules(
  rules: readonly CommandRule[],
  onLine: (line: number) => Span | null,
): Finding[] {
  const samples = sampled(rules);
  const deaf = readRules(rules).flatMap(({ rule, patterns }) =>
    patterns
      .filter((pattern) => !samples.of(pattern).some((commands) => isAbout(pattern, commands)))
      .map(({ written }) => {
        const message = `\`${shorten(written)}\` never matches: it is no command`;
        const hint =
          "words of the shell, such as `for` or `time`, are no commands: name what they run";
        return warning("never-matches", onLine(rule.line), message, hint);
      }),
  );
  return [...deaf, ...shadowedRules(rules, samples, onLine)];
}

/** What the code that a pattern is certain to mean would run. */
interface Samples {
  /** Of each piece of code by itself. */
  readonly of: (pattern: CommandPattern) => readonly Sample[];
}

type Sample = readonly CommandInCode[];

function sampled(rules: readonly CommandRule[]): Samples {
  const patterns = readRules(rules).flatMap((one) => one.patterns);
  const known = new Map(patterns.map((one) => [one, samplesOf(one).map(commandsIn)]));
  return { of: (pattern) => known.get(pattern) ?? [] };
}

function isAbout(pattern: CommandPattern, commands: Sample): boolean {
  return commands.some((command) => matchCommand(pattern, command) === "certain");
}

/** Of two rules of which one says all that the other says, the other changes nothing. */
function shadowedRules(
  rules: readonly CommandRule[],
  samples: Samples,
  onLine: (line: number) => Span | null,
): Finding[] {
  const all = readRules(rules);
  const places = new Map(all.map((one, index) => [one, index]));
  const isCovered = (inner: ReadRule, by: ReadRule) =>
    isAsStrict(by.rule, inner.rule) &&
    inner.patterns.every((pattern) =>
      by.patterns.some((other) =>
        samples.of(pattern).every((commands) => isAbout(other, commands)),
      ),
    );
  return all.flatMap((inner, index) => {
    const [pattern] = inner.patterns;
    const [first = []] = pattern ? samples.of(pattern) : [];
    // To compare each rule with all others would take minutes: what covers it is about its first sample.
    const others = new Set(first.flatMap((command) => [...rulesAbout(command, rules)]));
    let by: ReadRule | null = null;
    let place = all.length;
    for (const other of others) {
      const at = places.get(other) ?? index;
      if (at === index || at > place || !isCovered(inner, other)) continue;
      if (at > index && isCovered(other, inner)) continue;
      [by, place] = [other, at];
    }
    if (by === null) return [];
    const message = `this rule changes nothing: the one on line ${by.rule.line} says all of it`;
    const hint = "take it out, or make the other one narrower";
    return [warning("shadowed-rule", onLine(inner.rule.line), message, hint)];
  });
}

function isAsStrict(outer: CommandRule, inner: CommandRule): boolean {
  const isWider =
    outer.environments === null ||
    (inner.environments?.every((name) => outer.environments?.includes(name)) ?? false);
  const hasNoGap = outer.except.length === 0 && !outer.unlessBackup;
  if (!isWider || !hasNoGap) return false;
  return outer.kind === "deny" || (outer.kind === "ask" && inner.kind === "ask");
}
