/** Files that programs heed without being told: what is written there runs when they do. */
import { wordsOf } from "./program.ts";

/** Stands for any shell that is asked to read what it begins with. */
export const loginShell = "a shell at its beginning";

const table: readonly (readonly [path: RegExp, names: readonly string[]])[] = [
  [/(^|\/)(GNUm|[mM])akefile$|\.mk$/, wordsOf("make gmake")],
  [/(^|\/)(\.git\/(config|hooks\/[^/]+)|\.gitconfig|git\/config)$/, ["git"]],
  [/(^|\/)\.((bash|mksh|k)rc|bash_\w+|profile|z(sh(rc|env)|profile|login))$/, [loginShell]],
  [/^\/etc\/(profile(\.d\/.*)?|bash\.bashrc|zsh\/.*)$/, [loginShell]],
  [/(^|\/)\.(n?vim|ex)rc$/, wordsOf("vi vim nvim ex view")],
  [/(^|\/)\.psqlrc$/, ["psql"]],
  [/(^|\/)Rakefile$/, ["rake"]],
];

/** The names of the programs that heed a file at this path. */
export function heedersOf(path: string): readonly string[] {
  const named = table.flatMap(([its, names]) => (its.test(path) ? names : []));
  const program = /(^|\/)s?bin\/([^/]+)$/.exec(path)?.[2];
  return program === undefined ? named : [...named, program];
}

/** Whether a command of this name with such options reads what shells begin with. */
export function beginsShell(name: string, options: readonly string[]): boolean {
  if (!/^(bash|sh|zsh|ksh|mksh|dash|su|sudo)$/.test(name)) return false;
  return options.some((one) => /^-$|^-[a-zA-Z]*[il]|^--(login|interactive)$/.test(one));
}
