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

/** `let n=1`, `read name`; behind `getopts letters name`, the words stand for parameters. */
export function evaluatedReading(name: string, words: readonly CommandWord[]): Reading {
  const roles = words.map((_, at): Role => (at === 0 ? "command" : "code"));
  if (name !== "getopts") return { roles, input: "plain" };
  return { roles, input: "plain", parameters: roles.map((role, at) => (at > 2 ? "later" : role)) };
}

/** `bash -c code $0 $1…`: of the words behind the code. */
export function scriptParameters(words: readonly CommandWord[]): Parameter[] {
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
