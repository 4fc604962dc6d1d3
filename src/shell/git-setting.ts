/** Finds what `git config` sets: such a setting stays, and many are commands that git runs later. */
import type { Reading, Role } from "./argument-roles.ts";
import { type CommandWord, commandLineOf } from "./command-line.ts";
import { programs, takesCommandLine } from "./known-commands.ts";

/** `git config [set] name value`; null where the words set nothing. */
export function gitSettingReading(words: readonly CommandWord[]): Reading | null {
  const setting = settingIn(words);
  const word = setting && words[setting.name];
  if (!word) return null;
  const { name, value } = setting;
  const isCode = !word.literal || takesCommandLine(word.value);
  const roles = words.map((_, index): Role => {
    if (index === 0) return "command";
    // A setting that is not known may be an alias.
    if (index === name && !word.literal) return isSpread.test(word.value) ? "spread" : "command";
    return index === value && isCode ? "line" : "plain";
  });
  return { roles, input: "plain" };
}

/** The indexes of the words that are the name of a setting and its value. */
interface GitSetting {
  readonly name: number;
  readonly value: number;
}

function settingIn(words: readonly CommandWord[]): GitSetting | null {
  const git = programs.get("git");
  const verb = git ? commandLineOf(words, 1, git).operands[0] : undefined;
  if (verb === undefined || words[verb]?.value !== "config") return null;
  const operands: number[] = [];
  for (let at = verb + 1; at < words.length; at += 1) {
    const { value = "" } = words[at] ?? {};
    if (/^--(get|list|unset|remove|rename|edit)/.test(value)) return null;
    if (takesValue.test(value)) at += 1;
    else if (!/^-./.test(value)) operands.push(at);
  }
  const [first = 0] = operands;
  const word = words[first]?.value ?? "";
  if (/^(get|list|unset|edit|(rename|remove)-section)$/.test(word)) return null;
  const [name, value] = word === "set" ? operands.slice(1) : operands;
  if (name === undefined) return null;
  // `git config "$@"` may set one.
  if (value === undefined)
    return isSpread.test(words[name]?.value ?? "") ? { name, value: name } : null;
  return { name, value };
}

const takesValue = /^(-f|--file|--blob|--type|--comment|--value|--url|--default)$/;

const isSpread = /\$(@|\{@|\{\w+\[@\])/;
