/** Whether a statement that changes rows changes all of them. */
import { closing, isSign, type Statement } from "./statement.ts";
import type { Token } from "./tokens.ts";

/** Words that end a condition. */
const afterwards = /^(RETURNING|ORDER|LIMIT|OPTION|ALLOW|GROUP|ON|SETTINGS)$/;

/** True also where nobody knows before it runs, as with `WHERE $condition`. */
export function reachesAllRows(statement: Statement): boolean {
  const at = outermost(statement, ({ kind, text }) => kind === "word" && text === "WHERE");
  if (at < 0) return true;
  const rest = statement.slice(at + 1);
  const end = outermost(rest, ({ kind, text }) => kind === "word" && afterwards.test(text));
  return holdsAlways(end < 0 ? rest : rest.slice(0, end));
}

/** Brackets in brackets, deeper than anybody writes, are taken for the worst. */
const deepest = 20;

function holdsAlways(condition: Statement, depth = 0): boolean {
  return between(condition, "OR").some((one) => isEveryPartTrue(one, depth));
}

function isEveryPartTrue(condition: Statement, depth: number): boolean {
  const isRange = condition.some(({ text }) => text === "BETWEEN");
  const parts = isRange ? [condition] : between(condition, "AND");
  return parts.every((part) => isTrueTerm(part, depth));
}

function isTrueTerm(term: Statement, depth: number): boolean {
  const [first, second, third] = term;
  if (!first) return true;
  if (isSign(first, "(") && closing(term, 0) === term.length - 1) {
    return depth >= deepest || holdsAlways(term.slice(1, -1), depth + 1);
  }
  if (term.length === 1) return first.kind === "hole" || isTrue(first);
  if (term.length === 3 && isSign(second, "=")) return isSame(first, third);
  return first.text === "NOT" && term.length === 2 && /^(FALSE|0)$/.test(second?.text ?? "");
}

/** What stands between these words, as far as they stand in no brackets. */
function between(statement: Statement, word: string): Statement[] {
  const parts: Token[][] = [[]];
  for (let at = 0; at < statement.length; at += 1) {
    const token = statement[at] as Token;
    const end = isSign(token, "(") ? closing(statement, at) : at;
    if (token.kind === "word" && token.text === word) parts.push([]);
    else for (const part of statement.slice(at, end + 1)) parts.at(-1)?.push(part);
    at = end;
  }
  return parts;
}

function isTrue({ text, written }: Token): boolean {
  return text === "TRUE" || /^'?[1-9]\d*'?$/.test(written);
}

function isSame(left: Token | undefined, right: Token | undefined): boolean {
  return left?.text === right?.text && left?.kind !== "hole";
}

/** The place of the first such token that stands in no brackets; -1 without one. */
function outermost(statement: Statement, isIt: (token: Token) => boolean): number {
  for (let at = 0; at < statement.length; at += 1) {
    const token = statement[at] as Token;
    if (isIt(token)) return at;
    if (isSign(token, "(")) at = closing(statement, at);
  }
  return -1;
}
