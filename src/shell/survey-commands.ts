/** How a survey goes through commands: pipelines, arguments, assignments, tests, loops and cases. */
import {
  type Assignment,
  type Command,
  forEachChild,
  type Pipeline,
  type SyntaxNode,
  type TestBinaryExpression,
  type TestExpression,
  type Word,
} from "unbash";
import type { Role } from "./argument-roles.ts";
import { isSpeltOut } from "./constants.ts";
import { feeders } from "./file-commands.ts";
import { commandTables } from "./known-commands.ts";
import type { Input } from "./program.ts";
import { namedSetting } from "./setting.ts";
import {
  bareCommand,
  intoDirectory,
  intoPrinted,
  noteDeclared,
  noteFed,
  noteOptions,
  noteRead,
  noteSpread,
  noteSubscripts,
  tells,
  textOf,
  valueContext,
} from "./survey-builtins.ts";
import {
  type Context,
  into,
  note,
  noteSubscript,
  noteText,
  noteUse,
  outside,
  type Survey,
  under,
  underInput,
  type Visitors,
} from "./survey-context.ts";
import { givenBy, noteEnvironment } from "./survey-environment.ts";
import {
  intoFiles,
  intoOperands,
  intoProcesses,
  isAny,
  noteFiles,
  operandContext,
  through,
} from "./survey-files.ts";
import { noteHeeding, noteStartup } from "./survey-heeded.ts";
import { noteInherited } from "./survey-inherited.ts";
import {
  inputOf,
  inputOfCommand,
  readingOfCommand,
  shellText,
  strictest,
} from "./survey-inputs.ts";
import { intoOutput, noteOutput } from "./survey-outputs.ts";
import { visitRedirection } from "./survey-redirections.ts";
import {
  heededWords,
  listedElements,
  listedWords,
  noteForeignWords,
  notePrintedSigns,
  noteSigns,
} from "./survey-signs.ts";
import { visitStrictly } from "./survey-words.ts";
import { carriers } from "./variable-flow.ts";

export const commandVisitors: Visitors = {
  Pipeline: visitPipeline,
  Command: visitCommand,
  Redirected: (survey, node, context) => {
    const around = intoFiles(survey, context, node.redirects);
    // What it reads then comes from there, and no more from a pipe around it.
    const isTold = node.redirects.some(({ operator }) => operator.startsWith("<"));
    survey.visit(node.command, isTold ? { ...around, isPiped: false } : around);
    const input = inputOf(survey, node.command);
    for (const redirect of node.redirects) visitRedirection(survey, redirect, around, input);
  },
  Assignment: visitAssignment,
  ProcessSubstitution: (survey, node, context) => {
    note(survey, node, under(context, "unknown"));
    // What is written there by whatever writes is its input.
    if (node.operator === ">" && node.script) noteInput(survey, inputOf(survey, node.script));
    survey.visitChildren(node, { ...into(context, carriers.input), splitsPrinted: false });
  },
  For: visitLoop,
  Select: visitLoop,
  Function: visitNamed,
  Coproc: visitNamed,
  Case: (survey, node, context) => {
    survey.visit(node.word, { ...context, splits: false });
    for (const item of node.items) survey.visit(item, context);
  },
  CaseItem: (survey, node, context) => {
    for (const pattern of node.pattern) survey.visit(pattern, under(context, "pattern"));
    survey.visit(node.body, context);
  },
  ArithmeticFor: (survey, node, context) => {
    for (const part of [node.initialize, node.test, node.update]) {
      if (part) survey.visit(part, under(context, "arithmetic"));
    }
    survey.visit(node.body, context);
  },
  ArithmeticCommand: (survey, node, context) => {
    visitStrictly(survey, node, context, "arithmetic");
  },
  TestUnary: (survey, node, context) => {
    const takesName = /^-[vR]$/.test(node.operator);
    if (takesName) noteSubscript(survey, node.operand.value);
    const around = takesName ? under(context, "nestedCode") : context;
    survey.visit(node.operand, { ...around, splits: false });
  },
  TestBinary: visitComparison,
  TestLogical: (survey, node, context) => {
    survey.visitChildren(node, context);
    // To `sh`, which knows no `[[ ]]`, the command `[[` fails, and another one begins after `||`.
    const later = node.operator === "||" ? node.operands.slice(1) : [];
    for (const word of later.flatMap(firstWords)) note(survey, word, under(context, "afterOr"));
  },
};

