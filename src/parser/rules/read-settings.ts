/** Reads the part `lint` of a policy: how loud each rule is. */
import { error, type Finding, suggestion } from "../finding.ts";
import { nearest } from "../nearest.ts";
import { type Entry, inWords, type Value } from "../value.ts";
import { defaultLintSettings, type LintSettings } from "./settings.ts";
import { isRule, rules } from "./table.ts";

/** Mistakes are added to `findings`; what they are about keeps its default. */
export function readLintSettings(entry: Entry | undefined, findings: Finding[]): LintSettings {
  let settings = defaultLintSettings;
  for (const part of entriesOf(entry, "a mapping with rules", findings)) {
    if (part.key === "rules") settings = { ...settings, rules: readRules(part, findings) };
    else findings.push(unknown(part, "of `lint`", ["rules"]));
  }
  return settings;
}

function readRules(entry: Entry, findings: Finding[]): LintSettings["rules"] {
  const own: Record<string, LintSettings["rules"][string]> = {};
  for (const part of entriesOf(entry, "a mapping from rules to severities", findings)) {
    const { key: rule, keySpan } = part;
    const level = levels.get(textOf(part.value));
    if (!isRule(rule)) findings.push(unknown(part, "of `rules`", Object.keys(rules)));
    else if (rules[rule].kind === "reader") {
      const message = `\`${rule}\` says what cannot be read, so nothing changes its severity`;
      findings.push(error("bad-value", keySpan, message, { hint: "take it out" }));
    } else if (level === undefined) findings.push(wrong(part, "off, info, warning or error"));
    else own[rule] = level;
  }
  return own;
}

const levels: ReadonlyMap<string, LintSettings["rules"][string]> = new Map([
  ["off", "off"],
  ["info", "info"],
  ["warn", "warning"],
  ["warning", "warning"],
  ["error", "error"],
]);

function entriesOf(entry: Entry | undefined, expected: string, findings: Finding[]) {
  if (entry === undefined) return [];
  if (entry.value.kind === "mapping") return entry.value.entries;
  findings.push(wrong(entry, expected));
  return [];
}

function textOf(value: Value): string {
  return value.kind === "text" ? value.text : "";
}

function unknown({ key, keySpan }: Entry, where: string, known: readonly string[]): Finding {
  const near = nearest(key, known);
  const expected = near === null ? `one of ${known.join(", ")}` : null;
  const message = `unknown key \`${key}\` ${where}`;
  return error("unknown-key", keySpan, message, { expected, hint: suggestion(near) });
}

function wrong({ key, value }: Entry, expected: string): Finding {
  return error("bad-value", value.span, `\`${key}\` cannot be ${inWords(value)}`, { expected });
}
