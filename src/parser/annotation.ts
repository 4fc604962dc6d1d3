/** Turns the entries of an annotation into settings, by the table of keys. */
import type { Step } from "../model/step.ts";
import { error, type Finding, suggestion } from "./finding.ts";
import { findInvisible } from "./invisible.ts";
import { type Key, type KeyName, type Settings, stepKeys } from "./keys.ts";
import { nearest } from "./nearest.ts";
import { type Entry, inWords, spanWithin, type Value } from "./value.ts";

export interface Annotation {
  readonly settings: Settings;
  /** Where each key that was understood stands. */
  readonly entries: ReadonlyMap<KeyName, Entry>;
  readonly findings: readonly Finding[];
}

/** Reads `entries` (from the braces, the comment or both) of a step. */
export function readAnnotation(
  entries: readonly Entry[],
  kind: Step["kind"],
  source: string,
): Annotation {
  const settings: Partial<Record<KeyName, unknown>> = {};
  const known = new Map<KeyName, Entry>();
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const entry of entries) {
    const problem = seen.has(entry.key) ? repeated(entry) : refusal(entry, kind);
    seen.add(entry.key);
    if (problem || !isKey(entry.key)) {
      findings.push(...(problem ? [problem] : []));
      continue;
    }
    findings.push(...invisibleIn(entry.value, source));
    const read = readValue(entry.key, entry.value);
    if ("problem" in read) findings.push(read.problem);
    else if (!isHonoured(entry.key) && read.data !== false) findings.push(notYet(entry));
    else {
      settings[entry.key] = read.data;
      known.set(entry.key, entry);
    }
  }
  return { settings: settings as Settings, entries: known, findings };
}

export function isKey(key: string): key is KeyName {
  return Object.hasOwn(stepKeys, key);
}

function isHonoured(key: string): boolean {
  const { honoured }: Key<unknown> = stepKeys[key as KeyName];
  return honoured !== false;
}

function notYet({ key, keySpan }: Entry): Finding {
  const message = `\`${key}\` is not supported yet, so this step cannot run`;
  const hint = `take \`${key}\` out, or do this step by hand`;
  return error("not-yet", keySpan, message, { hint });
}

function repeated({ key, keySpan }: Entry): Finding {
  const hint = "keep one of them; a key stands in the braces or in the comment, once";
  return error("duplicate-key", keySpan, `\`${key}\` is given twice`, { hint });
}

function refusal({ key, keySpan }: Entry, kind: Step["kind"]): Finding | null {
  if (isKey(key)) {
    const kinds: readonly Step["kind"][] = stepKeys[key].kinds;
    if (kinds.includes(kind)) return null;
    const message = `\`${key}\` cannot be given to ${kindWords[kind]}`;
    const isCalls = kinds.length === 1 && kinds[0] === "call";
    const hint = isCalls
      ? "a call stands alone: put a sentence between its comment and the block below"
      : `it belongs to ${kinds.map((each) => kindWords[each]).join(" or ")}`;
    return error("misplaced-key", keySpan, message, { hint });
  }
  const near = nearest(key, Object.keys(stepKeys));
  return error("unknown-key", keySpan, `unknown key \`${key}\``, {
    expected: near === null ? `one of ${keysFor(kind).join(", ")}` : null,
    hint: suggestion(near),
  });
}

/** Those that a run honours. */
function keysFor(kind: Step["kind"]): string[] {
  const all: [string, Key<unknown>][] = Object.entries(stepKeys);
  return all.flatMap(([key, { kinds, honoured }]) =>
    kinds.includes(kind) && honoured !== false ? [key] : [],
  );
}

const kindWords: Readonly<Record<Step["kind"], string>> = {
  code: "a code block",
  manual: "a task for a person",
  choice: "a choice",
  call: "a call of another runbook",
};

type Read = { readonly data: unknown } | { readonly problem: Finding };

function readValue(key: KeyName, value: Value): Read {
  const { form, schema, allowed, example } = stepKeys[key];
  const near = "options" in schema ? nearest(textOf(value), schema.options) : null;
  const advice = { expected: allowed, hint: suggestion(near) ?? `for example \`${example}\`` };
  const refuse = (message: string, span = value.span) => ({
    problem: error("bad-value", span, `\`${key}\` ${message}`, advice),
  });
  const written = byForm[form](value);
  if (written === null) {
    const isCut = form === "words" && textOf(value).endsWith(",");
    return refuse(
      isCut ? `ends with a comma: put a list with blanks in quotes` : `cannot be ${inWords(value)}`,
    );
  }
  const parsed = schema.safeParse(written);
  if (parsed.success) return { data: parsed.data };
  const [issue] = parsed.error.issues;
  const [index] = issue?.path ?? [];
  const item = value.kind === "list" && typeof index === "number" ? value.items[index] : value;
  const word = Array.isArray(written) && typeof index === "number" ? written[index] : written;
  const message = issue?.message ?? "cannot be read";
  const isNamed = message.includes(`\`${word}\``);
  return refuse(isNamed ? message : `${message}: \`${word}\``, item?.span);
}

function textOf(value: Value): string {
  return value.kind === "text" ? value.text : "";
}

/** The value as its key's schema takes it; null when it is not of that form. */
const byForm = {
  flag(value: Value): boolean | null {
    if (value.kind === "flag") return true;
    if (value.kind !== "text") return null;
    return value.text === "true" ? true : value.text === "false" ? false : null;
  },
  text(value: Value): string | null {
    return value.kind === "text" ? value.text : null;
  },
  words(value: Value): string[] | null {
    const words =
      value.kind === "text" ? value.text.split(",").map((word) => word.trim()) : listed(value);
    return words === null || words.length === 0 || words.includes("") ? null : words;
  },
  texts(value: Value): string[] | null {
    return value.kind === "text" ? [value.text] : listed(value);
  },
  mapping(value: Value): Record<string, string> | null {
    if (value.kind !== "mapping") return null;
    const texts = value.entries.map(({ key, value: each }) => [key, textOf(each)] as const);
    return texts.some(([, each]) => each === "") ? null : Object.fromEntries(texts);
  },
};

function listed(value: Value): string[] | null {
  if (value.kind !== "list" || value.items.length === 0) return null;
  const words = value.items.map((item) => (item.kind === "text" ? item.text : ""));
  return words.includes("") ? null : words;
}

function invisibleIn(value: Value, source: string): Finding[] {
  if (value.kind === "list") return value.items.flatMap((item) => invisibleIn(item, source));
  if (value.kind === "mapping") {
    return value.entries.flatMap((entry) => invisibleIn(entry.value, source));
  }
  if (value.kind !== "text") return [];
  return findInvisible(value.text.replaceAll("\n", " "))
    .slice(0, 1)
    .map(({ offset, length, name }) => {
      const span = spanWithin(source, value, { start: offset, end: offset + length });
      return error("invisible-character", span, `a character that cannot be seen: ${name}`, {
        hint: "type it again",
      });
    });
}
