/** Takes SQL apart into words, names, texts and signs, and leaves out its comments. */
import type { Dialect } from "./dialect.ts";

export interface Token {
  readonly kind:
    | "word"
    /** In quotes: always a name, never a word of the language. */
    | "name"
    | "text"
    | "number"
    | "sign"
    /** A variable or a placeholder: what stands there is known only when it runs. */
    | "hole"
    /** A command for the client, such as `\dt` or `.tables`. */
    | "client"
    /** A quote that is never closed, with all that follows. */
    | "open";
  /** A word in capitals, a name without its quotes, anything else as it is written. */
  readonly text: string;
  readonly written: string;
  /** Nothing stands between it and the one before. */
  readonly isJoined: boolean;
}

type Pattern = readonly [Token["kind"] | "blank", RegExp];

/** With `hasHoles`, `$name`, `${name}` and `$(command)` are of the shell. `{{name}}` is a hole always. */
export function tokensOf(sql: string, dialect: Dialect, hasHoles: boolean): Token[] {
  const patterns = patternsOf(dialect, hasHoles);
  const tokens: Token[] = [];
  let isJoined = false;
  for (let at = 0; at < sql.length; ) {
    const [kind, written] = next(sql, at, patterns, dialect);
    at += written.length;
    if (kind !== "blank") tokens.push({ kind, text: textOf(kind, written), written, isJoined });
    isJoined = kind !== "blank";
  }
  return tokens;
}

function next(
  sql: string,
  at: number,
  patterns: readonly Pattern[],
  dialect: Dialect,
): readonly [Token["kind"] | "blank", string] {
  if (sql.startsWith("/*", at) && !(dialect.isMysql && /^\/\*M?!/.test(sql.slice(at, at + 4)))) {
    const end = commentEnd(sql, at, dialect.isPostgres);
    return end === null ? ["open", sql.slice(at)] : ["blank", sql.slice(at, end)];
  }
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(sql);
    if (found && found[0] !== "") return [kind, found[0]];
  }
  const sign = sql[at] as string;
  return /['"`]/.test(sign) ? ["open", sql.slice(at)] : ["sign", sign];
}

function commentEnd(sql: string, start: number, isNested: boolean): number | null {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start + 2;
  let depth = 1;
  for (let found = edge.exec(sql); found; found = edge.exec(sql)) {
    if (found[0] === "*/") depth -= 1;
    else if (isNested) depth += 1;
    if (depth === 0) return edge.lastIndex;
  }
  return null;
}

function patternsOf(dialect: Dialect, hasHoles: boolean): Pattern[] {
  const { isMysql, isPostgres, isMssql, hasBackslashes, clientCommand } = dialect;
  const quoted = hasBackslashes ? /'(?:[^'\\]|\\.|'')*'/sy : /'(?:[^']|'')*'/y;
  const patterns: (Pattern | false)[] = [
    ["blank", /\s+/y],
    ["blank", isMysql ? /--(?=\s|$).*|#.*/y : /--.*/y],
    isMysql && ["blank", /\/\*!\d*|\*\//y],
    isPostgres && ["sign", /\\;/y],
    clientCommand !== null && ["client", clientCommand],
    isPostgres && ["text", /\$([\p{L}_][\p{L}\p{N}_]*)?\$(?![\w$]).*?\$\1\$(?![\w$])/suy],
    isPostgres && !hasHoles && ["text", /\$([\p{L}_][\p{L}\p{N}_]*)?\$.*?\$\1\$/suy],
    ["hole", /\{\{[^{}]*\}\}/y],
    hasHoles && ["hole", /\$\{[^}]*\}|\$\((?:[^()]|\([^()]*\))*\)|\$\w+|\$[@*#?]/y],
    isPostgres && ["text", /[eE]'(?:[^'\\]|\\.|'')*'/sy],
    isPostgres && ["sign", /::/y],
    isPostgres && ["hole", /:[A-Za-z_]\w*/y],
    ["text", new RegExp(`(?:[bBxXnN]|[uU]&)?${quoted.source}`, quoted.flags)],
    isMssql && ["name", /\[[^\]]*\]/y],
    ["name", hasBackslashes ? /"(?:[^"\\]|\\.|"")*"/sy : /"(?:[^"]|"")*"/y],
    ["name", /`(?:[^`]|``)*`/y],
    ["number", /\d[\w.]*/y],
    ["word", hasHoles ? /[\p{L}_@][\p{L}\p{N}_@]*/uy : /[\p{L}_@][\p{L}\p{N}_@$]*/uy],
    isMssql && ["sign", /^[^\S\n]*GO[^\S\n]*$/imy],
  ];
  return patterns.filter((pattern) => pattern !== false);
}

function textOf(kind: Token["kind"], written: string): string {
  if (kind === "word") return written.toUpperCase();
  return kind === "name" ? written.slice(1, -1) : written;
}
