/** A diagnostic while the document is being read: its place is still a pair of offsets. */
import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import { placeBetween, type SourceText } from "./source-text.ts";

/** A half-open range of offsets in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence, no trailing full stop. */
  readonly message: string;
  /** Null when the document as a whole is meant. */
  readonly span: Span | null;
  readonly expected: string | null;
  readonly hint: string | null;
}

export interface Advice {
  readonly expected?: string | null;
  readonly hint?: string | null;
}

/** What is wrong and keeps a step from running. */
export function error(
  rule: string,
  span: Span | null,
  message: string,
  { expected = null, hint = null }: Advice = {},
): Finding {
  return { rule, severity: "error", message, span, expected, hint };
}

/** What is probably not meant, but does no harm by itself. */
export function warning(rule: string, span: Span | null, message: string, hint: string): Finding {
  return { rule, severity: "warning", message, span, expected: null, hint };
}

/** What is worth knowing and nothing to put right. */
export function info(rule: string, span: Span | null, message: string, hint: string): Finding {
  return { rule, severity: "info", message, span, expected: null, hint };
}

/** "did you mean …?", or null when nothing is near. */
export function suggestion(word: string | null): string | null {
  return word === null ? null : `did you mean \`${word}\`?`;
}

/** "one of a, b, c", without what nobody would read to the end. */
export function oneOf(words: readonly string[]): string {
  const rest = words.length - mostWords;
  return `one of ${words.slice(0, mostWords).join(", ")}${rest > 0 ? `, … (${rest} more)` : ""}`;
}

const mostWords = 40;

/** Findings as diagnostics, sorted by place, then rule; what is said twice of one place is said once. */
export function toDiagnostics(findings: readonly Finding[], source: SourceText): Diagnostic[] {
  const sorted = findings
    .map(({ span, ...rest }) => ({
      ...rest,
      place: span && placeBetween(source, span.start, span.end),
    }))
    .sort(
      (a, b) =>
        (a.place?.start.offset ?? -1) - (b.place?.start.offset ?? -1) ||
        (a.place?.end.offset ?? -1) - (b.place?.end.offset ?? -1) ||
        compare(a.rule, b.rule) ||
        compare(a.message, b.message),
    );
  return sorted.filter((diagnostic, index) => !isSame(diagnostic, sorted[index - 1]));
}

function isSame(a: Diagnostic, b: Diagnostic | undefined): boolean {
  return (
    a.rule === b?.rule &&
    a.message === b.message &&
    a.place?.start.offset === b.place?.start.offset &&
    a.place?.end.offset === b.place?.end.offset
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
