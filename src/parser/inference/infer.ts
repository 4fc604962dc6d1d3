/**
 * Takes what a document leaves to be replaced as inputs: `<name>`, `YOUR_NAME`, and shell variables
 * without a value. The steps' code then has `{{name}}` in their place, so that a value is checked, quoted
 * or refused as any other is. A variable gets its value in a line before the code that uses it.
 */
import type { InputSpec } from "../../model/input-spec.ts";
import type { Draft } from "../draft.ts";
import type { Finding } from "../finding.ts";
import { type Collected, collect, type Use } from "./collect.ts";
import { type Edit, rewrite } from "./rewrite.ts";
import { joinTypes } from "./type-guess.ts";
import { promptFor } from "./words.ts";

export interface Inferred {
  /** The drafts, with `{{name}}` in the code of those that leave something to be replaced. */
  readonly drafts: readonly Draft[];
  /** In order of first use. */
  readonly inputs: readonly InputSpec[];
  /** One for each input. */
  readonly findings: readonly Finding[];
}

/**
 * `declared` are the names of the document's own inputs: they come before inferred ones of the same
 * words, and so does what a step captures. `source` is the whole document.
 */
export function inferInputs(
  drafts: readonly Draft[],
  declared: readonly string[],
  source: string,
): Inferred {
  const collected = collect(drafts, declared, source);
  const byName = new Map<string, [Use, ...Use[]]>();
  const inOrder = ({ uses }: Collected) => uses.toSorted((a, b) => a.part.start - b.part.start);
  for (const use of collected.flatMap(inOrder)) {
    if (use.isKnown) continue;
    const same = byName.get(use.name);
    if (same) same.push(use);
    else byName.set(use.name, [use]);
  }
  const inputs = [...byName.values()].map(inputFor);
  return {
    drafts: collected.map(({ draft, uses }) => withPlaceholders(draft, uses)),
    inputs,
    findings: inputs.flatMap((input) => noticeOf(input, byName.get(input.name)?.[0])),
  };
}

function inputFor([first, ...rest]: readonly [Use, ...Use[]]): InputSpec {
  const type = joinTypes([first, ...rest].map((use) => use.type));
  return {
    name: first.name,
    type,
    prompt: promptFor(first.text),
    default: null,
    choices: type === "enum" ? [...new Set(first.text.split("|"))] : [],
    raw: false,
    inferred: true,
  };
}

function noticeOf({ name, type }: InputSpec, use: Use | undefined): Finding[] {
  if (use === undefined) return [];
  const message = `\`${use.written}\` is taken as an input \`${name}\` (${type})`;
  const hint = `declare \`${name}\` under \`inputs\` to give it another type, a prompt or a default`;
  const severity = "info" as const;
  return [{ rule: "inferred-input", severity, message, span: use.span, expected: null, hint }];
}

function withPlaceholders(draft: Draft, uses: readonly Use[]): Draft {
  const { step, toSource } = draft;
  if (step.kind !== "code" || uses.length === 0) return draft;
  const { code, toOld } = rewrite(step.code, editsFor(uses));
  return { ...draft, step: { ...step, code }, toSource: (offset) => toSource(toOld(offset)) };
}

/** Values of variables come first, each in a line of its own. */
function editsFor(uses: readonly Use[]): Edit[] {
  const lines = uses
    .filter(({ isVariable }) => isVariable)
    .map(({ name, text, part }) => {
      return { start: 0, end: 0, text: `${text}={{${name}}}\n`, origin: part };
    });
  const replaced = uses
    .filter(({ isVariable }) => !isVariable)
    .map(({ name, part }) => ({ ...part, text: `{{${name}}}`, origin: part }));
  return [...lines, ...replaced];
}
