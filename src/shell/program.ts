/** What a program does with its words and its standard input, as the table of commands says it. */

/** What standard input is to a command; `arguments`: it is split into words, `command`: it names what runs. */
export type Input = "plain" | "arguments" | "code" | "shell" | "command";

/**
 * What the value of an option is, or an operand. `line`: a shell reads it · `carrier`: the same, with a host and a
 * command behind it, as in `rsync -e ssh` · `setting`: `name=value`, where
 * some names take a command line · `script`: code in the program's own language · `file`: the file that
 * has it · `pair`: two words, of which the second is data · `suffix`: it is never a word of its own ·
 * `directory`: where the command that it runs begins · `flag`: there is none.
 */
export type Value =
  | "plain"
  | "code"
  | "line"
  | "carrier"
  | "setting"
  | "script"
  | "file"
  | "pair"
  | "suffix"
  | "directory"
  | "flag";

/** What a program does with its words and its standard input. */
export interface Program {
  readonly options: ReadonlyMap<string, Value>;
  /** Whether these are all that it has: what another one would take is not known. */
  readonly hasAllOptions: boolean;
  /** Whether options end at the first operand. */
  readonly ordered: boolean;
  /** What its first operand is where no option gives a script; null for a program without one. */
  readonly first: "script" | "file" | null;
  /** All its other words; of a program with a script, when that is known and runs nothing. */
  readonly rest: "plain" | "code";
  /** What standard input is to it when it has no script, or no command to run. */
  readonly input: Input;
  /** Found in scripts that may run what they are given. */
  readonly mayRun: RegExp | null;
  /** Whether a script runs what it reads; null where that cannot be told. */
  readonly runs: ((script: string) => boolean | null) | null;
  readonly inner: Inner | null;
}

/** The command that a program's arguments name. */
export interface Inner {
  /** The words after which it is looked for; null for right after the name. */
  readonly verbs: readonly string[] | null;
  /** Whether that word is the name of the command, as in `k3s kubectl`. */
  readonly isVerb: boolean;
  /** Operands that stand before it. */
  readonly operands: number;
  /** Whether a shell reads the words again, as `ssh` has it done on the other side. */
  readonly rereads: boolean;
  /** Whether it is given words from standard input. */
  readonly feeds: boolean;
  /** Whether it runs where the directories of the shell mean nothing: in a container, on another machine. */
  readonly isAway: boolean;
}

export const plain: Program = {
  options: new Map(),
  hasAllOptions: false,
  ordered: false,
  first: null,
  rest: "plain",
  input: "plain",
  mayRun: null,
  runs: null,
  inner: null,
};

export const plainInner: Inner = {
  verbs: null,
  isVerb: false,
  operands: 0,
  rereads: false,
  feeds: false,
  isAway: false,
};

export function optionsOf(values: Partial<Record<Value, string>>): Map<string, Value> {
  return new Map(
    Object.entries(values).flatMap(([value, names]) =>
      wordsOf(names).map((name) => [name, value as Value] as const),
    ),
  );
}

export function wordsOf(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
