/** Puts right what needs no judgement, and nothing that guards: see `fix` in the table of rules. */
import type { Document } from "../document.ts";
import { findInvisible, type Invisible } from "../invisible.ts";
import { danglingAnchors } from "./dangling-link.ts";
import { factsOf } from "./facts.ts";
import { linksOf } from "./links.ts";
import type { Facts } from "./rule.ts";
import { nodesOf, type Script } from "./script.ts";

export interface Fix {
  /** Offsets in the source. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What it does, for a person: `a no-break space becomes a blank`. */
  readonly words: string;
}

/** In the order of their places; none overlaps another. Fixing what they leave finds nothing more. */
export function fixesFor({ runbook, tree }: Document): Fix[] {
  if (!tree) return [];
  const { mark } = tree;
  const facts = factsOf(runbook, tree, nowhere);
  return [
    ...facts.scripts.flatMap((script) => invisibleFixes(script, facts)),
    ...anchorFixes(facts),
  ]
    .map((fix) => ({ ...fix, start: fix.start + mark, end: fix.end + mark }))
    .sort((a, b) => a.start - b.start)
    .filter((fix, index, all) => index === 0 || fix.start >= (all[index - 1]?.end ?? 0));
}

const nowhere = { today: "1970-01-01", reviewAgeDays: 0, leadsSomewhere: null };

export function withFixes(source: string, fixes: readonly Fix[]): string {
  let done = "";
  let from = 0;
  for (const { start, end, text } of fixes) {
    done += source.slice(from, start) + text;
    from = end;
  }
  return done + source.slice(from);
}

function invisibleFixes(script: Script, { source }: Facts): Fix[] {
  const found = findInvisible(script.step.code);
  if (found.length === 0) return [];
  const quoted = [...nodesOf(script.tree)].filter(({ type }) => quotes.has(type));
  return found.flatMap((one): Fix[] => {
    const character = script.step.code.slice(one.offset, one.offset + one.length);
    const instead = insteadOf(character);
    // Within quotes it may be the very character that is meant.
    if (instead === null || quoted.some((node) => holds(node, one))) return [];
    if (hidesFence(script.step.code, one.offset)) return [];
    const span = script.place({ pos: one.offset, end: one.offset + one.length });
    if (source.text.slice(span.start, span.end) !== character) return [];
    const words = `${one.name} ${instead === "" ? "goes" : "becomes a blank"}`;
    return [{ ...span, text: instead, words }];
  });
}

const quotes: ReadonlySet<string> = new Set([
  "SingleQuoted",
  "DoubleQuoted",
  "AnsiCQuoted",
  "LocaleString",
  "HereDocBody",
]);

function holds(
  node: { readonly pos: number; readonly end: number },
  { offset }: Invisible,
): boolean {
  return node.pos <= offset && offset < node.end;
}

/** Without it, the line would end the block. */
function hidesFence(code: string, offset: number): boolean {
  const line = code.slice(code.lastIndexOf("\n", offset) + 1).split("\n", 1)[0] ?? "";
  return /^[\s\u00AD\u200B\u2060\uFEFF]*(?:[`~][\u00AD\u200B\u2060\uFEFF]*){3}/u.test(line);
}

/** Blanks of any width become the plain one; what has no width goes; the rest is for a person. */
function insteadOf(character: string): string | null {
  if (/^\p{Zs}$/u.test(character)) return " ";
  return /^[\u00AD\u200B\u2060\uFEFF]$/.test(character) ? "" : null;
}

function anchorFixes(facts: Facts): Fix[] {
  return danglingAnchors(facts, linksOf(facts)).flatMap(({ span, written, near }) =>
    near === null
      ? []
      : [{ ...span, text: `#${near}`, words: `the link \`#${written}\` becomes \`#${near}\`` }],
  );
}
