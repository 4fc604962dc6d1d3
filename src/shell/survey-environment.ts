/** How a survey follows what is in the environment to programs that put it into shell code as it is. */
import type { Command } from "unbash";
import type { Role } from "./argument-roles.ts";
import { declaring } from "./known-commands.ts";
import { wordsOf } from "./program.ts";
import { bareCommand, textOf } from "./survey-builtins.ts";
import type { Survey } from "./survey-context.ts";
import { wordsIn } from "./survey-files.ts";
import { carriers } from "./variable-flow.ts";

/** To `make`, each variable of the environment is one of its own: `$(tag)` in a recipe is a part of code. */
const makers = new Set(wordsOf("make gmake bmake remake"));

/** Notes which variables a command has in its environment, and what it makes of them. */
export function noteEnvironment(survey: Survey, command: Command, roles: readonly Role[]): void {
  const { uses, copies } = survey.flow;
  const { environment, anyVariable } = carriers;
  const name = command.name?.value ?? "";
  const given = namesGivenTo(command);
  const named = wordsIn(command).filter((_, at) => at === 0 || roles[at] === "command");
  const makes = named.some(({ value }) => makers.has(value.slice(value.lastIndexOf("/") + 1)));
  if (makes) {
    for (const carrier of [...given, environment])
      uses.push({ carrier, kind: "nestedCode", isPart: true });
  }
  const isExported =
    exports(command) ||
    survey.functions.has(name) ||
    roles.some((role) => /^(shell|line)$/.test(role));
  if (isExported) {
    for (const from of [...given, ...namesIn(command)]) {
      copies.push({ from, to: environment, isNext: false });
    }
  }
  if (exportsAll(command)) copies.push({ from: anyVariable, to: environment, isNext: false });
}

/** In front of it, and for what it runs: `A=b env C=d make`, `docker run --env=E=f image make`. */
export function namesGivenTo({ prefix, args }: Command): string[] {
  const own = prefix.flatMap((part) => (part.type === "Assignment" ? [part.name] : []));
  return [...own, ...args.flatMap((arg) => givenBy(textOf(arg))?.name ?? [])];
}

/** `env x=value`, `docker run --env=x=value`: code that it runs may have the variable; null for any other word. */
export function givenBy(word: string): { name: string; after: number } | null {
  const [before = "", name] = /^(?:-[A-Za-z]|--[\w-]+=)?([A-Za-z_]\w*)\+?=/.exec(word) ?? [];
  return name === undefined ? null : { name, after: before.length };
}

/** `export a b` */
function namesIn(command: Command): string[] {
  return exports(command)
    ? command.args.map(textOf).filter((text) => /^[A-Za-z_]\w*$/.test(text))
    : [];
}

function exports(command: Command): boolean {
  const { name, args } = bareCommand(command);
  if (name?.value === "export") return true;
  return declaring.has(name?.value ?? "") && args.some((arg) => /^-\w*x/.test(textOf(arg)));
}

/** From then on, whatever is set: `set -a`. */
function exportsAll(command: Command): boolean {
  const { name, args } = bareCommand(command);
  return name?.value === "set" && args.some((arg) => /^-\w*a|^allexport$/.test(textOf(arg)));
}
