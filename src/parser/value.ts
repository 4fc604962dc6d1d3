/** What somebody wrote as the value of a key, in braces or in YAML, with where it stands. */
import type { Span } from "./finding.ts";

export type Value =
  /** A key alone in braces. */
  | { readonly kind: "flag"; readonly span: Span }
  /** Nothing, or YAML's `null`. */
  | { readonly kind: "empty"; readonly span: Span }
  | TextValue
  | { readonly kind: "list"; readonly items: readonly Value[]; readonly span: Span }
  | { readonly kind: "mapping"; readonly entries: readonly Entry[]; readonly span: Span };

export interface TextValue {
  readonly kind: "text";
  /** Quotes and escapes resolved; numbers, dates and booleans as they were written. */
  readonly text: string;
  /** With its quotes. */
  readonly span: Span;
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Value;
}

/** The place of a part of `value`; the whole value where escapes make the offsets differ. */
export function spanWithin(source: string, value: TextValue, part: Span): Span {
  const { text, span } = value;
  const at = source.slice(span.start, span.end).indexOf(text);
  if (at < 0) return span;
  return { start: span.start + at + part.start, end: span.start + at + part.end };
}

/** The kind of a value in words. */
export function inWords(value: Value): string {
  switch (value.kind) {
    case "flag":
    case "empty":
      return "nothing";
    case "text":
      return `\`${value.text}\``;
    case "list":
      return "a list";
    case "mapping":
      return "a mapping";
  }
}
