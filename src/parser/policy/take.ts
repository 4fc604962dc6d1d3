/** How the parts of a policy are read: a value of the wrong kind is a finding, and keeps its default. */
import type * as z from "zod/mini";
import { error, type Finding, type Span, suggestion } from "../finding.ts";
import { findInvisible } from "../invisible.ts";
import { nearest } from "../nearest.ts";
import { type Entry, inWords, type Value } from "../value.ts";

/** Where a part of a policy is read, and what is wrong with it. */
export interface Desk {
  readonly findings: Finding[];
  /** The line of an offset, counted from 1. */
  readonly lineAt: (offset: number) => number;
  /** The names of all environments, also of those with a mistake. */
  readonly environments: readonly string[];
  /** One text for one key, however it is written. */
  readonly nameOfKey: (key: string) => string;
}

export function takeKeys(
  entries: readonly Entry[],
  what: string,
  keys: readonly string[],
  { findings }: Pick<Desk, "findings">,
): Map<string, Entry> {
  const taken = new Map<string, Entry>();
  for (const entry of entries) {
    if (keys.includes(entry.key)) taken.set(entry.key, entry);
    else findings.push(unknownKey(entry, what, keys));
  }
  return taken;
}

function unknownKey({ key, keySpan }: Entry, what: string, keys: readonly string[]) {
  const near = nearest(key, keys);
  const message = `unknown key \`${key}\` of ${what}`;
  const expected = near === null ? `one of ${keys.join(", ")}` : null;
  return error("unknown-key", keySpan, message, { expected, hint: suggestion(near) });
}

/** The value as a mapping with these keys; empty where there is none. */
export function takeMapping(
  entry: Entry | undefined,
  keys: readonly string[],
  desk: Pick<Desk, "findings">,
): Map<string, Entry> {
  if (entry === undefined) return new Map();
  const { value } = entry;
  if (value.kind === "mapping") return takeKeys(value.entries, `\`${entry.key}\``, keys, desk);
  desk.findings.push(wrong(entry, `a mapping with ${keys.join(", ")}`));
  return new Map();
}

/** The entries of a mapping from names that people choose. */
export function takeNamed(
  entry: Entry | undefined,
  what: string,
  { findings }: Pick<Desk, "findings">,
): readonly Entry[] {
  if (entry === undefined) return [];
  if (entry.value.kind !== "mapping") {
    findings.push(wrong(entry, `a mapping from names to ${what}`));
    return [];
  }
  for (const { key, keySpan } of entry.value.entries) {
    if (nameShape.test(key)) continue;
    const expected = "letters, digits, `.`, `_`, `@` and `-`, 64 at most";
    const message = `\`${key}\` cannot be a name of ${what}`;
    findings.push(error("bad-name", keySpan, message, { expected }));
  }
  return entry.value.entries;
}

export const nameShape = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

export function takeWord<Word extends string>(
  entry: Entry | undefined,
  schema: z.ZodMiniType<Word> & { readonly options: readonly Word[] },
  fallback: Word,
  { findings }: Pick<Desk, "findings">,
): Word {
  if (entry === undefined) return fallback;
  const read = schema.safeParse(entry.value.kind === "text" ? entry.value.text : null);
  if (read.success) return read.data;
  findings.push(wrong(entry, schema.options.join(", ")));
  return fallback;
}

export function takeBoolean(
  entry: Entry | undefined,
  { findings }: Pick<Desk, "findings">,
): boolean {
  if (entry === undefined) return false;
  const text = entry.value.kind === "text" ? entry.value.text : "";
  if (text !== "true" && text !== "false") findings.push(wrong(entry, "true or false"));
  return text === "true";
}

/** A text of a shape; null where there is none. */
export function takeText(
  entry: Entry | undefined,
  { shape, expected }: { readonly shape: RegExp; readonly expected: string },
  { findings }: Pick<Desk, "findings">,
): string | null {
  if (entry === undefined || entry.value.kind === "empty") return null;
  const text = textOf(entry.value);
  if (text !== null && shape.test(text)) return text;
  findings.push(wrong(entry, expected));
  return null;
}

export const anyText = { shape: /\S/, expected: "a text" };
export const absolutePath = { shape: /^\//, expected: "an absolute path" };

/** Days, as in `365d`. */
export function takeDays<Fallback>(
  entry: Entry | undefined,
  fallback: Fallback,
  desk: Pick<Desk, "findings">,
): number | Fallback {
  const text = takeText(entry, days, desk);
  return text === null ? fallback : Number(text.slice(0, -1));
}

export const days = {
  shape: /^[1-9]\d{0,3}d$/,
  expected: "a number of days, such as `365d`",
};

/** One text or a list of them, each with its place; empty where there is none. */
export function takeTexts(
  entry: Entry | undefined,
  { shape, expected }: { readonly shape: RegExp; readonly expected: string },
  { findings }: Pick<Desk, "findings">,
): { readonly text: string; readonly span: Span }[] {
  if (entry === undefined) return [];
  const { value } = entry;
  const items = value.kind === "list" ? value.items : [value];
  if (items.length === 0) findings.push(wrong(entry, expected));
  return items.flatMap((item) => {
    const text = textOf(item);
    if (text !== null && shape.test(text)) return [{ text, span: item.span }];
    findings.push(wrong({ ...entry, value: item }, expected));
    return [];
  });
}

/** Names that have to be among those defined elsewhere in the policy; null where none are named. */
export function takeKnown(
  entry: Entry | undefined,
  what: string,
  known: readonly string[],
  desk: Pick<Desk, "findings">,
): string[] | null {
  if (entry === undefined) return null;
  const named = takeTexts(entry, { shape: /\S/, expected: `a name, or a list of names` }, desk);
  return named.flatMap(({ text, span }) => {
    if (known.includes(text)) return [text];
    desk.findings.push(notThere(text, what, known, span));
    return [];
  });
}

export function notThere(name: string, what: string, known: readonly string[], span: Span) {
  const expected = known.length > 0 ? `one of ${known.join(", ")}` : null;
  const hint = suggestion(nearest(name, known)) ?? "define it in this file first";
  return error("bad-value", span, `there is no ${what} \`${name}\``, { expected, hint });
}

/** Null when it is no text, empty, or holds what cannot be seen. */
export function textOf(value: Value): string | null {
  if (value.kind !== "text" || value.text.trim() === "") return null;
  return findInvisible(value.text).length > 0 ? null : value.text;
}

export function wrong({ key, value }: Entry, expected: string): Finding {
  return error("bad-value", value.span, `\`${key}\` cannot be ${inWords(value)}`, { expected });
}
