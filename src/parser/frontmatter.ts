/** Reads the metadata at the top of a document. */
import type { InputSpec } from "../model/input-spec.ts";
import { dateForm, isDate } from "./date.ts";
import { runmeFrontmatter } from "./dialects/runme.ts";
import { error, type Finding, info, type Span, suggestion } from "./finding.ts";
import type { FrontmatterBlock } from "./frontmatter-block.ts";
import { readInputs } from "./inputs.ts";
import { nearest } from "./nearest.ts";
import { addressOf, noProject, type Project, remoteTarget } from "./project.ts";
import { readToml } from "./toml.ts";
import { type Entry, inWords, type Value } from "./value.ts";
import { readYaml } from "./yaml.ts";

export interface Frontmatter {
  readonly title: string | null;
  readonly summary: string | null;
  readonly owner: string | null;
  readonly alerts: readonly string[];
  readonly environments: readonly string[] | null;
  readonly reviewed: string | null;
  readonly on: string;
  /** Why steps that inherit `on` cannot run; null when they can. */
  readonly onProblem: Finding | null;
  readonly inputs: readonly InputSpec[];
  readonly inputSpans: ReadonlyMap<string, Span>;
  readonly findings: readonly Finding[];
  /** Those of `findings` that keep every step from running. */
  readonly blocking: readonly Finding[];
}

/** Reads the frontmatter; `block` is null when the document has none. */
export function readFrontmatter(
  source: string,
  block: FrontmatterBlock | null,
  project = noProject,
): Frontmatter {
  if (block === null) return collect([], misplaced(source), project);
  const { entries, problems } = readBlock(source, block);
  return collect(problems.length > 0 ? [] : entries, problems, project);
}

function readBlock(source: string, { format, start, end }: FrontmatterBlock) {
  const text = source.slice(start, end);
  if (format === "toml") return readToml(text, start, "bad-frontmatter");
  // JSON is YAML too, but for the tabs that it may be indented with.
  const yaml = format === "json" ? text.replaceAll("\t", " ") : text;
  return readYaml(yaml, (offset) => start + offset, "bad-frontmatter");
}

const safetyKeys = ["environments", "inputs", "on"];
export const frontmatterKeys = [
  ...(["title", "summary", "owner", "alerts", "reviewed", "environments", "inputs", "on"] as const),
];
const keys: readonly string[] = frontmatterKeys;
/** A document with one of these, or what looks like a slip of one, was written for this tool. */
const ownKeys = ["alerts", "reviewed", ...safetyKeys];

function collect(
  entries: readonly Entry[],
  problems: readonly Finding[],
  project: Project,
): Frontmatter {
  const findings: Finding[] = [...problems];
  const blocking: Finding[] = [...problems];
  const refuse = (key: string, finding: Finding): null => {
    findings.push(finding);
    if (safetyKeys.includes(key)) blocking.push(finding);
    return null;
  };
  const meant = (key: string) => (otherTools.includes(key) ? null : nearest(key, keys));
  const isOurs = entries.some(({ key }) => ownKeys.includes(meant(key) ?? ""));
  const foreign: Entry[] = [];
  for (const entry of entries) {
    const { key, keySpan } = entry;
    if (keys.includes(key)) continue;
    const ofRunme = runmeFrontmatter(entry);
    if (ofRunme) {
      findings.push(...ofRunme);
      blocking.push(...ofRunme);
      continue;
    }
    const near = meant(key);
    // Site generators keep their keys in the same place.
    if (!isOurs || near === null) {
      foreign.push(entry);
      continue;
    }
    const advice = { hint: suggestion(near) };
    refuse(near, error("unknown-key", keySpan, `unknown key \`${key}\``, advice));
  }
  findings.push(...foreignKeys(foreign));
  const given = (key: string) => entries.find((entry) => entry.key === key)?.value;
  const text = (key: string): string | null => {
    const value = given(key);
    if (value === undefined || value.kind === "empty") return null;
    return value.kind === "text"
      ? oneLine(value.text)
      : refuse(key, wrong(key, value, "one line of text"));
  };
  const words = (key: string): string[] | null => {
    const value = given(key);
    if (value === undefined) return null;
    return wordsOf(value) ?? refuse(key, wrong(key, value, `a list of names, such as \`[a, b]\``));
  };
  const inputs = readInputs(given("inputs"));
  for (const finding of inputs.findings) refuse("inputs", finding);
  const on = given("on");
  if (on !== undefined && (on.kind !== "text" || on.text === "")) {
    refuse("on", wrong("on", on, "`local`"));
  }
  const written = on?.kind === "text" ? on.text : "local";
  const target = addressOf(written, project);
  const onProblem = on && target !== "local" ? remoteTarget(written, on.span, project) : null;
  if (onProblem) findings.push(onProblem);
  return {
    title: text("title"),
    summary: text("summary"),
    owner: text("owner"),
    alerts: words("alerts") ?? [],
    environments: words("environments"),
    reviewed: reviewed(given("reviewed"), (finding) => refuse("reviewed", finding)),
    on: target,
    onProblem,
    inputs: inputs.specs,
    inputSpans: inputs.spans,
    findings,
    blocking,
  };
}

