/** Reads the opening line of a fence: its language and its attributes. */
import { type Attributes, readAttributes } from "./attributes.ts";
import { error, type Finding, type Span } from "./finding.ts";
import { findInvisible } from "./invisible.ts";
import { keysNotYet, stepKeys } from "./keys.ts";
import type { Entry } from "./value.ts";

export interface Info {
  /** In lower case; empty when there is none. */
  readonly language: string;
  /** Of a session's languages it depends on the code whether it can be run. */
  readonly isExecutable: boolean;
  readonly entries: readonly Entry[];
  readonly findings: readonly Finding[];
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
  const written = source.slice(span.start, span.end);
  const match = /^[ \t]*([^ \t{]*)/.exec(written);
  const word = match?.[1] ?? "";
  const start = span.start + (match?.[0].length ?? 0);
  const seen = findInvisible(word)[0];
  const language = findInvisible(word).reduceRight(
    (rest, { offset, length }) => rest.slice(0, offset) + rest.slice(offset + length),
    word.toLowerCase(),
  );
  const isExecutable = [...executableLanguages, ...sessionLanguages].includes(language);
  const { entries, findings } = readRest(source, { start, end: span.end });
  if (!isExecutable) return { language, isExecutable, entries, findings };
  if (!seen) return { language, isExecutable, entries, findings };
  const at = start - word.length + seen.offset;
  const message = `a character that cannot be seen: ${seen.name}`;
  const unseen = error("invisible-character", { start: at, end: at + seen.length }, message, {
    hint: "type the line again",
  });
  return { language, isExecutable, entries, findings: [unseen, ...findings] };
}

function readRest(
  source: string,
  { start, end }: Span,
): { entries: readonly Entry[]; findings: readonly Finding[] } {
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
  const read: Attributes = readAttributes(source, start + brace, end);
  if (read.problem) return { entries: read.entries, findings: [read.problem] };
  const after = source.slice(read.end, end);
  if (after.trim() === "") return { entries: read.entries, findings: [] };
  const span = { start: read.end + after.search(/\S/), end: read.end + after.trimEnd().length };
  const problem = error("bad-attributes", span, "text after the closing brace", { expected: form });
  return { entries: read.entries, findings: [problem] };
}

const form = "`{#id key=value}` after the language, and nothing else";

/** Other tools write `title=…` without braces; every other key there is one of ours gone astray. */
const bareAttribute = new RegExp(
  `#[\\w-]+|\\}|\\b(${[...Object.keys(stepKeys), ...Object.keys(keysNotYet)]
    .filter((key) => key !== "title")
    .join("|")})[ \\t]*=`,
);
