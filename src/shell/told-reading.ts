/** Tools of which words are code that no option of theirs tells, or only behind some other word. */
import type { Reading, Role } from "./argument-roles.ts";
import { type CommandLine, type CommandWord, commandLineOf } from "./command-line.ts";
import { optionsOf, plain, type Value, wordsOf } from "./program.ts";

export interface Telling {
  /** The word that says so; null where none need say it. */
  readonly told: RegExp | null;
  /** Options, wherever they stand. */
  readonly options?: Partial<Record<Value, string>>;
  /**
   * What the words behind that one are: `line`: a shell reads each alone · `shell`: all in a row · `command`:
   * they are a command, which is given file names for `{}` · `arguments`: a shell has them for its own.
   */
  readonly rest?: "line" | "shell" | "command" | "arguments";
  /** Words that name what runs. */
  readonly named?: RegExp;
  /** Whether that is done where the directories of the shell mean nothing. */
  readonly isAway?: boolean;
}

const table: readonly [names: string, told: Telling][] = [
  ["salt salt-call salt-ssh", { told: /^cmd(mod)?\.\w+$/, rest: "line", isAway: true }],
  ["salt-ssh", { told: /^(-r|--raw|--raw-shell)$/, rest: "shell", isAway: true }],
  ["aws", { told: /^send-command$/, options: { setting: "--parameters" } }],
  ["aws", { told: /^execute-command$/, options: { line: "--command" }, isAway: true }],
  ["az", { told: /^run-command$/, options: { line: "--scripts" }, isAway: true }],
  ["az", { told: /^exec$/, options: { line: "--command --exec-command" }, isAway: true }],
  [
    "heroku",
    {
      told: /^run(:\w+)?$/,
      options: { plain: "-a -r -s -e --app --remote --size --env" },
      rest: "shell",
      isAway: true,
    },
  ],
  ["vagrant", { told: /^ssh$/, options: { line: "-c --command" }, isAway: true }],
  ["fly flyctl", { told: /^(console|ssh)$/, options: { line: "-C --command" }, isAway: true }],
  ["nix-shell", { told: null, options: { line: "--run --command" } }],
  [
    "hyperfine",
    {
      told: null,
      options: {
        line: "-p -c -s -S --prepare --cleanup --setup --conclude --reference --shell",
        plain:
          "-w -m -M -r -u -P -D -L -n -i --warmup --min-runs --max-runs --runs --time-unit --style " +
          "--sort --parameter-list --command-name --export-json --export-csv --export-markdown " +
          "--export-asciidoc --export-orgmode --output --input",
      },
      rest: "line",
    },
  ],
  ["fd fdfind", { told: /^(-x|-X|--exec|--exec-batch)$/, rest: "command" }],
  ["capsh", { told: /^(--|==)$/, rest: "arguments" }],
  ["npm pnpm", { told: /^(exec|x)$/, options: { line: "-c --call" } }],
  ["npx", { told: null, options: { line: "-c --call" } }],
  ["nc ncat netcat", { told: null, options: { line: "-c -e --exec --sh-exec --lua-exec" } }],
  [
    "start-stop-daemon",
    { told: null, options: { line: "-x -a --exec --startas", flag: "--start --stop --status" } },
  ],
  ["apt apt-get apt-cache aptitude", { told: null, options: { setting: "-o --option" } }],
  ["docker podman nerdctl", { told: /^(run|create)$/, options: { line: "--health-cmd" } }],
  ["socat", { told: null, named: /^(exec|system|shell):/i }],
];

/** The reading of a command by all else that is known of it, with the roles that these words have in place. */
export function withTold(
  name: string,
  words: readonly CommandWord[],
  reading: Reading,
  read: Read,
): Reading {
  return (tellings.get(name) ?? []).reduce(
    (before, telling) => withTelling(words, before, telling, read),
    reading,
  );
}

interface Read {
  /** How words are read that are a command. */
  readonly command: (words: readonly CommandWord[]) => Reading;
  /** The role of an option's value. */
  readonly value: (is: Value, text: string) => Role;
}

function withTelling(
  words: readonly CommandWord[],
  reading: Reading,
  { told, options = {}, rest, named }: Telling,
  read: Read,
): Reading {
  const at = toldAt(words, told);
  if (at < 0) return reading;
  const line = lineBehind(words, at, options);
  const roles = [...reading.roles];
  for (const { at: index, is, text } of line.values) roles[index] = read.value(is, text);
  words.forEach(({ value }, index) => {
    if (named?.test(value)) roles[index] = "command";
  });
  if (rest === undefined) return { ...reading, roles };
  if (rest === "line" || rest === "shell") {
    for (const index of line.operands) roles[index] = rest;
    return { ...reading, roles };
  }
  const behind = words.slice(at + 1);
  if (rest === "command") {
    const inner = read.command(behind);
    return { ...inner, roles: [...roles.slice(0, at + 1), ...inner.roles], replaced: "{}" };
  }
  const inner = read.command([{ value: "bash", literal: true }, ...behind]);
  return { ...inner, roles: [...roles.slice(0, at + 1), ...inner.roles.slice(1)] };
}

/** The index of the word that says so; that of the name where none need say it, and -1 where none does. */
export function toldAt(words: readonly CommandWord[], told: RegExp | null): number {
  return told ? words.findIndex(({ value }, index) => index > 0 && told.test(value)) : 0;
}

export function lineBehind(
  words: readonly CommandWord[],
  at: number,
  options: Telling["options"] = {},
): CommandLine {
  return commandLineOf(words, at + 1, { ...plain, options: optionsOf(options) });
}

export const tellings: ReadonlyMap<string, readonly Telling[]> = new Map(
  [...new Set(table.flatMap(([names]) => wordsOf(names)))].map((name) => [
    name,
    table.flatMap(([names, told]) => (wordsOf(names).includes(name) ? [told] : [])),
  ]),
);
