/** What git runs: commands of its own verbs, and those that its settings call aliases. */
import { type CommandLine, commandLineOf } from "../command-line.ts";
import { programs } from "../known-commands.ts";
import { plainInner } from "../program.ts";
import { anywhere, hasHole } from "./holes.ts";
import { made, type ShellWord } from "./words.ts";
import { byProgram, codeIn, type Run, type SeenThrough, type Sight } from "./wrappers.ts";

/** `git bisect run command…`, `git submodule foreach code`, `git rebase -x code`; other options as in the table. */
export function git(words: readonly ShellWord[], sight: Sight): SeenThrough | null {
  const program = programs.get("git");
  if (!program) return null;
  const seen = byProgram(words, program, sight);
  const line = commandLineOf(words, 1, { ...program, inner: plainInner });
  const run = runByGit(words.slice(line.end));
  const runs = [...(run ? [run] : []), ...runsOfAliases(words, line)];
  if (runs.length === 0) return seen;
  return { ...seen, keeps: words, runs: [...(seen?.runs ?? []), ...runs] };
}

function runByGit([verb, ...args]: readonly ShellWord[]): Run | null {
  const at = args.findIndex(({ value }) => !value.startsWith("-"));
  const name = args[at]?.value;
  const rest = args.slice(at + 1);
  if (verb?.value === "bisect" && name === "run" && rest.length > 0) {
    return { kind: "words", words: rest, isOwn: false };
  }
  if (verb?.value === "submodule" && name === "foreach") {
    const code = rest.findIndex(({ value }) => !value.startsWith("-"));
    return code < 0 ? null : codeIn(rest.slice(code));
  }
  const exec = args.findIndex(({ value }) => /^-[a-zA-Z]*x/.test(value));
  const option = args[exec];
  if (verb?.value !== "rebase" || !option) return null;
  const joined = option.value.replace(/^-[a-zA-Z]*?x/, "");
  const next = args[exec + 1];
  if (joined !== "") return { ...codeIn([option]), text: joined };
  return next ? codeIn([next]) : null;
}

/** `git -c alias.x='!code' x word…`: also where it is not used. */
function runsOfAliases(words: readonly ShellWord[], { values, end }: CommandLine): readonly Run[] {
  const args = words.slice(end + 1);
  return values.flatMap(({ option, at, text }) => {
    const word = words[at];
    return option === "-c" && word ? runsOf(word, text, args, withoutSetting(words, at, end)) : [];
  });
}

/** An alias of an alias does not come back to itself. */
function withoutSetting(words: readonly ShellWord[], at: number, end: number): ShellWord[] {
  const isJoined = /^-c./.test(words[at]?.value ?? "");
  return [...words.slice(0, isJoined ? at : at - 1), ...words.slice(at + 1, end)];
}

function runsOf(
  word: ShellWord,
  setting: string,
  args: readonly ShellWord[],
  outer: readonly ShellWord[],
): readonly Run[] {
  const equals = setting.indexOf("=");
  const [name, value] = [setting.slice(0, Math.max(equals, 0)), setting.slice(equals + 1)];
  if (hasHole(name) || (equals < 0 && hasHole(setting))) return [{ ...codeIn([word]), text: null }];
  if (!/^alias\./i.test(name)) return [];
  if (hasHole(value[0] ?? "")) return [{ ...codeIn([word]), text: null }];
  const make = (text: string) => made(text, text, word);
  if (!value.startsWith("!")) {
    const words = value.split(/\s+/).filter((one) => one !== "");
    const plain = words.map((one) => make(one.replace(/["']/g, "")));
    return [{ kind: "words", words: [...outer, ...plain, ...args], isOwn: false }];
  }
  // In the topmost directory of the repository.
  const begins = { isAway: true, path: anywhere };
  const code = [make("sh"), make("-c"), make(`${value.slice(1)} "$@"`), make("sh"), ...args];
  return [{ kind: "words", words: code, isOwn: false, begins }];
}
