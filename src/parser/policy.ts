/** Reads the project's `firebreak.yaml`, and knows what holds without one. */
import type * as z from "zod/mini";
import type { Diagnostic } from "../model/diagnostic.ts";
import { demandSchema, type Policy, type Probe, type RiskTable } from "../model/policy.ts";
import { riskLevels, riskSchema } from "../model/risk.ts";
import { error, type Finding, type Span, suggestion, toDiagnostics } from "./finding.ts";
import { findInvisible } from "./invisible.ts";
import { nearest } from "./nearest.ts";
import { readLintSettings } from "./rules/read-settings.ts";
import { defaultLintSettings, type LintSettings } from "./rules/settings.ts";
import { sourceText } from "./source-text.ts";
import { type Entry, inWords, type Value } from "./value.ts";
import { readYaml } from "./yaml.ts";

/** What holds where no policy file is found: everything that is not known to be harmless asks. */
export const defaultPolicy: Policy = {
  path: null,
  environments: [],
  risk: { none: "run", low: "run", medium: "confirm", high: "type", critical: "type" },
  productionRisk: {
    none: "run",
    low: "confirm",
    medium: "confirm",
    high: "type",
    critical: "type",
  },
  autoLimit: "medium",
  rawInputs: [],
  backup: { directory: null },
};

/**
 * Reads `source`, the text of the file at `path`. Any mistake makes the policy null: a policy that
 * cannot be read must never be taken for one that says nothing.
 */
export function readPolicy(
  source: string,
  path: string,
): { policy: Policy | null; lint: LintSettings; diagnostics: Diagnostic[] } {
  const findings: Finding[] = [];
  const mark = source.startsWith("\uFEFF") ? 1 : 0;
  const file = readYaml(source.slice(mark), (offset) => offset + mark, "bad-policy");
  if (file.problems.length > 0) {
    const diagnostics = toDiagnostics(file.problems, sourceText(source));
    return { policy: null, lint: defaultLintSettings, diagnostics };
  }
  const top = takeKeys(file.entries, "the policy", policyKeys, findings);
  const auto = takeMapping(top.get("auto"), ["maxRisk"], findings);
  const backup = takeMapping(top.get("backup"), ["directory"], findings);
  const policy: Policy = {
    path,
    environments: takeEnvironments(top.get("environments"), findings),
    risk: takeTable(top.get("risk"), defaultPolicy.risk, findings),
    productionRisk: takeTable(top.get("productionRisk"), defaultPolicy.productionRisk, findings),
    autoLimit: takeWord(auto.get("maxRisk"), riskSchema, defaultPolicy.autoLimit, findings),
    rawInputs: takeInputNames(top.get("rawInputs"), findings),
    backup: { directory: takePath(backup.get("directory"), findings) },
  };
  // How loud rules are changes no run, so it is no part of what a transcript keeps.
  const lint = readLintSettings(top.get("lint"), findings);
  return {
    policy: findings.length === 0 ? policy : null,
    lint,
    diagnostics: toDiagnostics(findings, sourceText(source)),
  };
}

export const policyKeys = [
  "environments",
  "risk",
  "productionRisk",
  "auto",
  "rawInputs",
  "backup",
  "lint",
] as const;

function takeKeys(
  entries: readonly Entry[],
  what: string,
  keys: readonly string[],
  findings: Finding[],
): Map<string, Entry> {
  const taken = new Map<string, Entry>();
  for (const entry of entries) {
    if (keys.includes(entry.key)) {
      taken.set(entry.key, entry);
      continue;
    }
    const near = nearest(entry.key, keys);
    const message = `unknown key \`${entry.key}\` of ${what}`;
    const expected = near === null ? `one of ${keys.join(", ")}` : null;
    findings.push(
      error("unknown-key", entry.keySpan, message, { expected, hint: suggestion(near) }),
    );
  }
  return taken;
}

function takeMapping(
  entry: Entry | undefined,
  keys: readonly string[],
  findings: Finding[],
): Map<string, Entry> {
  if (entry === undefined) return new Map();
  if (entry.value.kind === "mapping") {
    return takeKeys(entry.value.entries, `\`${entry.key}\``, keys, findings);
  }
  findings.push(wrong(entry, `a mapping with ${keys.join(", ")}`));
  return new Map();
}

function takeTable(entry: Entry | undefined, base: RiskTable, findings: Finding[]): RiskTable {
  const given = takeMapping(entry, riskLevels, findings);
  const table = { ...base };
  for (const level of riskLevels) {
    table[level] = takeWord(given.get(level), demandSchema, base[level], findings);
  }
  return table;
}