function firstWords(test: TestExpression): Word[] {
  switch (test.type) {
    case "TestUnary":
      return test.operand.pos === test.pos ? [test.operand] : [];
    case "TestBinary":
      return [test.left];
    case "TestLogical":
      return test.operands.flatMap(firstWords);
    case "TestNot":
      return firstWords(test.operand);
    case "TestGroup":
      return firstWords(test.expression);
  }
}

function visitPipeline(survey: Survey, node: Pipeline, context: Context): void {
  const ways = waysOut(survey, node.commands, context);
  node.commands.forEach((command, index) => {
    const { written, input } = ways[index + 1] ?? { written: context, input: "plain" };
    const around = index + 1 < ways.length ? into(written, carriers.input) : context;
    const isLast = index === node.commands.length - 1;
    const isPiped = context.isPiped || index > 0;
    const splitsPrinted = context.splitsPrinted && isLast;
    survey.visit(command, { ...underInput(around, input), isPiped, splitsPrinted });
    if (input === "shell") noteWordsAsCode(survey, command);
    if (input === "code") notePrintedSigns(survey, command);
  });
}

interface WayOut {
  /** The context of what goes into all files that it or any command behind it writes. */
  readonly written: Context;
  /** The strictest of its input and theirs. */
  readonly input: Input;
}

/** For each command of a pipe, what becomes of what it is given. */
function waysOut(
  survey: Survey,
  commands: readonly SyntaxNode[],
  context: Context,
): readonly WayOut[] {
  let way: WayOut = { written: context, input: "plain" };
  const ways = commands.toReversed().map((command) => {
    const written = intoWritten(survey)(way.written, command);
    way = { written, input: strictest([way.input, inputOf(survey, command)]) };
    return way;
  });
  return ways.reverse();
}

/** What goes through a pipe goes to all files that any command behind it writes. */
function intoWritten(survey: Survey): (context: Context, node: SyntaxNode) => Context {
  return (context, node) => {
    let around = context;
    if (node.type === "Command") {
      const { roles } = readingOfCommand(survey, node);
      const written = intoProcesses(intoFiles(survey, context, node.redirects), node);
      around = through(intoOperands(survey, written, node, roles), node, roles);
    }
    if (node.type === "Redirected") around = intoFiles(survey, context, node.redirects);
    forEachChild(node, (child) => {
      around = intoWritten(survey)(around, child);
    });
    return around;
  };
}

/** What a command prints can begin with any of its words, and a shell that reads it runs that. */
export function noteWordsAsCode(survey: Survey, node: SyntaxNode): void {
  if (node.type === "Word") noteText(survey, node, node.value);
  if (node.type === "HereDocBody") noteSigns(survey, node, node.text);
  forEachChild(node, (child) => noteWordsAsCode(survey, child));
}

