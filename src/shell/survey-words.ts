/** How a survey goes through words: quotes, expansions, patterns and arithmetic. */
import type { CommandExpansionPart, ParameterExpansionPart, SyntaxNode, Word } from "unbash";
import { commandTables } from "./known-commands.ts";
import type { PlaceKind } from "./place-kind.ts";
import { valueContext } from "./survey-builtins.ts";
import {
  type Context,
  isSplit,
  note,
  noteNames,
  noteSubscript,
  noteText,
  noteUse,
  type Survey,
  under,
  type Visitors,
} from "./survey-context.ts";
import { noteGlob, notePattern } from "./survey-files.ts";
import { carriers } from "./variable-flow.ts";

export const wordVisitors: Visitors = {
  Word: visitWord,
  Literal: note,
  DoubleQuoted: (survey, node, context) => {
    survey.visitChildren(node, { ...context, quoted: true });
  },
  SingleQuoted: (survey, node, context) => note(survey, node, under(context, "singleQuoted")),
  AnsiCQuoted: (survey, node, context) => {
    // dash knows no `$'…'`: to it `\'` ends the quotes.
    const isOpen = node.text.includes("\\'");
    note(survey, node, under(context, isOpen ? "command" : "otherQuotes"));
  },
  LocaleString: (survey, node, context) => {
    visitStrictly(survey, node, { ...context, quoted: true }, "otherQuotes");
  },
  Glob: (survey, node, context) => {
    noteGlob(survey, context, node.pos);
    visitStrictly(survey, node, context, "pattern");
  },
  ExtendedGlob: (survey, node, context) => {
    noteGlob(survey, context, node.pos);
    visitStrictly(survey, node, context, "extendedPattern");
  },
  BraceExpansion: (survey, node, context) => visitStrictly(survey, node, context, "braces"),
  ArithmeticExpansion: (survey, node, context) => {
    visitStrictly(survey, node, context, "arithmetic");
  },
  ArithmeticWord: (survey, node, context) => {
    note(survey, node, context);
    noteNames(survey, node.value);
    survey.visitChildren(node, context);
  },
  SimpleExpansion: (survey, node, context) => {
    note(survey, node, under(context, "variableName"));
    noteUse(survey, node.text.slice(1), context, node.pos);
  },
  ParameterExpansion: visitParameter,
  CommandExpansion: visitSubstitution,
};

/** For what has parts, and text between them that has no node of its own. */
export function visitStrictly(
  survey: Survey,
  node: SyntaxNode,
  context: Context,
  kind: PlaceKind,
): void {
  note(survey, node, under(context, kind));
  survey.visitChildren(node, under(context, kind));
}

function visitWord(survey: Survey, node: Word, context: Context): void {
  const word = { start: node.pos, end: node.end };
  const inWord = { ...(isUnread(node) ? under(context, "unreadable") : context), word };
  note(survey, node, inWord);
  notePattern(survey, node, context);
  if (commandTables.test(`${node.text} ${node.value}`) && !isMention(survey, context)) {
    survey.flow.changesTables = true;
  }
  if (context.strict === "arithmetic") noteNames(survey, node.text);
  survey.visitChildren(node, inWord);
}

/** Whether a word is told to a command that does nothing with it but tell: no code, no variable, no file has it. */
function isMention({ code }: Survey, { argument, strict, carriers: takers }: Context): boolean {
  const isLast = takers.every(({ name }) => name === "_") && !/\$\{?_\b/.test(code);
  return argument && strict === null && (takers.length === 0 || isLast);
}

/** A word that was not taken apart although it has something in it for a shell: the parser has lost its way. */
function isUnread({ parts, text }: Word): boolean {
  return parts === undefined && /["'`(]|\$[\w({'"]/.test(text.replace(/\\./gs, ""));
}

function visitParameter(survey: Survey, node: ParameterExpansionPart, context: Context): void {
  const { operation } = node;
  note(survey, node, under(context, "variableName"));
  if (commandTables.test(node.parameter) && operation?.type === "Default") {
    survey.flow.changesTables = true;
  }
  // `${!x}` and `${x@P}` expand the value of the variable once more.
  const again =
    node.prefix === "!" || (operation?.type === "Transform" && operation.operand.value === "P");
  if (again) for (const name of survey.subscripted) noteSubscript(survey, name);
  // `${@:2}`: the second is the first that it gives.
  const isMoved = /^[@*]$/.test(node.parameter) && operation !== undefined;
  const variable = isMoved ? "1" : node.parameter;
  noteUse(survey, variable, again ? under(context, "nestedCode") : context, node.pos);
  if (node.prefix === "!") noteUse(survey, carriers.anyVariable, context, node.pos);
  if (node.index) survey.visit(node.index, under(context, "arithmetic"));
  if (operation) {
    const kind = operation.type === "Slice" ? "arithmetic" : "parameter";
    const around = operation.type === "Default" ? defaultContext(context, node) : context;
    survey.visitChildren(operation, under(around, kind));
  }
}

/** The context of what `${x:-text}` gives in place of the variable, and `${x:=text}` gives to it. */
function defaultContext(
  context: Context,
  { operation, parameter, prefix }: ParameterExpansionPart,
) {
  if (operation?.type !== "Default" || !operation.operator.endsWith("=")) return context;
  // Which one gets it is not known.
  if (prefix === "!") return under(context, "command");
  const carriers = [...context.carriers, { name: parameter, directly: true }];
  return valueContext({ ...context, carriers }, parameter);
}

function visitSubstitution(survey: Survey, node: CommandExpansionPart, context: Context): void {
  const { script } = node;
  const outer = { ...context, splitsPrinted: isSplit(context) };
  const around = node.text.startsWith("`") ? under(outer, "backticks") : outer;
  note(survey, node, under(around, "unknown"));
  if (!script) return;
  if (script.source === undefined) survey.visit(script, around);
  // Backslashes in backticks are taken away first: what is left has offsets of its own.
  else noteText(survey, node, script.source, { ...around, isPiped: false });
}
