/** Reads the project's `firebreak.yaml`, and knows what holds without one. */
import type { Diagnostic } from "../model/diagnostic.ts";
import { demandSchema, type Policy, type RiskTable } from "../model/policy.ts";
import { riskLevels, riskSchema } from "../model/risk.ts";
import { type Finding, toDiagnostics } from "./finding.ts";
import { takeEnvironments } from "./policy/environments.ts";
import {
  takeApprovers,
  takeGroups,
  takePeople,
  takeSecrets,
  takeTargets,
  withoutComment,
} from "./policy/people.ts";
import { takeRules } from "./policy/rules.ts";
import {
  absolutePath,
  type Desk,
  takeDays,
  takeKeys,
  takeMapping,
  takeText,
  takeTexts,
  takeWord,
} from "./policy/take.ts";
import { takeWindows, takeZone } from "./policy/windows.ts";
import { readLintSettings } from "./rules/read-settings.ts";
import { defaultLintSettings, type LintSettings } from "./rules/settings.ts";
import { lineOf, sourceText } from "./source-text.ts";
import type { Entry } from "./value.ts";
import { readYaml } from "./yaml.ts";

/** What holds where no policy file is found: everything that is not known to be harmless asks. */
export const defaultPolicy: Policy = {
  path: null,
  environments: [],
  targets: [],
  groups: [],
  people: [],
  approvers: null,
  risk: { none: "run", low: "run", medium: "confirm", high: "type", critical: "type" },
  productionRisk: {
    none: "run",
    low: "confirm",
    medium: "confirm",
    high: "type",
    critical: "type",
  },
  autoLimit: "medium",
  rules: [],
  windows: [],
  timezone: "UTC",
  reviewAgeDays: 365,
  rawInputs: [],
  backup: { directory: null, retentionDays: null },
  secrets: [],
};

/** What a policy file holds, read. */
export interface PolicyReading {
  /** Null when anything is wrong with it. */
  readonly policy: Policy | null;
  readonly lint: LintSettings;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads `source`, the text of the file at `path`. Any mistake makes the policy null: a policy that
 * cannot be read must never be taken for one that says nothing. `nameOfKey` gives one text for one key;
 * whoever can compute fingerprints finds a key and its own fingerprint to be the same.
 */
export function readPolicy(
  source: string,
  path: string,
  nameOfKey: (key: string) => string = withoutComment,
): PolicyReading {
  const mark = source.startsWith("\uFEFF") ? 1 : 0;
  const place = (offset: number) => offset + mark;
  const file = readYaml(source.slice(mark), place, "bad-policy", longestPolicy);
  const text = sourceText(source);
  if (file.problems.length > 0) {
    const diagnostics = toDiagnostics(file.problems, text);
    return { policy: null, lint: defaultLintSettings, diagnostics };
  }
  const findings: Finding[] = [];
  const top = takeKeys(file.entries, "the policy", policyKeys, { findings });
  const desk: Desk = {
    findings,
    lineAt: (offset) => lineOf(text, offset),
    environments: namesIn(top.get("environments")),
    nameOfKey,
  };
  const policy = takePolicy(top, path, desk);
  // How loud rules are changes no run, so it is no part of what a transcript keeps.
  const rules = readLintSettings(top.get("lint"), findings);
  const lint = { ...rules, reviewAgeDays: policy.reviewAgeDays };
  return {
    policy: findings.length === 0 ? policy : null,
    lint,
    diagnostics: toDiagnostics(findings, text),
  };
}

export const policyKeys = [
  "environments",
  "targets",
  "groups",
  "people",
  "approvers",
  "risk",
  "productionRisk",
  "auto",
  "rules",
  "windows",
  "timezone",
  "reviewAge",
  "rawInputs",
  "backup",
  "secrets",
  "lint",
] as const;

/** UTF-16 units: some hundred rules with their reasons. */
export const longestPolicy = 131_072;

function takePolicy(top: ReadonlyMap<string, Entry>, path: string, desk: Desk): Policy {
  const auto = takeMapping(top.get("auto"), ["maxRisk"], desk);
  const backup = takeMapping(top.get("backup"), ["directory", "retention"], desk);
  const targets = takeTargets(top.get("targets"), desk);
  const timezone = takeZone(top.get("timezone"), defaultPolicy.timezone, desk);
  return {
    path,
    environments: takeEnvironments(top.get("environments"), desk),
    targets,
    groups: takeGroups(top.get("groups"), targets, desk),
    people: takePeople(top.get("people"), desk),
    approvers: takeApprovers(top.get("approvers"), desk),
    risk: takeTable(top.get("risk"), defaultPolicy.risk, desk),
    productionRisk: takeTable(top.get("productionRisk"), defaultPolicy.productionRisk, desk),
    autoLimit: takeWord(auto.get("maxRisk"), riskSchema, defaultPolicy.autoLimit, desk),
    rules: takeRules(top.get("rules"), desk),
    windows: takeWindows(top.get("windows"), timezone, desk),
    timezone,
    reviewAgeDays: takeDays(top.get("reviewAge"), defaultPolicy.reviewAgeDays, desk),
    rawInputs: takeTexts(top.get("rawInputs"), inputName, desk).map(({ text }) => text),
    backup: {
      directory: takeText(backup.get("directory"), absolutePath, desk),
      retentionDays: takeDays(backup.get("retention"), null, desk),
    },
    secrets: takeSecrets(top.get("secrets"), desk),
  };
}

const inputName = {
  shape: /^[A-Za-z_]\w*$/,
  expected: "a list of names of inputs, such as `[filter]`",
};

function namesIn(entry: Entry | undefined): string[] {
  return entry?.value.kind === "mapping" ? entry.value.entries.map(({ key }) => key) : [];
}

function takeTable(entry: Entry | undefined, base: RiskTable, desk: Desk): RiskTable {
  const given = takeMapping(entry, riskLevels, desk);
  const table = { ...base };
  for (const level of riskLevels) {
    table[level] = takeWord(given.get(level), demandSchema, base[level], desk);
  }
  return table;
}
