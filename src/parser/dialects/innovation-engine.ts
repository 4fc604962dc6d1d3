/** What the annotations of an Innovation Engine document are here. They all stand in comments. */
import type { Expectation } from "../../model/step.ts";
import { type Draft, withFindings } from "../draft.ts";
import { error, type Finding, type Span, warning } from "../finding.ts";
import { readPattern } from "../pattern.ts";

/** What is said of the block below, which shows the output of the step above. */
export type Similarity =
  /** How alike output and block should be: too vague to decide a run, so the block is shown only. */
  | { readonly kind: "share"; readonly span: Span }
  | { readonly kind: "pattern"; readonly span: Span; readonly expectation: Expectation }
  | { readonly kind: "problem"; readonly span: Span; readonly problem: Finding };

/** The comment that ends `between`, the text from a step to the next block; null when none does. */
export function readSimilarity(between: string, start: number): Similarity | null {
  const found = comment.exec(between);
  if (!found) return null;
  const [whole, double, single, bare = ""] = found;
  const from = start + found.index;
  const span = { start: from, end: from + whole.trimEnd().length };
  const pattern = double ?? single;
  if (pattern === undefined) {
    const isShare = /^(?:0?\.\d+|[01](?:\.0*)?)$/.test(bare);
    return isShare ? { kind: "share", span } : refused(span, `\`${bare}\` is no share`);
  }
  const [, flag = "", rest = ""] = /^\(\?(i)\)(.*)$/s.exec(pattern) ?? ["", "", pattern];
  const read = readPattern(`/${rest}/${flag}`);
  if (!read.ok) return refused(span, `it ${read.message}`);
  const { flags } = read.value;
  return { kind: "pattern", span, expectation: { kind: "pattern", pattern: rest, flags } };
}

function refused(span: Span, why: string): Similarity {
  const problem = error("bad-value", span, `\`expected_similarity\`: ${why}`, {
    expected: "a number from 0 to 1, or a regular expression in quotes",
  });
  return { kind: "problem", span, problem };
}

const comment =
  /<!--+[ \t\r\n]*expected_similarity[ \t]*=[ \t]*(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\s"'>]*?))[ \t\r\n]*--+>[\s>]*$/;

/**
 * The drafts, and what Innovation Engine would do before or beside them and nothing does here: `heard`
 * holds where the comments about output begin that came to a step.
 */
export function fromInnovationEngine(
  drafts: readonly Draft[],
  source: string,
  comments: readonly Span[],
  heard: ReadonlySet<number>,
): { readonly drafts: readonly Draft[]; readonly findings: readonly Finding[] } {
  const own = comments.filter(({ start, end }) => isOwn.test(source.slice(start, end)));
  if (own.length === 0) return { drafts, findings: [] };
  const names = variablesIn(source, own);
  const strays = own.filter(
    ({ start, end }) => !heard.has(start) && !isVariables.test(source.slice(start, end)),
  );
  return {
    drafts: drafts.map((draft) => withFindings(draft, unsetVariables(draft, names))),
    findings: strays.map(straySimilarity),
  };
}

const isOwn = /^<!--+\s*(?:expected_similarity\s*=|```+\s*variables)/;
const isVariables = /^<!--+\s*```/;

/** A similarity that no block follows, or no step comes before, is held against nothing. */
function straySimilarity(span: Span): Finding {
  const message = "this says what a step should print, and no step stands before it";
  return warning("stray-annotation", span, message, "put it between a step and its output");
}

/** The names that comments with a block of `variables` set before the first step. */
function variablesIn(source: string, comments: readonly Span[]): ReadonlySet<string> {
  const names = comments.flatMap(({ start, end }) => {
    const block =
      /^<!--+\s*```+\s*variables[^\n\r]*(.*)/s.exec(source.slice(start, end))?.[1] ?? "";
    return [...block.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=/gm)].map(([, name]) => name);
  });
  return new Set(names.filter((name) => name !== undefined));
}

/** One finding where `code` uses variables that only Innovation Engine would set. */
function unsetVariables({ step, span }: Draft, names: ReadonlySet<string>): Finding[] {
  const code = step.kind === "code" ? step.code : "";
  const used = [...code.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = ""]) => name);
  const unset = [...new Set(used)].filter((name) => {
    return names.has(name) && !new RegExp(`\\b${name}=`).test(code);
  });
  if (unset.length === 0) return [];
  const message = `\`${unset[0]}\` is set in a comment with variables, which is not supported yet`;
  return [error("not-yet", span, message, { hint: "make it an input, or set it in the step" })];
}
