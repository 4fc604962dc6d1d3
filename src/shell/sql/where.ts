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

function holdsAlways(condition: Statement): boolean {
  const first = condition[0];
  if (!first) return true;
  if (isSign(first, "(") && closing(condition, 0) === condition.length - 1) {
    return holdsAlways(condition.slice(1, -1));
  }
  const or = outermost(condition, ({ text, kind }) => kind === "word" && text === "OR");
  if (or >= 0) return holdsAlways(condition.slice(0, or)) || holdsAlways(condition.slice(or + 1));
  const and = outermost(condition, ({ text, kind }) => kind === "word" && text === "AND");
  const isBetween = condition.some(({ text }) => text === "BETWEEN");
  if (and >= 0 && !isBetween) {
    return holdsAlways(condition.slice(0, and)) && holdsAlways(condition.slice(and + 1));
  }
  if (condition.length === 1) return first.kind === "hole" || isTrue(first);
  const [left, sign, right] = condition;
  if (condition.length === 3 && isSign(sign, "=")) return isSame(left, right);
  return first.text === "NOT" && condition.length === 2 && /^(FALSE|0)$/.test(sign?.text ?? "");
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
