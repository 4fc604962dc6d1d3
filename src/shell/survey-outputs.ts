/** How a survey follows what is printed: by functions, by what tells of variables, and to what `exec` has opened. */
import type { Command, SyntaxNode } from "unbash";
import type { Reading } from "./argument-roles.ts";
import { programs } from "./known-commands.ts";
import { bareCommand } from "./survey-builtins.ts";
import { type Context, outside, type Survey, under } from "./survey-context.ts";
import { namesGivenTo } from "./survey-environment.ts";
import { also, anyAt, intoFiles, isUnknown, noteTaken, wordsIn } from "./survey-files.ts";
import { carriers, namesAt, outputOf } from "./variable-flow.ts";

/** The context of what a function prints: that goes wherever it is called. */
export function intoOutput(context: Context, name: string): Context {
  return also(context, [outputOf(name), carriers.anyOutput]);
}

/** Notes what a command prints that has been put elsewhere: by a function, or in variables. */
export function noteOutput(
  survey: Survey,
  command: Command,
  reading: Reading,
  context: Context,
): void {
  const { name, pos } = command;
  const { roles } = reading;
  if (!name) return;
  const words = wordsIn(command);
  const called = words.filter(({ value }, at) => at === 0 || survey.functions.has(value));
  for (const { value } of called) noteTaken(survey, outputOf(value), context, pos);
  if (mayRunAny(command, reading)) noteAnything(survey, command, context);
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

/** Whether nobody knows what it runs: `$x`, `ls$x`, `sudo "$x"`, `. "$f"`, `… | sh`. */
function mayRunAny(command: Command, { roles, input }: Reading): boolean {
  // What a heredoc or a here-string has for a shell is looked at as code.
  const isTold = command.redirects.some(({ type }) => type !== "Redirect");
  if (/^(shell|command)$/.test(input) && !isTold) return true;
  return wordsIn(command).some(
    (word, at) => (at === 0 || /^(command|spread)$/.test(roles[at] ?? "")) && isUnknown(word),
  );
}

/** Notes that a command may print whatever there is: it may be `ls`, `cat` or `printenv`. */
function noteAnything(survey: Survey, command: Command, context: Context): void {
  const { flow } = survey;
  const { pos } = command;
  const { anyOutput, anyFile, environment } = carriers;
  for (const carrier of [anyOutput, namesAt(flow), anyAt(flow), anyFile, "PWD"]) {
    noteTaken(survey, carrier, context, pos);
  }
  for (const carrier of [...namesGivenTo(command), environment]) {
    noteTaken(survey, carrier, asWhole(context), pos);
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
