/** What clients of SQL databases run: the SQL they are given in words, in a heredoc, in a file. */
import type { Dialect } from "../sql/dialect.ts";
import { readSql } from "../sql/read.ts";
import { spelled } from "../sql/spelled.ts";
import type { Arg, Call } from "./call.ts";
import { onEach, type Told, told } from "./row.ts";

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
