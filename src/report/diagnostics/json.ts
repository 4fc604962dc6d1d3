/** Diagnostics as one JSON array of vfile messages, for programs. */
import { VFileMessage } from "vfile-message";
import type { Diagnostic, Severity } from "../../model/diagnostic.ts";
import { pageOf } from "../../parser/rules/table.ts";
import type { LintedFile } from "./linted-file.ts";

/**
 * The fields are those of vfile-message: `fatal` is true for an error, false for a warning and null for
 * a remark, `note` is the hint. Lines and columns count from 1, offsets from 0, all in UTF-16 units.
 * `manual` is the URL below which the rules' pages are, with a slash at its end.
 */
export function jsonOf(files: readonly LintedFile[], manual: string): string {
  const all = files.flatMap(({ path, source, diagnostics }) =>
    diagnostics.map((diagnostic) => messageOf(diagnostic, path, source, manual)),
  );
  return `${JSON.stringify(all, null, 2)}\n`;
}

function messageOf(diagnostic: Diagnostic, path: string, source: string, manual: string) {
  const { rule, severity, message, place, expected, hint } = diagnostic;
  const { reason, line, column } = new VFileMessage(message, place && { place });
  return {
    file: path,
    reason,
    line: line ?? null,
    column: column ?? null,
    place,
    ruleId: rule,
    source: "firebreak",
    severity,
    fatal: fatalities[severity],
    actual: actualOf(diagnostic, source),
    expected: expected === null ? [] : [expected],
    note: hint,
    url: new URL(pageOf(rule), manual).href,
  };
}

const fatalities: Readonly<Record<Severity, boolean | null>> = {
  error: true,
  warning: false,
  info: null,
};

/** What stands there, as far as it fits in one line; a log is no place for a secret. */
function actualOf({ rule, place }: Diagnostic, source: string): string | null {
  if (place === null || rule === "secret-literal") return null;
  const text = source.slice(place.start.offset, place.end.offset);
  return text === "" || text.length > longest || /[\r\n]/.test(text) ? null : text;
}

/** UTF-16 units. */
const longest = 200;
