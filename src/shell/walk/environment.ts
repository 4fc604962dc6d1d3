/** What of its environment a command hands on to the one that it runs. */
import type { CommandLine } from "../command-line.ts";
import { wordsOf } from "../program.ts";
import { hasHole } from "./holes.ts";
import type { ShellWord } from "./words.ts";

/** Whether a variable of this name may be another one there, or none; null where each is the same. */
export type Loss = ((name: string) => boolean) | null;

/** Lists of names, which blanks separate. */
interface Row {
  /** Options with which what it runs has another environment; `any`: it has with each, and without. */
  readonly anew?: string;
  /** Options with which it has the same all the same. */
  readonly same?: string;
  /** Variables that it sets, or takes away, by itself. */
  readonly changes?: string;
  /** Options whose values name such variables. */
  readonly changing?: string;
}

/** Those that hand on all are missing here, and so are those that run it away: in a container, on another machine. */
const table: readonly (readonly [names: string, row: Row])[] = [
  // `sudo -E` keeps it where the machine allows that, and some versions never do.
  ["sudo doas pkexec", { anew: "any" }],
  ["env", { anew: "- -i --ignore-environment", changing: "-u --unset" }],
  ["exec", { anew: "-c" }],
  ["setpriv", { anew: "--reset-env" }],
  ["nsenter", { anew: "-e --env" }],
  ["su runuser", { anew: "- -l --login", changes: "HOME SHELL USER LOGNAME PATH" }],
  ["gosu su-exec", { changes: "HOME" }],
  // A server runs it, which has the environment that it was started with.
  ["systemd-run", { anew: "any", same: "--scope" }],
  ["tmux screen crontab", { anew: "any" }],
  // On another machine, with these words of theirs.
  ["gcloud rsync", { anew: "any" }],
  ["parallel", { anew: "-S --sshlogin --slf --sshloginfile", changing: "--process-slot-var" }],
  // They add variables that somebody else has named.
  [
    "aws-vault chamber conda direnv doppler mamba micromamba mise nix nix-shell op pipenv sops vault",
    { anew: "any" },
  ],
  ["uv", { anew: "--env-file" }],
  ["git", { changes: "name sm_path displaypath sha1 toplevel path" }],
  ["xargs", { changing: "--process-slot-var" }],
  ["strace", { changing: "-E --env" }],
];

type Lists = Readonly<Record<keyof Row, readonly string[]>>;

const rows: ReadonlyMap<string, Lists> = new Map(
  table.flatMap(([names, row]) => {
    const lists = listsIn(row);
    return wordsOf(names).map((name) => [name, lists] as const);
  }),
);

/** Each list taken apart once, not for each command. */
function listsIn({ anew = "", same = "", changes = "", changing = "" }: Row): Lists {
  return {
    anew: wordsOf(anew),
    same: wordsOf(same),
    changes: wordsOf(changes),
    changing: wordsOf(changing),
  };
}

const noLine: Pick<CommandLine, "flags" | "values"> = { flags: [], values: [] };

/** Of the command `name` with these options, and words before what it runs. */
export function lossOf(
  name: string,
  { flags, values }: Pick<CommandLine, "flags" | "values"> = noLine,
  own: readonly ShellWord[] = [],
  isAway = false,
): Loss {
  if (isAway) return losesAll;
  const row = rows.get(name);
  if (!row) return null;
  const { anew, same, changes, changing } = row;
  const options = new Set([...flags, ...values.map(({ option }) => option)]);
  if (own.some(({ value }) => value === "-")) options.add("-");
  const has = (names: readonly string[]) => names.some((one) => options.has(one));
  if (anew.includes("any") ? !has(same) : has(anew)) return losesAll;
  const named = values.filter(({ option }) => changing.includes(option));
  if (named.some(({ text }) => hasHole(text))) return losesAll;
  const changed = new Set([...changes, ...named.map(({ text }) => text)]);
  return changed.size === 0 ? null : (variable) => changed.has(variable);
}

export function losesAll(): boolean {
  return true;
}
