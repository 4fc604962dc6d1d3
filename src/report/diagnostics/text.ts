/** Diagnostics for people: the place, the lines around it, what to do, and where to read on. */
import type { Diagnostic, Severity } from "../../model/diagnostic.ts";
import { formatDiagnostic } from "../../parser/code-frame.ts";
import { isRule, pageOf } from "../../parser/rules/table.ts";
import type { Tone } from "../entry.ts";
import { hanging } from "../fold.ts";
import { createPaint, type Paint } from "../paint.ts";
import type { LintedFile } from "./linted-file.ts";

export function textOf(files: readonly LintedFile[], color: boolean): string {
  return files
    .map(({ path, source, diagnostics }) => diagnosticsText(diagnostics, source, path, color))
    .join("");
}

function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  source: string,
  path: string,
  color: boolean,
): string {
  const paint = createPaint(color);
  return diagnostics.map((diagnostic) => `${shown(diagnostic, source, path, paint)}\n\n`).join("");
}

/**
 * The first of them, for somebody who puts one file right: within 80 columns, where `lint` keeps each place and what
 * is wrong there on one line, for other programs.
 */
export function firstDiagnosticsText(
  diagnostics: readonly Diagnostic[],
  source: string,
  path: string,
  color: boolean,
): string {
  const paint = createPaint(color);
  const first = diagnostics.slice(0, mostShown).map((diagnostic) => {
    const [head = "", ...rest] = shown(diagnostic, source, path, paint).split("\n");
    return `${[...hanging(head, 0), ...rest].join("\n")}\n\n`;
  });
  const more = diagnostics.length - mostShown;
  return more > 0 ? `${first.join("")}and ${more} more\n\n` : first.join("");
}

/** As many as somebody would put right before looking again. */
const mostShown = 50;

function shown(diagnostic: Diagnostic, source: string, path: string, paint: Paint): string {
  const { severity, rule, place } = diagnostic;
  const secret = rule === "secret-literal" && place !== null;
  const safe = secret ? blotted(source, place.start.offset, place.end.offset) : source;
  const [head = "", ...rest] = formatDiagnostic(diagnostic, safe, path).split("\n");
  const painted = head.replace(`  ${severity}  `, `  ${paint(severity, tones[severity])}  `);
  const lines = rest.flatMap((line) => {
    if (/^ {2}(?:expected|hint:) /.test(line)) return hanging(line.slice(2), 2);
    return /^ +\| +\^+$/.test(line)
      ? line.replace(/\^+/, (carets) => paint(carets, tones[severity]))
      : line;
  });
  // What only a policy can have wrong stands on the page about policies.
  const page = isRule(rule) ? [paint(`  see ${pageOf(rule)}`, "quiet")] : [];
  return [painted, ...lines, ...page].join("\n");
}

/** A log is read by more people than the document. */
function blotted(source: string, start: number, end: number): string {
  const hidden = source.slice(start, end).replace(/[^\r\n]/g, "*");
  return source.slice(0, start) + hidden + source.slice(end);
}

const tones: Readonly<Record<Severity, Tone>> = { error: "bad", warning: "warn", info: "strong" };
