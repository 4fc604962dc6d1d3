/** Reads the attribute form of an annotation: `{#id key=value key="quoted \" value" flag}`. */
import { error, type Finding, type Span } from "./finding.ts";
import type { Entry, TextValue } from "./value.ts";

export interface Attributes {
  /** In the order written; `#id` has the key `id`. Up to the problem, where there is one. */
  readonly entries: readonly Entry[];
  /** Offset right after the closing brace, or where reading stopped. */
  readonly end: number;
  readonly problem: Finding | null;
}

/**
 * Reads from the brace at `start` to the one that closes it, no further than `end`. In a quoted value
 * `\"` is a quote and `\\` a backslash; a backslash before anything else stands for itself. A bare
 * value ends at white space or `}`, and may hold `{{placeholders}}`.
 */
export function readAttributes(text: string, start: number, end: number): Attributes {
  const entries: Entry[] = [];
  let at = skipSpace(text, start + 1, end);
  while (at < end && text[at] !== "}") {
    const read = readEntry(text, at, end);
    if ("rule" in read) return { entries, end: at, problem: read };
    entries.push(read.entry);
    at = read.end;
    if (at < end && text[at] !== "}" && !isSpace(text[at])) {
      const span = { start: at, end: at + 1 };
      const message = `unexpected \`${text.slice(at, at + 1)}\` after \`${read.entry.key}\``;
      return { entries, end: at, problem: bad(span, message, "white space or `}`") };
    }
    at = skipSpace(text, at, end);
  }
  if (at < end) return { entries, end: at + 1, problem: null };
  const problem = bad({ start, end }, "the brace is never closed", "`}` at the end of the line");
  return { entries, end, problem };
}

type Read = { readonly entry: Entry; readonly end: number } | Finding;

function readEntry(text: string, start: number, end: number): Read {
  if (text[start] === "#") {
    const stop = endOfWord(text, start + 1, end);
    const span = { start: start + 1, end: stop };
    if (stop === start + 1) return bad({ start, end: stop }, "`#` has no id after it", "`#id`");
    const value: TextValue = { kind: "text", text: text.slice(start + 1, stop), span };
    return { entry: { key: "id", keySpan: { start, end: stop }, value }, end: stop };
  }
  const key = /^[A-Za-z][A-Za-z0-9_-]*/.exec(text.slice(start, Math.min(end, start + 64)))?.[0];
  if (key === undefined) {
    const span = { start, end: Math.max(endOfWord(text, start, end), start + 1) };
    const found = text.slice(span.start, Math.min(span.end, start + 40));
    return bad(span, `\`${found}\` is no attribute`, '`#id`, `key=value`, `key="value"` or a flag');
  }
  const keySpan = { start, end: start + key.length };
  if (text[keySpan.end] !== "=" || keySpan.end >= end) {
    return { entry: { key, keySpan, value: { kind: "flag", span: keySpan } }, end: keySpan.end };
  }
  const value = readValue(text, keySpan.end + 1, end, key);
  return "rule" in value ? value : { entry: { key, keySpan, value }, end: value.span.end };
}

function readValue(text: string, start: number, end: number, key: string): TextValue | Finding {
  if (text[start] === '"') return readQuoted(text, start, end, key);
  if (text[start] === "'") {
    const span = { start, end: start + 1 };
    return bad(span, `the value of \`${key}\` begins with a single quote`, "a double quote");
  }
  const bare = /(?:\{\{[^{}"\s]*\}\}|[^{}"\s])*/y;
  bare.lastIndex = start;
  const stop = Math.min(start + (bare.exec(text)?.[0].length ?? 0), end);
  if (stop > start)
    return { kind: "text", text: text.slice(start, stop), span: { start, end: stop } };
  return bad({ start: start - 1, end: start }, `\`${key}=\` has no value`, `\`${key}=value\``);
}

function readQuoted(text: string, start: number, end: number, key: string): TextValue | Finding {
  let value = "";
  for (let at = start + 1; at < end; at++) {
    const character = text[at];
    if (character === '"') return { kind: "text", text: value, span: { start, end: at + 1 } };
    const next = text[at + 1];
    const escapes = character === "\\" && at + 1 < end && (next === '"' || next === "\\");
    value += escapes ? next : character;
    if (escapes) at++;
  }
  return bad({ start, end }, `the quote of \`${key}\` is never closed`, '`"` after the value');
}

function bad(span: Span, message: string, expected: string): Finding {
  return error("bad-attributes", span, message, { expected });
}

function endOfWord(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isSpace(text[at]) && text[at] !== "}" && text[at] !== "{") at++;
  return at;
}

function skipSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text[at])) at++;
  return at;
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
