/** Says which words of `git` it runs, or has a shell read: those of some verbs, and settings. */
import type { Reading, Role } from "./argument-roles.ts";
import { type CommandWord, commandLineOf } from "./command-line.ts";
import { gitSettingReading } from "./git-setting.ts";
import { optionsOf, type Program, type Value } from "./program.ts";

/** How words are read that are a command, and those of a program. */
interface Readers {
  readonly command: (words: readonly CommandWord[]) => Reading;
  readonly program: (words: readonly CommandWord[], program: Program) => Reading;
}

export function gitReading(words: readonly CommandWord[], git: Program, read: Readers): Reading {
  const setting = gitSettingReading(words);
  if (setting) return setting;
  const [verb = words.length, ...others] = commandLineOf(words, 1, git).operands;
  const name = words[verb]?.value ?? "";
  const told = others.find((at) => !/^-./.test(words[at]?.value ?? ""));
  if (told !== undefined && words[told]?.value === runners.get(name)) {
    return runnerReading(words, told, read);
  }
  const own = optionsOfVerbs.get(name);
  const options = own ? new Map([...git.options, ...own]) : git.options;
  const reading = read.program(words, { ...git, ordered: git.ordered && !own, options });
  const roles = reading.roles.map((role, at) => (isCommandUrl(words[at]) ? "code" : role));
  return { ...reading, roles };
}

/** Verbs that run their words, and the word after which these stand. */
const runners: ReadonlyMap<string, string> = new Map([
  ["submodule", "foreach"],
  ["bisect", "run"],
]);

/** What these options are only to one verb; those of `git` itself, and of all verbs, are in the table of programs. */
const optionsOfVerbs: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map([
  ["rebase", optionsOf({ line: "-x" })],
  ["difftool", optionsOf({ line: "-x" })],
  ["grep", optionsOf({ line: "-O" })],
  ["init", optionsOf({ line: "--template" })],
  ["clone", optionsOf({ line: "-u --template", setting: "-c --config" })],
]);

/** `git submodule foreach code`, `git submodule foreach command…`, `git bisect run command…` */
function runnerReading(words: readonly CommandWord[], told: number, read: Readers): Reading {
  const at = words.findIndex(({ value }, index) => index > told && !/^-./.test(value));
  const before = words.slice(0, at < 0 ? words.length : at);
  const rest = words.slice(before.length);
  const own = before.map((_, index): Role => (index === 0 ? "command" : "plain"));
  if (rest.length === 1) return { roles: [...own, "line"], input: "plain" };
  return { roles: [...own, ...read.command(rest).roles], input: "plain" };
}

/** `ext::command` */
function isCommandUrl(word: CommandWord | undefined): boolean {
  return word?.value.startsWith("ext::") ?? false;
}
