/** Reads the cases that a project holds its policy against: a command, the circumstances, what is expected. */
import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Risk, riskSchema } from "../../model/risk.ts";
import { dateForm, isDate } from "../date.ts";
import { error, type Finding, toDiagnostics } from "../finding.ts";
import { lineOf, sourceText } from "../source-text.ts";
import type { Entry, Value } from "../value.ts";
import { readYaml } from "../yaml.ts";
import { momentForm, readMoment } from "./moment.ts";
import { anyText, takeKeys, takeText, takeTexts, wrong } from "./take.ts";

export interface PolicyCase {
  /** Its first line, counted from 1. */
  readonly line: number;
  readonly code: string;
  /** The environment that is taken to be seen; null for none. */
  readonly environment: string | null;
  readonly risk: Risk | null;
  /** As it is written, on the clock of the policy's zone; null leaves times out. */
  readonly at: string | null;
  /** The runbook, by its path from the policy's folder. */
  readonly document: string;
  /** Files that the step saves first. */
  readonly backup: readonly string[];
  /** ISO date of the runbook's review; null for one that is not too old. */
  readonly reviewed: string | null;
  readonly expect: ExpectedVerdict;
  /** A part of what has to be said; null where any reason will do. */
  readonly reason: string | null;
}

const expected = ["pass", "ask", "wait", "deny"] as const;
type ExpectedVerdict = (typeof expected)[number];

export interface CasesReading {
  readonly cases: readonly PolicyCase[];
  /** The policy that they are about, by its path from this file; null for the project's own. */
  readonly policy: string | null;
  /** Not empty: the cases are not all there. */
  readonly diagnostics: readonly Diagnostic[];
}

export function readCases(source: string): CasesReading {
  const file = readYaml(source, (offset) => offset, "bad-policy", longestCases);
  const text = sourceText(source);
  const findings: Finding[] = [...file.problems];
  const desk = { findings };
  const top = takeKeys(file.problems.length > 0 ? [] : file.entries, "the cases", topKeys, desk);
  const list = top.get("cases");
  const items = list?.value.kind === "list" ? list.value.items : [];
  // A misspelt key is the mistake where there is one.
  if (items.length === 0 && findings.length === 0) {
    const at = list?.value.span ?? file.span;
    const form = "`cases: [{ command: rm -rf /srv, expect: deny }]`";
    findings.push(error("bad-value", at, "there are no cases", { expected: form }));
  }
  const lineAt = (offset: number) => lineOf(text, offset);
  return {
    cases: items.flatMap((item) => takeCase(item, lineAt, findings) ?? []),
    policy: takeText(top.get("policy"), anyText, desk),
    diagnostics: toDiagnostics(findings, text),
  };
}

const topKeys = ["policy", "cases"];

/** UTF-16 units. */
export const longestCases = 262_144;

const caseKeys = [
  ...["command", "code", "in", "risk", "at", "document", "backup", "reviewed", "expect", "reason"],
];

/** As the `backup` of a step. */
const savedPath = {
  shape: /^(\/|\{\{)/,
  expected: "absolute paths, such as `/etc/caddy/Caddyfile`, perhaps with placeholders",
};

function takeCase(
  item: Value,
  lineAt: (offset: number) => number,
  findings: Finding[],
): PolicyCase | null {
  const desk = { findings };
  const before = findings.length;
  const refuse = (message: string, form: string): null => {
    // What is missing may be what is misspelt or cannot be read, and that was said.
    if (findings.length > before) return null;
    findings.push(error("bad-value", item.span, message, { expected: form }));
    return null;
  };
  if (item.kind !== "mapping") return refuse("a case is a mapping", "`command` and `expect`");
  const given = takeKeys(item.entries, "a case", caseKeys, desk);
  const text = (key: string, form = anyText) => takeText(given.get(key), form, desk);
  const [command, code] = [text("command"), text("code")];
  if ((command === null) === (code === null)) {
    return refuse("a case is about one piece of code", "either `command` or `code`");
  }
  const verdict = takeOneOf(given.get("expect"), expected, findings);
  if (verdict === null) return refuse("a case says what it expects", expected.join(", "));
  return {
    line: lineAt(item.span.start),
    code: command ?? code ?? "",
    environment: text("in"),
    risk: takeOneOf(given.get("risk"), riskSchema.options, findings),
    at: takeMoment(given.get("at"), findings),
    document: text("document") ?? "runbook.md",
    backup: takeTexts(given.get("backup"), savedPath, desk).map((one) => one.text),
    reviewed: takeDate(given.get("reviewed"), findings),
    expect: verdict,
    reason: text("reason"),
  };
}

function takeOneOf<Word extends string>(
  entry: Entry | undefined,
  words: readonly Word[],
  findings: Finding[],
): Word | null {
  if (entry === undefined) return null;
  const { value } = entry;
  const found = words.find((word) => value.kind === "text" && value.text === word);
  if (found === undefined) findings.push(wrong(entry, words.join(", ")));
  return found ?? null;
}

function takeDate(entry: Entry | undefined, findings: Finding[]): string | null {
  if (entry === undefined || entry.value.kind === "empty") return null;
  if (entry.value.kind === "text" && isDate(entry.value.text)) return entry.value.text;
  findings.push(wrong(entry, dateForm));
  return null;
}

function takeMoment(entry: Entry | undefined, findings: Finding[]): string | null {
  if (entry === undefined) return null;
  const written = entry.value.kind === "text" ? entry.value.text : "";
  if (readMoment(written, "UTC") !== null) return written;
  findings.push(wrong(entry, momentForm));
  return null;
}
