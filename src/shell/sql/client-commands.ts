/** What a database client takes for itself: `\dt` and `\!` of psql, `.dump` and `.shell` of sqlite3. */
import { writeTo } from "../commands/paths.ts";
import { type Told, told } from "../commands/row.ts";
import { cassandra, type Dialect, mssql, mysql, sqlite } from "./dialect.ts";
import { readSql } from "./read.ts";

type Rule = readonly [
  RegExp,
  (rest: string, dialect: Dialect, found: RegExpExecArray) => readonly Told[],
];

const nothing = (): readonly Told[] => [];
const code = (does: string) => (): readonly Told[] => [told("code", does, null, "high", "no")];
const file =
  (does: string) =>
  (rest: string): readonly Told[] => [told("code", does, named(rest), "medium", "no")];
const writes = (rest: string): readonly Told[] =>
  /^\s*["']?\|/.test(rest)
    ? [told("code", "sends its output into a command of the shell", null, "high", "no")]
    : rest.trim() === "" || rest.trim() === "stdout"
      ? []
      : saves(rest, "writes to");

/** The file that is named next, rated by where it lies. */
function saves(rest: string, does: string): readonly Told[] {
  const file = named(rest);
  return file === null
    ? [told("write", does, null, "medium", "backup")]
    : writeTo({ text: file, written: file }, does);
}

function strange(command: string): readonly Told[] {
  return [told("unknown", `runs ${command}, whose effects are not known`, null, "medium", "no")];
}

/** Shows or describes something, or changes how results look. */
function psqlLooks(name = ""): boolean {
  return name.startsWith("d") || psqlWords.has(name);
}

const psqlWords = new Set(
  `z l list sf sv x a t H f C T pset timing conninfo c connect echo qecho warn q quit r reset p print h
   help ? encoding errverbose set unset gset gdesc crosstabview watch if elif else endif copyright html
   prompt cd lo_list`.split(/\s+/),
);

const sqliteLooks = new Set(
  `recover dump schema tables indexes indices databases dbinfo show stats header headers mode width
   nullvalue separator timer timeout help quit exit echo eqp expert explain print fullschema lint sha3sum
   changes bail limit parameter prompt connection open cd`.split(/\s+/),
);

const psql: readonly Rule[] = [
  [/^\\!|`/, code("runs a command of the shell")],
  [/^\\(i|ir|include|include_relative)\b/, file("runs the SQL of")],
  [/^\\(gexec)\b/, () => [told("code", "runs as SQL what the query gives", null, "medium", "no")]],
  [/^\\(o|out|w|write)\b/, writes],
  [/^\\(g|gx)(?=\s|$)/, writes],
  [/^\\copy\b/, (rest, dialect) => copies(rest, dialect)],
  [/^\\(password)\b/, () => [told("account", "changes a password", null, "high", "no")]],
  [
    /^\\(e|edit|ef|ev|setenv|lo_import|lo_export|lo_unlink|bind)\b/,
    () => [told("unknown", "runs what is not known in the client", null, "medium", "no")],
  ],
  [
    /^\\(\w+|\?)[+S]*(?=\s|$|\\)/,
    (_, __, [, name]) => (psqlLooks(name) ? [] : strange(`\\${name}`)),
  ],
  [/^\\\\$/, nothing],
];

const mysqlRules: readonly Rule[] = [
  [/^\s*(\\!|system\b)/i, code("runs a command of the shell")],
  [/^\s*(\\\.|source\b)/i, file("runs the SQL of")],
  [/^\s*(\\T|tee\b)/, writes],
  [/^\s*(\\P|pager\b)/, code("sends its output into a command of the shell")],
  [/^\s*(\\[GgcspqrhuWwC#]|\\n|\\t)/, nothing],
];

const sqliteRules: readonly Rule[] = [
  [/^\.(shell|system)\b/, code("runs a command of the shell")],
  [/^\.load\b/, code("loads a library")],
  [
    /^\.read\b/,
    (rest) =>
      /^\s*\|/.test(rest) ? code("runs a command of the shell")() : file("runs the SQL of")(rest),
  ],
  [/^\.import\b.*\|/, code("runs a command of the shell")],
  [/^\.import\b/, (rest) => [told("data", "adds rows from", named(rest), "medium", "backup")]],
  [
    /^\.restore\b/,
    (rest) => [told("data", "overwrites the database from", named(rest), "critical", "backup")],
  ],
  [
    /^\.(backup|save)\b/,
    // `.backup main FILE`
    (rest) =>
      saves(
        rest
          .trim()
          .split(/\s+(?=\S+$)/)
          .at(-1) ?? "",
        "saves the database in",
      ),
  ],
  [/^\.clone\b/, (rest) => saves(rest, "saves the database in")],
  [/^\.(excel|once\s+-|output\s+-|open\s+.*-)/, (_, __, [command]) => strange(command)],
  [/^\.(output|once|log)\b/, writes],
  [/^\.(\w+)/, (_, __, [, name]) => (sqliteLooks.has(name ?? "") ? [] : strange(`.${name}`))],
];

const others: readonly Rule[] = [
  [/^\s*(!!|:!!)/, code("runs a command of the shell")],
  [/^\s*(:r\b|source\b)/i, file("runs the SQL of")],
  [
    /^\s*copy\b.*\bfrom\b/i,
    () => [told("data", "adds rows from a file", null, "medium", "backup")],
  ],
  [
    /^\s*(copy\b(?=.*\bto\b)|capture\b|:out\b)/i,
    (rest) => saves(/\bto\s+('[^']*'|\S+)/i.exec(rest)?.[1] ?? rest, "writes to"),
  ],
  [/^\s*:(setvar|connect|list|quit|exit|on)\b/i, nothing],
];

const rules = new Map<Dialect, readonly Rule[]>([
  [mysql, mysqlRules],
  [sqlite, sqliteRules],
  [mssql, others],
  [cassandra, others],
]);

export function tellsClient(command: string, dialect: Dialect): readonly Told[] {
  for (const [pattern, tells] of rules.get(dialect) ?? psql) {
    const found = pattern.exec(command);
    if (found) return tells(command.slice(found[0].length), dialect, found);
  }
  return strange(command.trim().split(/\s/)[0] ?? "");
}

/** `\copy t FROM 'file'` of psql reads and writes files here, not on the server. */
function copies(rest: string, dialect: Dialect): readonly Told[] {
  if (/\bprogram\b/i.test(rest)) return code("runs a command of the shell")();
  const [, query] = /^\s*\((.*)\)\s*to\b/is.exec(rest) ?? [];
  const [, table] = /^\s*([^\s(]+)/.exec(rest) ?? [];
  if (query === undefined && /\bfrom\b/i.test(rest)) {
    return [told("data", "adds rows to", table ?? null, "medium", "backup")];
  }
  const inner =
    query === undefined ? [] : readSql(query, dialect).filter(({ risk }) => risk !== "none");
  const [, target] = /\bto\s+('[^']*'|\S+)/i.exec(rest) ?? [];
  return /^(stdout|pstdout)$/i.test(target ?? "")
    ? inner
    : [...inner, ...saves(target ?? "", "writes")];
}

function named(rest: string): string | null {
  const [first] = /'[^']*'|"[^"]*"|\S+/.exec(rest) ?? [];
  return first === undefined ? null : first.replace(/^['"]|['"]$/g, "");
}
