/** Says which parameter of shell code each word of a command becomes, and where such code is read from. */
import type { Reading, Role } from "./argument-roles.ts";
import type { CommandWord } from "./command-line.ts";

export type Parameter = "zeroth" | "first" | "later" | "any";

/** `set -e -o pipefail -- first…` */
export function setReading(words: readonly CommandWord[]): Reading {
  let at = 1;
  for (; /^[-+]./.test(words[at]?.value ?? ""); at += 1) {
    const { value = "" } = words[at] ?? {};
    if (value === "--") {
      at += 1;
      break;
    }
    if (/^[-+][a-zA-Z]*o$/.test(value)) at += 1;
  }
  const options = words.slice(0, at).map((_, index): Role => (index === 0 ? "command" : "plain"));
  return { roles: [...options, ...parameters(words.slice(at))], input: "plain" };
}

/** `bash -c code $0 $1…`, `bash file $1…`, `bash -s $1…` */
export function shellReading(words: readonly CommandWord[]): Reading {
  let code = false;
  let input = false;
  let at = 1;
  for (; at < words.length; at += 1) {
    const value = words[at]?.value ?? "";
    if (!/^[-+]./.test(value)) break;
    if (value === "--") {
      at += 1;
      break;
    }
    if (/^-[a-z]*c/i.test(value)) code = true;
    if (/^-[a-z]*s/i.test(value)) input = true;
    if (/^[-+]([a-z]*[oO]|-rcfile|-init-file)$/.test(value)) at += 1;
  }
  const file = words[at];
  // `bash "$@"`: the first of them may be `-c`; so may be `$o` after `o=-c`.
  const spreads = file !== undefined && !file.literal && isSpread(file);
  const opens = spreads || file?.isOption;
  const given = code ? scriptParameters(words.slice(at + 1)) : parameters(words.slice(at));
  const roles = words.map((_, index): Role => {
    if (index === 0) return "command";
    if (index < at) return "code";
    if (code) return index === at ? "shell" : (given[index - at - 1] ?? "later");
    if (opens) return index > at ? "line" : spreads ? "spread" : "command";
    if (input) return given[index - at] ?? "later";
    return index === at ? "command" : "plain";
  });
  const isRead = input || (!code && namesInput(words[at]?.value ?? ""));
  return { roles, input: isRead ? "shell" : "plain" };
}

/** `let n=1`, `read name`; behind `getopts letters name`, the words stand for parameters. */
export function evaluatedReading(name: string, words: readonly CommandWord[]): Reading {
  const roles = words.map((_, at): Role => (at === 0 ? "command" : "code"));
  if (name !== "getopts") return { roles, input: "plain" };
  return { roles, input: "plain", parameters: roles.map((role, at) => (at > 2 ? "later" : role)) };
}

/** `bash -c code $0 $1…`: of the words behind the code. */
function scriptParameters(words: readonly CommandWord[]): Parameter[] {
  const [zeroth, ...others] = words;
  if (zeroth === undefined) return [];
  return zeroth.isOpen ? words.map(() => "any") : ["zeroth", ...parameters(others)];
}

/** What words are to shell code: behind those that may become none or several, any may be any. */
export function parameters(words: readonly CommandWord[]): Parameter[] {
  const known = words.findIndex(({ isOpen }) => !isOpen);
  return words.map((_, index) => {
    if (known >= 0 && index > known) return "later";
    return index === known && index === 0 ? "first" : "any";
  });
}

/** Whether what a script is read from is standard input. */
export function namesInput(file: string): boolean {
  return /^($|-$|\/dev\/(stdin$|fd\/)|\/proc\/.*\/fd\/)/.test(file);
}

/** Whether it becomes any number of words. */
export function isSpread({ value }: CommandWord): boolean {
  return /\$(@|\{@|\{\w+\[@\])|^\{/.test(value);
}