function visitCommand(survey: Survey, node: Command, outer: Context): void {
  const reading = readingOfCommand(survey, node);
  const { roles, parameters, input: own, replaced = outer.replaced } = reading;
  const written = intoProcesses(intoFiles(survey, outer, node.redirects), node);
  const context = { ...through(written, node, roles), reader: null };
  const reader = readerOf(node, roles);
  for (const part of node.prefix) if (part.type === "Assignment") survey.visit(part, context);
  if (node.name) survey.visit(node.name, under(context, "command"));
  const bare = bareCommand(node);
  const bareRoles = roles.slice(node.args.length - bare.args.length);
  noteDeclared(survey, bare, bareRoles);
  noteSpread(survey, node, roles);
  noteSubscripts(survey, bare, bareRoles);
  if (own === "arguments" && roles.includes("shell")) noteFed(survey);
  noteRead(survey, bare);
  noteOptions(survey, bare);
  noteFiles(survey, node, reading, context);
  noteHeeding(survey, node, roles);
  noteEnvironment(survey, node, roles);
  noteOutput(survey, node, reading, context);
  const told = outer.splitsPrinted && tells(node) ? under(context, "unquotedLater") : context;
  const printed = intoDirectory(intoPrinted(told, bare), bare);
  const operands = operandContext(survey, printed, node, roles);
  const heeded = heededWords(survey, node, roles);
  const listed = listedWords(survey, node, parameters ?? roles);
  node.args.forEach((arg, index) => {
    const role = roles[index + 1] ?? "plain";
    const operand = role === "plain" ? operands : printed;
    const heeds = heeded.get(index + 1) ?? null;
    const plain = { ...operand, argument: true, replaced, heeds, listed: listed(index + 1) };
    const last = index === node.args.length - 1 ? asLast(plain) : plain;
    const handed = argumentContext(last, parameters?.[index + 1] ?? "plain", node.name, arg);
    survey.visit(
      arg,
      argumentContext({ ...handed, reader: role === "code" ? reader : null }, role, node.name, arg),
    );
  });
  noteShellWords(survey, node, roles, { ...context, isPiped: isAny(feeders, node, roles) });
  noteForeignWords(survey, node, roles);
  const input = inputOfCommand(survey, node);
  if (survey.reopens) noteInput(survey, input);
  const inward = intoOperands(survey, context, node, roles);
  if (!outer.isPiped) noteInherited(survey, node, roles, inward);
  for (const redirect of node.redirects) visitRedirection(survey, redirect, inward, input);
}

/** The command itself, or the last one that it runs. */
function readerOf({ name, args }: Command, roles: readonly Role[]): string | null {
  const last = args.findLast((_, index) => roles[index + 1] === "command");
  return ((last ? textOf(last) : name?.value) ?? "").replace(/^.*\/|[\d.]*$/g, "") || null;
}

/** The last word of a command is what `$_` gives to the next. */
function asLast(context: Context): Context {
  return { ...context, carriers: [...context.carriers, { name: "_", directly: true }] };
}

function argumentContext(
  context: Context,
  role: Role,
  name: Word | undefined,
  arg: Word | Assignment,
): Context {
  if (role === "plain") {
    const given = givenBy(textOf(arg));
    if (given === null) return context;
    return { ...context, carriers: [...context.carriers, { ...given, directly: true }] };
  }
  const taking = takers[role];
  if (taking) return asOption(taking.reduce(into, context), arg);
  if (role === "command" || role === "spread") return under(context, "command");
  const code = { ...context, isForeign: role === "code" };
  return under(code, name?.value === "let" ? "arithmetic" : "nestedCode");
}

/** What has a word that is a parameter. */
const takers: Partial<Record<Role, readonly string[]>> = {
  zeroth: [carriers.zerothParameter],
  first: [carriers.firstParameter],
  later: [carriers.laterParameters],
  any: [carriers.laterParameters, carriers.zerothParameter, carriers.firstParameter],
};

/** `f -xvalue`: what `getopts` makes of the parameter is the value alone. */
function asOption(context: Context, arg: Word | Assignment): Context {
  const after = /^-[A-Za-z]+/.exec(textOf(arg))?.[0].length;
  if (after === undefined) return context;
  const option = { name: carriers.joinedOption, directly: true, after };
  return { ...context, carriers: [...context.carriers, option] };
}

/** `f -u root x`, `set -- -u root x`, `sh -c 'sudo "$@"' _ -u root x`, `f A=b x` */
export function handsOption(survey: Survey, node: SyntaxNode): boolean {
  if (node.type !== "Command") return false;
  const { roles, parameters = roles, input } = readingOfCommand(survey, node);
  if (input === "arguments" && roles.includes("shell")) return true;
  const word = node.args.find((_, index) => /^(first|any)$/.test(parameters[index + 1] ?? ""));
  if (word === undefined) return false;
  if (word.type === "Assignment" || /^-|^[A-Za-z_]\w*=/.test(word.value)) return true;
  return !isSpeltOut(word) && survey.constants.mayBeOption(word);
}

