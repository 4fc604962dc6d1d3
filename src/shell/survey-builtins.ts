/** How a survey goes through what some commands do to variables and parameters: set, read and hand them on. */
import type { Command } from "unbash";
import type { Role } from "./argument-roles.ts";
import {
  arithmeticVariables,
  declaring,
  evaluatingBuiltins,
  evaluatingOptions,
} from "./known-commands.ts";
import { selectsWhatRuns } from "./known-variables.ts";
import { wordsOf } from "./program.ts";
import { type Context, noteSubscript, type Survey, under } from "./survey-context.ts";
import { carriers } from "./variable-flow.ts";

export type NamedCommand = Pick<Command, "name" | "args">;

/** Without `builtin` and `command` in front of it. */
export function bareCommand({ name, args }: NamedCommand): NamedCommand {
  const at = args.findIndex((arg) => !/^-/.test(textOf(arg)));
  const first = args[at];
  if (!/^(builtin|command)$/.test(name?.value ?? "") || first?.type !== "Word") {
    return { name, args };
  }
  return bareCommand({ name: first, args: args.slice(at + 1) });
}

/** `declare -i n`: from then on, what is assigned to n is evaluated. */
export function noteDeclared(
  survey: Survey,
  { name, args }: NamedCommand,
  roles: readonly Role[],
): void {
  if (!declaring.has(name?.value ?? "")) return;
  if (!args.some((arg) => arg.type === "Word" && /^-[A-Za-z]*[aAin]/.test(arg.value))) return;
  const isReference = args.some((arg) => arg.type === "Word" && /^-\w*n/.test(arg.value));
  args.forEach((arg, index) => {
    const carrier = arg.type === "Assignment" ? arg.name : arg.value;
    if (roles[index + 1] === "code") survey.flow.uses.push({ carrier, kind: "nestedCode" });
    if (arg.type === "Assignment" && isReference) {
      // Each of the two names holds what the other does.
      const { flow } = survey;
      const [from, to] = [carrier, arg.value.type === "Word" ? arg.value.value : ""];
      flow.copies.push({ from, to, isNext: false }, { from: to, to: from, isNext: false });
    }
    // It may be told later what to stand for.
    const isName = arg.type === "Assignment" ? /[$`]/.test(arg.text) : /^[A-Za-z_]/.test(carrier);
    if (isReference && isName) {
      survey.flow.copies.push({ from: carriers.anyVariable, to: carrier, isNext: false });
    }
  });
}

/** `bash "$@"`, `sudo "$@"` after `f -u root`: any of the parameters may be what it runs. */
export function noteSpread(survey: Survey, { args }: Command, roles: readonly Role[]): void {
  const { flow, handsOptions } = survey;
  const isWrapped = args.some(
    (arg, index) => roles[index + 1] === "command" && /\$(\{?[@*])/.test(textOf(arg)),
  );
  if (!roles.includes("spread") && !(isWrapped && handsOptions)) return;
  for (const carrier of [carriers.firstParameter, carriers.laterParameters]) {
    flow.uses.push({ carrier, kind: "command" });
  }
}

/** `read 'a[x]'`, `n='a[x]'; read "$n"`, `declare -n r='a[x]'` */
export function noteSubscripts(
  survey: Survey,
  { name, args }: NamedCommand,
  roles: readonly Role[],
): void {
  const command = name?.value ?? "";
  if (!evaluatingBuiltins.has(command) && !evaluatingOptions.has(command)) return;
  const names = args.filter((_, index) => roles[index + 1] === "code").map(textOf);
  const areKnown = !names.some((one) => /\$|`|^-[A-Za-z]*n/.test(one));
  for (const one of areKnown ? names : [...names, ...survey.subscripted]) {
    noteSubscript(survey, one);
  }
}

/** `xargs sh -c code`: what the code has as its parameters are words of the input. */
export function noteFed({ flow }: Survey): void {
  const { zerothParameter, firstParameter, laterParameters, input } = carriers;
  for (const to of [zerothParameter, firstParameter, laterParameters]) {
    flow.copies.push({ from: input, to, isNext: false });
  }
}

/** `read x` copies its input into x. */
export function noteRead(survey: Survey, { name, args }: NamedCommand): void {
  if (!/^(read|mapfile|readarray)$/.test(name?.value ?? "")) return;
  const named = args.flatMap((arg) => (arg.type === "Word" ? [arg.value] : []));
  for (const to of ["REPLY", "MAPFILE", ...named]) {
    survey.flow.copies.push({ from: carriers.input, to, isNext: false });
  }
}

/** `getopts x: name` copies parameters into a variable of its own. */
export function noteOptions({ flow }: Survey, { name }: NamedCommand): void {
  if (name?.value !== "getopts") return;
  const { firstParameter, laterParameters, joinedOption } = carriers;
  for (const from of [firstParameter, laterParameters, joinedOption]) {
    flow.copies.push({ from, to: "OPTARG", isNext: false });
  }
}

/** `printf -v x format value`: the context of its words, which x gets; of a name that is not known, any may. */
export function intoPrinted(context: Context, { name, args }: NamedCommand): Context {
  const [option, next] = args.map(textOf);
  if (name?.value !== "printf" || option === undefined || !/^-v/.test(option)) return context;
  const printed = /^([A-Za-z_]\w*)(\[|$)/.exec(option.slice(2) || (next ?? ""))?.[1];
  if (printed === undefined) return under(context, "command");
  return { ...context, carriers: [...context.carriers, { name: printed, directly: true }] };
}

/** The context of what a variable is set to. */
export function valueContext(context: Context, name: string): Context {
  if (selectsWhatRuns(name)) return under(context, "command");
  return arithmeticVariables.has(name) ? under(context, "arithmetic") : context;
}

/** Whether it prints its words, or a part of each, and does so where others read it. */
export function tells({ name, redirects }: Command): boolean {
  return (
    tellers.has(name?.value ?? "") && !redirects.some(({ operator }) => operator.includes(">"))
  );
}

/** Those that print what they are told, or a part of it. */
const tellers = new Set(wordsOf("echo printf basename dirname realpath"));

/** `cd directory`: the context of its words, which a shell keeps. */
export function intoDirectory(context: Context, { name }: NamedCommand): Context {
  if (!/^(cd|pushd)$/.test(name?.value ?? "")) return context;
  const kept = ["PWD", "OLDPWD", "DIRSTACK"].map((one) => ({ name: one, directly: true }));
  return { ...context, carriers: [...context.carriers, ...kept] };
}

export function textOf(arg: Command["args"][number]): string {
  return arg.type === "Word" ? arg.value : arg.text;
}