function takeWord<Word extends string>(
  entry: Entry | undefined,
  schema: z.ZodMiniType<Word> & { readonly options: readonly Word[] },
  fallback: Word,
  findings: Finding[],
): Word {
  if (entry === undefined) return fallback;
  const read = schema.safeParse(entry.value.kind === "text" ? entry.value.text : null);
  if (read.success) return read.data;
  findings.push(wrong(entry, schema.options.join(", ")));
  return fallback;
}

function takeInputNames(entry: Entry | undefined, findings: Finding[]): string[] {
  if (entry === undefined || entry.value.kind === "empty") return [];
  const items = entry.value.kind === "list" ? entry.value.items : [];
  const names = items.map((item) => textOf(item) ?? "");
  if (names.length > 0 && names.every((name) => /^[A-Za-z_]\w*$/.test(name))) return names;
  findings.push(wrong(entry, "a list of names of inputs, such as `[filter]`"));
  return [];
}

function takePath(entry: Entry | undefined, findings: Finding[]): string | null {
  if (entry === undefined || entry.value.kind === "empty") return null;
  const text = textOf(entry.value);
  if (text?.startsWith("/")) return text;
  findings.push(wrong(entry, "an absolute path"));
  return null;
}

function takeEnvironments(entry: Entry | undefined, findings: Finding[]): Policy["environments"] {
  if (entry === undefined) return [];
  if (entry.value.kind !== "mapping") {
    findings.push(wrong(entry, "a mapping from names to environments"));
    return [];
  }
  return entry.value.entries.map((environment) => takeEnvironment(environment, findings));
}

function takeEnvironment(entry: Entry, findings: Finding[]): Policy["environments"][number] {
  const { key: name, keySpan } = entry;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) {
    const expected = "letters, digits, `.`, `_` and `-`, 64 at most";
    const message = `\`${name}\` cannot be the name of an environment`;
    findings.push(error("bad-name", keySpan, message, { expected }));
  }
  const given = takeMapping(entry, ["production", "probes"], findings);
  const production = takeBoolean(given.get("production"), findings);
  const probes = given.get("probes");
  const items = probes?.value.kind === "list" ? probes.value.items : [];
  if (items.length === 0) {
    findings.push(
      error("bad-value", probes?.value.span ?? keySpan, `\`${name}\` has no probes`, {
        expected: "a list with at least one `hostname`, `file` or `command`",
        hint: "an environment is recognised by what is seen on the target, never by its name",
      }),
    );
  }
  return { name, production, probes: items.flatMap((item) => takeProbe(item, keySpan, findings)) };
}

function takeBoolean(entry: Entry | undefined, findings: Finding[]): boolean {
  if (entry === undefined) return false;
  const text = entry.value.kind === "text" ? entry.value.text : "";
  if (text !== "true" && text !== "false") findings.push(wrong(entry, "true or false"));
  return text === "true";
}

const probeKinds = ["hostname", "file", "command"];

function takeProbe(value: Value, keySpan: Span, findings: Finding[]): Probe[] {
  const entries = value.kind === "mapping" ? value.entries : [];
  const given = takeKeys(entries, "a probe", [...probeKinds, "expect"], findings);
  const kinds = probeKinds.filter((kind) => given.has(kind));
  const [kind] = kinds;
  const entry = given.get(kind ?? "");
  const expect = given.get("expect");
  const refuse = (at: Span, message: string, expected: string): Probe[] => {
    findings.push(error("bad-value", at, message, { expected }));
    return [];
  };
  const span = value.span.end > value.span.start ? value.span : keySpan;
  if (given.size < entries.length) return [];
  if (!entry || kinds.length > 1) {
    return refuse(span, "a probe looks at one thing", "one of hostname, file and command");
  }
  const text = textOf(entry.value);
  if (text === null) return refuse(entry.value.span, `\`${kind}\` has no readable text`, "a text");
  if (expect && kind !== "command") {
    return refuse(expect.keySpan, "`expect` belongs to a command", "`command` and `expect`");
  }
  if (kind === "hostname") return [{ kind, glob: text }];
  if (kind === "file") {
    if (text.startsWith("/")) return [{ kind, path: text }];
    return refuse(entry.value.span, `\`${text}\` is no absolute path`, "an absolute path");
  }
  const expected = expect ? textOf(expect.value) : null;
  if (expect && expected === null) return refuse(expect.value.span, "`expect` is empty", "a text");
  return [{ kind: "command", command: text, expect: expected }];
}

/** Null when it is no text, empty, or holds what cannot be seen. */
function textOf(value: Value): string | null {
  if (value.kind !== "text" || value.text.trim() === "") return null;
  return findInvisible(value.text).length > 0 ? null : value.text;
}

function wrong({ key, value }: Entry, expected: string): Finding {
  return error("bad-value", value.span, `\`${key}\` cannot be ${inWords(value)}`, { expected });
}
