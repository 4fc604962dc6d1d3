/** What clients of SQL databases run: the SQL they are given in words, in a heredoc, in a file. */
import { clickhouse, type Dialect, postgres } from "../sql/dialect.ts";
import { readSql } from "../sql/read.ts";
import { spelled } from "../sql/spelled.ts";
import type { Arg, Call } from "./call.ts";
import { isUnknown, type Judge, onEach, type Told, told } from "./row.ts";

/** The SQL in `args`, of which each is run. */
export function runsSql(args: readonly Arg[], dialect: Dialect): readonly Told[] {
  return args.flatMap((arg) => readSql(spelled(arg), dialect, arg.text === null));
}

/** The SQL that stands in files: nobody can read it here. */
export function runsFiles(files: readonly Arg[]): readonly Told[] {
  return files.length === 0 ? [] : onEach(files, "code", "runs the SQL of", "medium", "no");
}

/** What it reads from standard input: known from a heredoc, else unknown. */
export function runsInput({ input }: Call, dialect: Dialect): readonly Told[] {
  return input === null
    ? [told("unknown", "runs SQL that nobody can read here", null, "medium", "no")]
    : readSql(input, dialect, /\$[\w{(]/.test(input));
}

/** Where something changes, what is only read besides is not worth a word. */
export function mattering(effects: readonly Told[]): readonly Told[] {
  const changing = effects.filter(({ risk }) => risk !== "none");
  return changing.length > 0 ? changing : effects.slice(0, 1);
}

/** A statement that an API takes in one of these options, blanks between, rather than a client. */
export function runsStatement(options: string): Judge {
  return (call) => {
    const statements = call.values(...options.split(" "));
    const isFile = statements.some(({ text }) =>
      /^(file|fileb|https?):\/\/|^[@[{]/.test(text ?? ""),
    );
    return statements.length === 0 || isFile ? isUnknown(call) : runsSql(statements, postgres);
  };
}

/** `bq query 'SELECT …'`; the answer may go into a table, and it may be asked again and again. */
export const asksBigQuery: Judge = (call) => {
  if (call.has("--schedule", "--destination_table", "--flagfile", "--udf_resource")) {
    return isUnknown(call);
  }
  return call.operands.length === 0
    ? runsInput(call, clickhouse)
    : runsSql(call.operands, clickhouse);
};
