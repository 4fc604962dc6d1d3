/** Reads the opening line of a fence: its language and its attributes. */
import { type Attributes, readAttributes } from "./attributes.ts";
import { fromRunme, isRunmeKey } from "./dialects/runme.ts";
import { error, type Finding, type Span } from "./finding.ts";
import { findInvisible } from "./invisible.ts";
import { stepKeys } from "./keys.ts";
import type { Entry } from "./value.ts";
import { readYaml } from "./yaml.ts";

export interface Info {
  /** In lower case; empty when there is none. */
  readonly language: string;
  /** Of a session's languages it depends on the code whether it can be run. */
  readonly isExecutable: boolean;
  readonly entries: readonly Entry[];
  readonly findings: readonly Finding[];
  /** Whether they were written for Runme; the entries say what they are here. */
  readonly isRunme: boolean;
}

export const executableLanguages: readonly string[] = ["bash", "sh", "shell"];

/** What people call a copied session: commands after prompts, with their output between. */
export const sessionLanguages: readonly string[] = [
  "console",
  "shell-session",
  "shellsession",
  "sh-session",
  "bash-session",
  "terminal",
];

/** Reads `source` within `span`, which begins right after the fence characters. */
export function readInfo(source: string, span: Span): Info {
  const match = /^[ \t]*([^ \t{]*)/.exec(source.slice(span.start, span.end));
  const word = match?.[1] ?? "";
  const start = span.start + (match?.[0].length ?? 0);
  const seen = findInvisible(word)[0];
  const language = findInvisible(word).reduceRight(
    (rest, { offset, length }) => rest.slice(0, offset) + rest.slice(offset + length),
    word.toLowerCase(),
  );
  const isExecutable = [...executableLanguages, ...sessionLanguages].includes(language);
  const { entries: written, findings, isJson } = readRest(source, { start, end: span.end });
  const isRunme = isJson || written.some(({ key }) => isRunmeKey(key));
  const entries = fromRunme(written, source);
  const info = { language, isExecutable, entries, findings, isRunme };
  if (!isExecutable || !seen) return info;
  const at = start - word.length + seen.offset;
  const message = `a character that cannot be seen: ${seen.name}`;
  const unseen = error("invisible-character", { start: at, end: at + seen.length }, message, {
    hint: "type the line again",
  });
  return { ...info, findings: [unseen, ...findings] };
}

interface Rest {
  readonly entries: readonly Entry[];
  readonly findings: readonly Finding[];
  readonly isJson?: boolean;
}

function readRest(source: string, { start, end }: Span): Rest {
  const rest = source.slice(start, end);
  const brace = rest.indexOf("{");
  const before = brace < 0 ? rest : rest.slice(0, brace);
  const bare = bareAttribute.exec(before);
  if (bare) {
    const at = start + bare.index;
    const span = { start: at, end: at + bare[0].trimEnd().length };
    const message = `\`${bare[0].trim()}\` stands outside of braces, so it would have no effect`;
    return { entries: [], findings: [error("bad-attributes", span, message, { expected: form })] };
  }
  if (brace < 0) return { entries: [], findings: [] };
  const key = /^\{[ \t]*(?:"|([A-Za-z]+)[ \t]*:)/.exec(rest.slice(brace));
  if (key && (key[1] === undefined || isRunmeKey(key[1]))) {
    return readMapping(source, { start: start + brace, end }, key[1] === undefined);
  }
  const read: Attributes = readAttributes(source, start + brace, end);
  if (read.problem) return { entries: read.entries, findings: [read.problem] };
  const after = source.slice(read.end, end);
  if (after.trim() === "") return { entries: read.entries, findings: [] };
  const span = { start: read.end + after.search(/\S/), end: read.end + after.trimEnd().length };
  const problem = error("bad-attributes", span, "text after the closing brace", { expected: form });
  return { entries: read.entries, findings: [problem] };
}

/** Runme's `{"name":"x"}`, and `{ name: "x" }`, which it takes for something else. */
function readMapping(source: string, { start, end }: Span, isJson: boolean): Rest {
  const text = source.slice(start, end).trimEnd();
  const whole = { start, end: start + text.length };
  const refuse = (message: string) => ({
    entries: [],
    findings: [error("bad-attributes", whole, message, { expected: '`{"key":"value"}`' })],
    isJson: true,
  });
  if (!text.endsWith("}")) return refuse("the attributes do not end with `}`");
  if (isJson && !isJsonText(text)) return refuse("the attributes cannot be read as JSON");
  const { entries, problems } = readYaml(text, (offset) => start + offset, "bad-attributes");
  return { entries: problems.length > 0 ? [] : entries, findings: problems, isJson: true };
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof RangeError) return false;
    throw thrown;
  }
}

const form = "`{#id key=value}` after the language, and nothing else";

/** Other tools write `title=…` without braces; every other key there is one of ours gone astray. */
const bareAttribute = new RegExp(
  `#[\\w-]+|\\}|\\b(${Object.keys(stepKeys)
    .filter((key) => key !== "title")
    .join("|")})[ \\t]*=`,
);
