/** What a policy that can be read says in vain: what can never match, never open, or is said already. */
import { nextFit } from "../../model/calendar.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { matchesGlob } from "../../model/glob.ts";
import type { ChangeWindow, Environment, Policy, Probe } from "../../model/policy.ts";
import { type Risk, riskLevels } from "../../model/risk.ts";
import { type Finding, type Span, toDiagnostics, warning } from "../finding.ts";
import { lineText, type SourceText, sourceText, startOfLine } from "../source-text.ts";
import type { Entry } from "../value.ts";
import { readYaml } from "../yaml.ts";
import { idleRules } from "./idle-rules.ts";
import { unmetDemands } from "./unmet-demands.ts";

/** `source` is what `policy` was read from; `at`, in milliseconds since 1970, is when windows may open next. */
export function examinePolicy(policy: Policy, source: string, at: number): Diagnostic[] {
  const text = sourceText(source);
  const onLine = (line: number) => spanOfLine(text, line);
  const top = readYaml(source, (offset) => offset, "bad-policy", source.length).entries;
  const findings = [
    ...alikeEnvironments(policy.environments, environmentSpans(top)),
    ...idleRules(policy.rules, onLine),
    ...closedRules(policy, at, onLine),
    ...closedWindows(policy, at, onLine),
    ...idleTables(policy),
    ...unmetDemands(policy, top.find(({ key }) => key === "approvers")?.keySpan ?? null, onLine),
  ];
  return toDiagnostics(findings, text);
}

type OnLine = (line: number) => Finding["span"];

function spanOfLine(text: SourceText, line: number): Finding["span"] {
  const written = lineText(text, line);
  const start = startOfLine(text, line);
  return { start: start + written.search(/[^\s-]/), end: start + written.trimEnd().length };
}

/** Where one's probes hold whenever another's do, a machine can be both, and nothing runs there. */
function alikeEnvironments(
  environments: readonly Environment[],
  spans: ReadonlyMap<string, Span>,
): Finding[] {
  return environments.flatMap((one, index) =>
    environments.slice(index + 1).flatMap((other) => {
      const [wide, narrow] = covers(one, other) ? [one, other] : [other, one];
      if (!covers(wide, narrow)) return [];
      const message = `wherever the probes of \`${narrow.name}\` hold, those of \`${wide.name}\` do too`;
      const hint = `give \`${wide.name}\` a probe that does not hold there: two at once are denied`;
      const span = spans.get(wide.name) ?? null;
      return [warning("alike-environments", span, message, hint)];
    }),
  );
}

function environmentSpans(top: readonly Entry[]): Map<string, Span> {
  const all = top.find(({ key }) => key === "environments")?.value;
  const named = all?.kind === "mapping" ? all.entries : [];
  return new Map(named.map(({ key, keySpan }) => [key, keySpan]));
}

function covers(wide: Environment, narrow: Environment): boolean {
  return wide.probes.every((probe) => narrow.probes.some((other) => isImplied(probe, other)));
}

function isImplied(probe: Probe, by: Probe): boolean {
  if (probe.kind === "hostname" && by.kind === "hostname") return matchesGlob(by.glob, probe.glob);
  return JSON.stringify(probe) === JSON.stringify(by);
}

function closedRules({ rules, timezone: zone }: Policy, at: number, onLine: OnLine): Finding[] {
  return rules.flatMap(({ times, line }) => {
    if (times === null || nextFit([{ times, zone }], at, 0) !== null) return [];
    const message = `the time of this rule never comes: ${times.written}`;
    return [warning("never-open", onLine(line), message, "deny it, or give it a time to come")];
  });
}

function closedWindows(policy: Policy, at: number, onLine: OnLine): Finding[] {
  const { windows } = policy;
  const never = windows.filter((window) => nextFit([window], at, 0) === null);
  const alone = never.map(({ name, times, line }) => {
    const message = `\`${name}\` is never open again: ${times.written}`;
    return warning("never-open", onLine(line), message, "give it a time to come, or take it out");
  });
  const others = windows.filter((window) => !never.includes(window));
  return [...alone, ...closedTogether(policy, others, at, onLine)];
}

/** Said once, of the smallest risk and the first place at which it is so. */
function closedTogether(
  { environments }: Policy,
  windows: readonly ChangeWindow[],
  at: number,
  onLine: OnLine,
): Finding[] {
  const places = [null, ...environments.map(({ name }) => name)];
  for (const risk of riskLevels.slice(1)) {
    for (const place of places) {
      const all = windows.filter((window) => isFor(window, place, risk));
      const [last] = all.slice(-1);
      if (last === undefined || nextFit(all, at, 0) !== null) continue;
      const names = all.map(({ name }) => `\`${name}\``).join(" and ");
      const where = place === null ? "anywhere" : `in \`${place}\``;
      const message = `${names} are never open together, so nothing of risk ${risk} can run ${where}`;
      const hint = "every window that is for a step has to be open: make one list of times of them";
      return [warning("never-open", onLine(last.line), message, hint)];
    }
  }
  return [];
}

function isFor({ environments, from }: ChangeWindow, place: string | null, risk: Risk): boolean {
  const isHere = environments === null || (place !== null && environments.includes(place));
  return isHere && riskLevels.indexOf(from) <= riskLevels.indexOf(risk);
}

/** A table that nothing can ever ask. */
function idleTables({ environments }: Policy): Finding[] {
  if (environments.length === 0 || environments.some(({ production }) => production)) return [];
  const message = "no environment is marked `production`, so `productionRisk` is never asked";
  return [warning("no-production", null, message, "mark one with `production: true`")];
}
