/** Diagnostics as SARIF 2.1.0, which code hosts show beside the lines. */
import type { Diagnostic, Severity } from "../../model/diagnostic.ts";
import { isRule, pageOf, type RuleEntry, rules } from "../../parser/rules/table.ts";
import type { LintedFile } from "./linted-file.ts";

/** `manual` is the URL below which the rules' pages are, with a slash at its end. */
export function sarifOf(files: readonly LintedFile[], version: string, manual: string): string {
  const used = new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule)));
  const ids = [...used].sort();
  const results = files.flatMap(({ path, diagnostics }) =>
    diagnostics.map((diagnostic) => resultOf(diagnostic, path, ids.indexOf(diagnostic.rule))),
  );
  const driver = {
    name: "Firebreak",
    semanticVersion: version,
    rules: ids.map((id) => descriptorOf(id, manual)),
  };
  const run = { tool: { driver }, columnKind: "utf16CodeUnits", results };
  return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

const schema =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const levels: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

function descriptorOf(id: string, manual: string) {
  const rule: RuleEntry | null = isRule(id) ? rules[id] : null;
  const summary = `${rule?.summary ?? id}.`;
  const severity = rule === null || rule.severity === "off" ? "warning" : rule.severity;
  return {
    id,
    shortDescription: { text: summary },
    helpUri: new URL(pageOf(id), manual).href,
    help: { text: `${summary} See ${pageOf(id)}.` },
    defaultConfiguration: { level: levels[severity], enabled: rule?.severity !== "off" },
  };
}

function resultOf(
  { rule, severity, message, place, expected, hint }: Diagnostic,
  path: string,
  index: number,
) {
  const parts = [message, expected && `Expected ${expected}`, hint && `Hint: ${hint}`];
  const region = place && {
    startLine: place.start.line,
    startColumn: place.start.column,
    endLine: place.end.line,
    endColumn: place.end.column,
  };
  const physicalLocation = { artifactLocation: { uri: uriOf(path) }, ...(region && { region }) };
  return {
    ruleId: rule,
    ruleIndex: index,
    level: levels[severity],
    message: { text: `${parts.filter(Boolean).join(". ")}.` },
    locations: [{ physicalLocation }],
  };
}

/** A relative reference, or a file address for an absolute path. */
function uriOf(path: string): string {
  const parts = path
    .replaceAll("\\", "/")
    .replace(/^(?:\.\/)+/, "")
    .split("/");
  const encoded = parts.map((part) => encodeURIComponent(part.toWellFormed())).join("/");
  return path.startsWith("/") ? `file://${encoded}` : encoded;
}
