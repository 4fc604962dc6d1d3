/** Holds a runbook against all rules: what reading it found, and what `firebreak lint` looks for. */
import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import type { Document } from "./document.ts";
import { type Finding, type Span, toDiagnostics } from "./finding.ts";
import { checks } from "./rules/checks.ts";
import { factsOf } from "./rules/facts.ts";
import type { Complaint } from "./rules/rule.ts";
import { defaultLintSettings, type LintSettings } from "./rules/settings.ts";
import { type Silences, silencesIn } from "./rules/silence.ts";
import { isRule, type RuleId, rules } from "./rules/table.ts";
import { sourceText } from "./source-text.ts";
import { isWithin } from "./spans.ts";

export interface LintOptions {
  /** An ISO date, such as `2026-10-01`. */
  readonly today: string;
  readonly settings?: LintSettings;
  /** Whether a path, relative to the document, leads to something. Without it links to files are not checked. */
  readonly leadsSomewhere?: (path: string) => boolean;
}

/** All diagnostics of the document, also those of `runbook.diagnostics`, in the order of their places. */
export function lintRunbook(
  { runbook, tree }: Document,
  { today, settings = defaultLintSettings, leadsSomewhere }: LintOptions,
): Diagnostic[] {
  if (!tree) return [...runbook.diagnostics];
  const { mark } = tree;
  const facts = factsOf(runbook, tree, {
    today,
    reviewAgeDays: settings.reviewAgeDays,
    leadsSomewhere: leadsSomewhere ?? null,
  });
  const silences = silencesIn(tree.root);
  const severity = (rule: RuleId) => severityOf(rule, settings);
  const found = [
    ...runbook.diagnostics.map((diagnostic) => withoutPlace(diagnostic, mark)),
    ...silences.refused.map((one) => finding(one.rule, one, severity(one.rule))),
  ];
  for (const [rule, check] of Object.entries(checks)) {
    if (!isRule(rule) || severity(rule) === "off") continue;
    // One by one: a call takes no more arguments than fit on the stack.
    for (const complaint of check(facts)) found.push(finding(rule, complaint, severity(rule)));
  }
  const spoken = found.flatMap((one) => {
    if (!isRule(one.rule) || isSilenced(one, silences)) return isRule(one.rule) ? [] : [one];
    const level = rules[one.rule].kind === "reader" ? one.severity : severity(one.rule);
    return level === "off" ? [] : [{ ...one, severity: level }];
  });
  return toDiagnostics(
    spoken.map(({ span, ...rest }) => ({ ...rest, span: span && moved(span, mark) })),
    sourceText(runbook.source),
  );
}

/** What the policy says of a rule, or else the table; what cannot be read is not a matter of taste. */
function severityOf(rule: RuleId, { rules: own }: LintSettings): Severity | "off" {
  const entry = rules[rule];
  if (entry.kind === "reader") return entry.severity;
  return own[rule] ?? entry.severity;
}

function finding(
  rule: RuleId,
  { span, message, expected, hint }: Complaint,
  level: Severity | "off",
): Finding {
  const severity = level === "off" ? "info" : level;
  return { rule, severity, message, span, expected: expected ?? null, hint: hint ?? null };
}

function withoutPlace({ place, ...rest }: Diagnostic, mark: number): Finding {
  return {
    ...rest,
    span: place && moved({ start: place.start.offset, end: place.end.offset }, -mark),
  };
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** What begins within the block that a comment stands above. */
function isSilenced({ rule, span }: Finding, { quiet }: Silences): boolean {
  return span !== null && isRule(rule) && isWithin(quiet.get(rule) ?? [], span.start);
}