/** Keys of other tools that are near to one of ours, and no slip of it. */
const otherTools: readonly string[] = ["icon", "no", "order", "os", "site", "subtitle", "time"];

/** Said once: a document may be a page of a web site too. */
function foreignKeys(entries: readonly Entry[]): Finding[] {
  const [first] = entries;
  if (!first) return [];
  const names = entries.slice(0, 8).map(({ key }) => `\`${key}\``);
  const list = names.join(", ") + (entries.length > names.length ? ", …" : "");
  const message = `${list}: not read here, and nothing goes by ${entries.length > 1 ? "them" : "it"}`;
  return [info("foreign-key", first.keySpan, message, `what is read: ${keys.join(", ")}`)];
}

function reviewed(value: Value | undefined, refuse: (finding: Finding) => null): string | null {
  if (value === undefined || value.kind === "empty") return null;
  if (value.kind === "text" && isDate(value.text)) return value.text;
  return refuse(wrong("reviewed", value, dateForm));
}

function wordsOf(value: Value): string[] | null {
  const items = value.kind === "text" ? [value] : value.kind === "list" ? value.items : [];
  const words = items.map((item) => (item.kind === "text" ? item.text.trim() : ""));
  return words.length === 0 || words.some((word) => !/^[^\s,]{1,128}$/.test(word)) ? null : words;
}

function wrong(key: string, value: Value, expected: string): Finding {
  return error("bad-value", value.span, `\`${key}\` cannot be ${inWords(value)}`, { expected });
}

function oneLine(text: string): string | null {
  return text.replace(/\s+/g, " ").trim() || null;
}

/** Frontmatter that Markdown does not see as such would be lost with all its restrictions. */
function misplaced(source: string): Finding[] {
  const opening = /^\s*(?:---(?:json|toml|yaml)?|\+\+\+)[ \t]*(?:\r\n|\n|\r)/.exec(source)?.[0];
  if (opening === undefined) return [];
  const lines = source.slice(opening.length, opening.length + 2000).split(/\r\n|\n|\r/);
  if (!lines.some((line) => keys.includes(/^[ \t]*"?([a-z]+)"?[ \t]*[:=]/.exec(line)?.[1] ?? "")))
    return [];
  const start = opening.search(/\S/);
  const message =
    start > 0
      ? "the frontmatter does not begin on the first line"
      : "the frontmatter is never closed";
  return [
    error("bad-frontmatter", { start, end: start + 3 }, message, {
      expected: "`---` (or `+++` for TOML) on the first line, and again after the last key",
    }),
  ];
}
