/** SQL cut into its statements, and what can be asked of one. */
import type { Dialect } from "./dialect.ts";
import { type Token, tokensOf } from "./tokens.ts";

export type Statement = readonly Token[];

export function statementsOf(sql: string, dialect: Dialect, hasHoles: boolean): Statement[] {
  const statements: Token[][] = [[]];
  let depth = 0;
  for (const token of tokensOf(sql, dialect, hasHoles)) {
    const { kind, text } = token;
    if (kind === "sign") depth = Math.max(0, depth + Number(text === "(") - Number(text === ")"));
    const isEnd = kind === "sign" && /^\s*(\\?;|GO)\s*$/i.test(text);
    if (isEnd || kind === "client") depth = 0;
    if (kind === "client") statements.push([token], []);
    else if (isEnd) statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

/** Its first words, with a blank between: as many as there are, `count` at most. */
export function opening(statement: Statement, count: number): string {
  const words: string[] = [];
  for (const { kind, text } of statement.slice(0, count)) {
    if (kind !== "word") break;
    words.push(text);
  }
  return words.join(" ");
}

export function hasWord(statement: Statement, ...words: readonly string[]): boolean {
  return statement.some(({ kind, text }) => kind === "word" && words.includes(text));
}

export function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === "sign" && token.text === sign;
}

/** Only what stands in no brackets. */
export function outside(statement: Statement): Statement {
  let depth = 0;
  return statement.filter((token) => {
    if (isSign(token, ")")) depth -= 1;
    const isOutside = depth <= 0;
    if (isSign(token, "(")) depth += 1;
    return isOutside;
  });
}

/** Where the bracket that opens at `at` closes; the end of the statement where it never does. */
export function closing(statement: Statement, at: number): number {
  let depth = 0;
  for (let here = at; here < statement.length; here += 1) {
    if (isSign(statement[here], "(")) depth += 1;
    if (isSign(statement[here], ")")) depth -= 1;
    if (depth === 0) return here;
  }
  return statement.length;
}

/** Words that stand before a name and are no part of it. */
const beside = new Set(
  `IF EXISTS NOT ONLY CONCURRENTLY INTO FROM TABLE LOW_PRIORITY HIGH_PRIORITY DELAYED IGNORE QUICK OR
   ROLLBACK ABORT FAIL`.split(/\s+/),
);

/** The names in a list that begins at `at`: `public.users, "Old Orders"`. */
export function namesFrom(statement: Statement, at: number): string[] {
  let here = at;
  while (statement[here]?.kind === "word" && beside.has(statement[here]?.text ?? "")) here += 1;
  const names: string[] = [];
  for (;;) {
    const [name, end] = nameAt(statement, here);
    if (name !== "") names.push(name);
    if (name === "" || !isSign(statement[end], ",")) return names;
    here = end + 1;
  }
}

function nameAt(statement: Statement, at: number): readonly [string, number] {
  let name = "";
  let here = at;
  for (; here < statement.length; here += 1) {
    const token = statement[here] as Token;
    const isPart = /^(word|name|hole|number)$/.test(token.kind) || isSign(token, ".");
    const goesOn = token.isJoined || isSign(token, ".") || name.endsWith(".");
    if (!isPart || (name !== "" && !goesOn)) break;
    name += token.kind === "name" ? token.text : token.written;
  }
  return [name, here];
}
