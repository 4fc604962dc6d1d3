/** How a survey follows what is printed: by functions, by what tells of variables, and to what `exec` has opened. */
import type { Command, SyntaxNode } from "unbash";
import type { Role } from "./argument-roles.ts";
import { isSpeltOut } from "./constants.ts";
import { programs } from "./known-commands.ts";
import { bareCommand } from "./survey-builtins.ts";
import { type Context, outside, type Survey, under } from "./survey-context.ts";
import { also, intoFiles, noteTaken, wordsIn } from "./survey-files.ts";
import { carriers, outputOf } from "./variable-flow.ts";

/** The context of what a function prints: that goes wherever it is called. */
export function intoOutput(context: Context, name: string): Context {
  return also(context, [outputOf(name), carriers.anyOutput]);
}

/** Notes what a command prints that has been put elsewhere: by a function, or in variables. */
export function noteOutput(
  survey: Survey,
  command: Command,
  roles: readonly Role[],
  context: Context,
): void {
  const { name, pos } = command;
  if (!name) return;
  const words = wordsIn(command);
  const called = words.filter(({ value }, at) => at === 0 || survey.functions.has(value));
  for (const { value } of called) noteTaken(survey, outputOf(value), context, pos);
  if (!isSpeltOut(name)) noteTaken(survey, carriers.anyOutput, context, pos);
  const last = words.findLast((_, at) => at === 0 || roles[at] === "command")?.value;
  if (last === "pwd") noteTaken(survey, "PWD", asWhole(context), pos);
  if (last === "printenv") noteTaken(survey, carriers.anyVariable, asWhole(context), pos);
  const program = programs.get(last ?? "");
  if (words.some(({ value }) => /\bENVIRON\b/.test(value) && program?.runs?.(value))) {
    survey.flow.uses.push({ carrier: carriers.anyVariable, kind: "command" });
  }
  // Each is told with its name before it.
  if (last === "env") {
    noteTaken(survey, carriers.anyVariable, { ...context, carriers: named(context) }, pos);
  }
}

/** Nothing else stands there: where code is read, it begins a command. */
function asWhole(context: Context): Context {
  return context.strict === "nestedCode" ? under(context, "command") : context;
}

function named({ carriers: takers }: Context): Context["carriers"] {
  return takers.map(({ name }) => ({ name, directly: true }));
}

/** `exec > file`, `exec 3> >(command)`, `coproc command`: what is printed from then on may go there. */
export function noteOpened(survey: Survey, nodes: readonly SyntaxNode[]): void {
  const { opened } = survey.flow;
  for (const node of nodes) {
    if (node.type === "Coproc") opened.add(carriers.input);
    if (node.type !== "Command" || bareCommand(node).name?.value !== "exec") continue;
    for (const { name } of intoFiles(survey, outside, node.redirects).carriers) {
      opened.add(name.replace(/@\d+$/, ""));
    }
  }
}

/** The context of all that a statement prints. */
export function intoOpened({ flow }: Survey, context: Context): Context {
  const names = [...flow.opened].map((name) =>
    name === carriers.input ? name : `${name}@${flow.moment}`,
  );
  return also(context, names);
}