/** `exec 3< <(echo "$x"); bash <&3` */
function noteInput({ flow }: Survey, input: Input): void {
  const { strict } = underInput(outside, input === "shell" ? "command" : input);
  if (strict) flow.uses.push({ carrier: carriers.input, kind: strict });
}

/** To the shell that reads them, words in a row are one text. */
function noteShellWords(
  survey: Survey,
  command: Command,
  roles: readonly Role[],
  context: Context,
): void {
  const { args } = command;
  const read = args.filter((_, index) => roles[index + 1] === "shell");
  const [first, last] = [read[0], read.at(-1)];
  if (first && last) {
    noteText(survey, { pos: first.pos, end: last.end }, shellText(command, roles), context);
  }
  args.forEach((arg, index) => {
    const role = roles[index + 1];
    if (role !== "line" && role !== "setting") return;
    const line = textOf(arg).replace(/^(--[\w-]+=|-[A-Za-z])/, "");
    const text = role === "line" ? line : (namedSetting(line)?.value ?? line);
    noteText(survey, arg, text, context);
  });
}

function visitAssignment(survey: Survey, node: Assignment, context: Context): void {
  const { name, value, index } = node;
  if (commandTables.test(name)) survey.flow.changesTables = true;
  note(survey, node, under(context, "command"));
  if (index) survey.visit(index, under(context, "arithmetic"));
  const around: Context = {
    ...valueContext(context, name),
    kind: "assignment",
    argument: false,
    carriers: [{ name, directly: true }],
  };
  if (value.type === "Word" && /^(BASH_)?ENV$/.test(name)) noteStartup(survey, value);
  if (value.type === "Word") survey.visit(value, { ...around, splits: false });
  else {
    const listed = listedElements(survey, node);
    value.elements.forEach((element, at) => {
      const inList = { ...around, listed: listed(at) };
      // `[key]=value`: the key is evaluated.
      const isKeyed = element.text.startsWith("[");
      survey.visit(element, isKeyed ? under(inList, "arithmetic") : inList);
    });
  }
}

function visitLoop(
  survey: Survey,
  node: Extract<SyntaxNode, { type: "For" | "Select" }>,
  context: Context,
): void {
  survey.visit(node.name, under(context, "command"));
  const taken = into(context, node.name.value);
  for (const word of node.wordlist ?? []) survey.visit(word, taken);
  // Without a list, it is `"$@"`.
  if (!node.wordlist) noteUse(survey, "@", { ...taken, quoted: true }, node.pos);
  survey.visit(node.body, context);
}

function visitNamed(
  survey: Survey,
  node: Extract<SyntaxNode, { type: "Function" | "Coproc" }>,
  context: Context,
): void {
  if (node.name) survey.visit(node.name, under(context, "command"));
  // Whatever reads from a coprocess has what that prints.
  const isFunction = node.type === "Function";
  const printed = isFunction ? intoOutput(context, node.name.value) : into(context, carriers.input);
  survey.visit(node.body, { ...printed, isPiped: false, splitsPrinted: false });
}

function visitComparison(survey: Survey, node: TestBinaryExpression, context: Context): void {
  const around = { ...context, splits: false };
  const isNumeric = /^-(eq|ne|lt|le|gt|ge)$/.test(node.operator);
  const isPattern = /^(==?|!=|=~)$/.test(node.operator);
  const left = isNumeric ? under(around, "arithmetic") : around;
  const isMatched = node.operator === "=~";
  survey.visit(node.left, isMatched ? matchedBy.reduce(into, left) : left);
  survey.visit(node.right, isPattern ? under(around, "pattern") : left);
}

/** What a shell gives the text to in which it has found a pattern: bash, and zsh. */
const matchedBy = ["BASH_REMATCH", "MATCH", "match"];
