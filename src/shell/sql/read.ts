/** Reads SQL for what it would do: statement by statement, and what acts inside of queries. */
import { type Told, told } from "../commands/row.ts";
import { changes } from "./changes.ts";
import { tellsClient } from "./client-commands.ts";
import { type Dialect, postgres } from "./dialect.ts";
import { actsOf } from "./functions.ts";
import { tellsPragma } from "./pragma.ts";
import {
  closing,
  isSign,
  namesFrom,
  opening,
  outside,
  type Statement,
  statementsOf,
} from "./statement.ts";
import type { Token } from "./tokens.ts";

/** With `hasHoles`, it holds variables of the shell that are known only when it runs. */
export function readSql(sql: string, dialect: Dialect, hasHoles = false): readonly Told[] {
  // To the client of MySQL, `\\g` and `\\G` end a statement as `;` does.
  const text = dialect.isMysql ? sql.replace(/\\[gG](?!\w)/g, " ;") : sql;
  const effects = statementsOf(text, dialect, hasHoles).flatMap((statement) => {
    const told = tells(statement, dialect);
    return told.some(({ kind }) => kind === "unknown") ? told : [...told, ...holesIn(statement)];
  });
  const changing = effects.filter(({ risk }) => risk !== "none");
  return changing.length > 0 ? changing : reads;
}

const reads: readonly Told[] = [told("read", "reads from the database", null, "none", "yes")];

const queries = /^(SELECT|VALUES|TABLE|FROM)$/;

/** Open or close something, show something, or change the session alone. */
const harmless = new Set(
  `SHOW DESC DESCRIBE USE HELP EXISTS BEGIN COMMIT END ROLLBACK ABORT SAVEPOINT RELEASE SET
   RESET DISCARD LISTEN UNLISTEN FETCH MOVE CLOSE DEALLOCATE PRINT GO CONSISTENCY TRACING
   PAGING EXPAND WAITFOR`.split(/\s+/),
);

function tells(statement: Statement, dialect: Dialect): readonly Told[] {
  const [first] = statement;
  if (!first) return [];
  if (statement.some(({ kind }) => kind === "open"))
    return [unknown("reads no further: a quote is never closed")];
  if (first.kind === "client") return tellsClient(first.text, dialect);
  if (isSign(first, "("))
    return tells(
      statement.filter((token) => !isSign(token, "(")),
      dialect,
    );
  if (first.kind !== "word") return [unknown(`runs ${first.written}, whose effects are not known`)];
  if (first.text === "EXPLAIN") return explained(statement, dialect);
  // `ANALYZE FORMAT=JSON DELETE …` of MariaDB is `EXPLAIN ANALYZE` elsewhere.
  const analyzed = isAnalyze(first) ? statement.slice(0, 5).findIndex(isRowChange) : -1;
  if (analyzed > 0) return tells(statement.slice(analyzed), dialect);
  if (first.text === "WITH") return [...within(statement, dialect), ...queried(statement)];
  if (queries.test(first.text)) {
    return [...queried(statement), ...(dialect.isMssql ? following(statement, dialect) : [])];
  }
  if (
    first.text === "SET" &&
    statement.slice(2).some(({ text }) => /^(GLOBAL|PERSIST\w*)$/.test(text))
  )
    return [unknown("sets more than its own session")];
  if (
    first.text === "COPY" &&
    statement.some(({ text }) => /^(DELETE|UPDATE|INSERT|MERGE)$/.test(text))
  )
    return [unknown("changes rows as it copies them")];
  if (first.text === "PRAGMA") return tellsPragma(statement);
  if (first.text === "DO") return blocks(statement);
  if (first.text === "PREPARE" || first.text === "DECLARE") return prepared(statement, dialect);
  for (const count of [3, 2, 1]) {
    const words = opening(statement, count);
    const change = changes[words];
    const length = words.split(" ").length;
    if (change && length === count)
      return [
        ...change(statement, count),
        ...actsOf(statement, first.text === "COPY" && isSign(statement[1], "(")),
      ];
    if (length === count && (harmless.has(words) || words === "START TRANSACTION")) {
      const isQuery = first.text !== "SET" && first.text !== "SHOW";
      return [...actsOf(statement, isQuery), ...following(statement, dialect)];
    }
  }
  return [unknown(`runs ${first.written}, whose effects are not known`)];
}

function queried(statement: Statement): readonly Told[] {
  const acts = [...actsOf(statement, true), ...moves(statement)];
  if (saysIn(statement, "INTO OUTFILE") || saysIn(statement, "INTO DUMPFILE")) {
    const writes = told("write", "writes a file on the database server", null, "medium", "backup");
    return [...acts, writes];
  }
  const words = outside(statement);
  const into = words.findIndex(({ kind, text }) => kind === "word" && text === "INTO");
  if (into >= 0 && !words.some(isRowChange)) {
    const isVariable = words[into + 1]?.text.startsWith("@") ?? false;
    const [table] = namesFrom(words, into);
    if (!isVariable) return [...acts, told("data", "makes the table", table ?? null, "low", "yes")];
  }
  return /\bFOR (UPDATE|SHARE|NO|KEY)\b/.test(said(words))
    ? [...acts, told("data", "locks rows", null, "low", "yes")]
    : acts;
}

/** `SELECT NEXT VALUE FOR s` is `nextval` of other databases. */
function moves(statement: Statement): readonly Told[] {
  return saysIn(statement, "NEXT VALUE FOR")
    ? [told("data", "moves a sequence on", null, "low", "no")]
    : [];
}

function saysIn(statement: Statement, words: string): boolean {
  return new RegExp(`\\b${words}\\b`).test(said(statement));
}

/** Its words of the language; what else stands there is a dot. */
function said(statement: Statement): string {
  return statement.map(({ kind, text }) => (kind === "word" ? text : ".")).join(" ");
}

/** `EXPLAIN ANALYZE` runs what it explains. */
function explained(statement: Statement, dialect: Dialect): readonly Told[] {
  const end = isSign(statement[1], "(") ? closing(statement, 1) : 0;
  let rest = statement.slice(end + 1);
  let runs = asksToRun(statement.slice(1, end + 1));
  while (
    /^(ANALY[SZ]E|VERBOSE|EXTENDED|QUERY|PLAN|PIPELINE|AST|SYNTAX|ESTIMATE)$/.test(
      rest[0]?.text ?? "",
    )
  ) {
    runs ||= isAnalyze(rest[0]);
    rest = rest.slice(1);
  }
  if (rest[0]?.text === "EXPLAIN")
    return [unknown("explains a statement whose effects are not known")];
  return runs ? tells(rest, dialect) : [];
}

/** Options in brackets, of which a later one may take an earlier one back: one that asks is enough. */
function asksToRun(options: Statement): boolean {
  return options.some(
    (option, at) =>
      option.kind === "hole" ||
      (isAnalyze(option) && !/^(OFF|FALSE|0)$/.test(options[at + 1]?.text ?? "")),
  );
}

/** PostgreSQL takes either spelling, and in its brackets also one in quotes. */
function isAnalyze(token: Token | undefined): boolean {
  return /^ANALY[SZ]E$/i.test(token?.text ?? "");
}

/** Changes that hide in a query: `WITH gone AS (DELETE FROM t …) SELECT …`. */
function within(statement: Statement, dialect: Dialect): readonly Told[] {
  const found: Told[] = [];
  for (let at = 0; at < statement.length; at += 1) {
    if (!isSign(statement[at], "(")) continue;
    const end = closing(statement, at);
    if (isRowChange(statement[at + 1])) found.push(...tells(statement.slice(at + 1, end), dialect));
    if (isRowChange(statement[end + 1])) found.push(...tells(statement.slice(end + 1), dialect));
    at = end;
  }
  return found;
}

function isRowChange(first: Token | undefined): boolean {
  return first?.kind === "word" && /^(INSERT|UPDATE|DELETE|MERGE|REPLACE)$/.test(first.text);
}

/** A block of code: what it holds in plain words counts, and it may do more. */
function blocks(statement: Statement): readonly Told[] {
  const body = statement.find(({ kind }) => kind === "text")?.written ?? "";
  const inner = body.replace(/^\$\w*\$|\$\w*\$$/g, "").replace(/^'|'$/g, "");
  const changing = statementsOf(inner, postgres, false).flatMap((each) => {
    const at = each.findIndex(({ kind, text }) => kind === "word" && isChange.test(text));
    return at < 0 ? [] : tells(each.slice(at), postgres);
  });
  return [
    told("code", "runs a block of code", null, "medium", "no"),
    ...changing.filter(({ risk }) => risk !== "none"),
  ];
}

/** A change that no semicolon parts from what stands before: `BEGIN DELETE FROM t END`. */
function following(statement: Statement, dialect: Dialect): readonly Told[] {
  const at = outside(statement).findIndex(
    ({ kind, text }, place) => place > 0 && kind === "word" && isChange.test(text),
  );
  const change = outside(statement)[at];
  return change && statement[0]?.text !== "SHOW"
    ? tells(statement.slice(statement.indexOf(change)), dialect)
    : [];
}

const isChange =
  /^(INSERT|UPDATE|DELETE|DROP|TRUNCATE|ALTER|GRANT|REVOKE|EXEC|EXECUTE|MERGE|KILL|SHUTDOWN)$/;

/** `PREPARE name AS …`, `DECLARE name CURSOR FOR …`. */
function prepared(statement: Statement, dialect: Dialect): readonly Told[] {
  const at = statement.findIndex(({ kind, text }) => kind === "word" && /^(AS|FOR)$/.test(text));
  const inner = statement.slice(at + 1);
  return at < 0 || /^(PREPARE|DECLARE)$/.test(inner[0]?.text ?? "")
    ? [unknown("runs what nobody can read here")]
    : tells(inner, dialect);
}

/** A hole is a name or a value where the language wants one; anywhere else it may be anything. */
function holesIn(statement: Statement): readonly Told[] {
  const loose = statement.find((token, at) => token.kind === "hole" && !isInPlace(statement, at));
  return loose ? [unknown(`runs what ${loose.written} stands for`)] : [];
}

const wantsName = new Set(
  `FROM JOIN INTO TABLE UPDATE INDEX VIEW DATABASE SCHEMA USER ROLE LIMIT OFFSET LIKE ILIKE IN
   AND BETWEEN SET TO ON BY EXISTS ONLY OWNED EXTENSION CONCURRENTLY KEYSPACE TRUNCATE ANALYZE
   VACUUM REINDEX FULL INTERVAL THEN ELSE USE KILL AS VERBOSE`.split(/\s+/),
);

function isInPlace(statement: Statement, at: number): boolean {
  const before = statement[at - 1];
  const token = statement[at];
  if (!before || !token) return false;
  if (token.isJoined && /^(word|name|number|hole)$/.test(before.kind)) return true;
  if (before.kind === "sign") return before.text !== ")" && before.text !== "*";
  return before.kind === "word" && wantsName.has(before.text);
}

function unknown(does: string): Told {
  return told("unknown", does, null, "medium", "no");
}
