/** How a walk goes through the syntax tree: lists, pipelines, conditions, loops, functions. */
import type {
  AndOr,
  CaseItem,
  Elif,
  Function as FunctionNode,
  ParsedScript,
  Pipeline,
  Redirected,
  Statement,
  SyntaxNode,
} from "unbash";
import { parse } from "../parse.ts";
import { numbersBehind, numbersIfPassed, trust } from "./checks.ts";
import { walkCommand } from "./command.ts";
import { isHook, isReadOtherwise, maySetNothing, otherReading } from "./dialect.ts";
import { type Frame, frameIn, type Range, rangeOf } from "./frame.ts";
import { walkArithmeticFor, walkFor, walkWhile } from "./loops.ts";
import {
  either,
  eitherOf,
  ifFailed,
  ignoring,
  type Outcome,
  outcomeOf,
  settle,
  stand,
  turnRound,
} from "./place.ts";
import { givenInput, nothing, onlyOf, printedByCommand } from "./printed.ts";
import { mayFail, noteRedirections, stdinOf } from "./redirections.ts";
import {
  type Definition,
  define,
  doubt,
  forked,
  loosen,
  perhaps,
  type Shell,
  stopFollowing,
  subshell,
} from "./shell.ts";
import {
  type Around,
  allOf,
  deepest,
  namesFrom,
  note,
  type Stdin,
  spend,
  textsOf,
  type Walk,
} from "./walk.ts";
import { walkWithin } from "./within.ts";

/** Walks a text that is read as code. */
export function walkText(walk: Walk, frame: Frame, around: Around): void {
  if (!spend(walk, 1 + frame.text.length / 100)) return;
  const within = { ...around, frame };
  if (isReadOtherwise(frame.reader, frame.text)) {
    note(walk, { words: [], at: frame.around }, within);
  }
  walkScript(walk, parse(frame.text), frame.around, within);
}

/**
 * Walks a script that stands at `at`. In backticks, its offsets lead into a text of its own, from which
 * backslashes are taken.
 */
export function walkScript(walk: Walk, script: ParsedScript, at: Range, around: Around): void {
  const { source } = script;
  const { frame } = around;
  const within =
    source === undefined
      ? around
      : { ...around, frame: frameIn(walk.code, source, at, frame.reader) };
  const error = script.errors?.[0];
  if (error) {
    const rest = error.pos < script.end ? { pos: error.pos, end: script.end } : script;
    note(walk, { words: [], at: rangeOf(within.frame, rest) }, within);
  }
  walkLines(walk, script.commands, within);
}

/** Where bash cannot compute something, it goes on with the next line, also after `-e`. */
function walkLines(walk: Walk, statements: readonly Statement[], around: Around): void {
  const { shell, frame } = around;
  for (const line of linesOf(statements, frame)) {
    const before = subshell(shell);
    const { mishaps } = walk;
    walkList(walk, line, around);
    if (walk.mishaps === mishaps) continue;
    doubt(shell, before);
    settle(shell);
    stand(shell, eitherOf(shell.place, before.place));
  }
}

function linesOf(statements: readonly Statement[], { text }: Frame): readonly Statement[][] {
  const lines: Statement[][] = [];
  let end = 0;
  for (const statement of statements) {
    const line = lines.at(-1);
    if (line && !text.slice(end, statement.pos).includes("\n")) line.push(statement);
    else lines.push([statement]);
    end = statement.end;
  }
  return lines;
}

function walkList(walk: Walk, statements: readonly Statement[], around: Around): void {
  for (const statement of statements) {
    settle(around.shell);
    const own = statement.background ? { ...around, shell: forked(around.shell) } : around;
    walkNode(walk, statement.command, own);
  }
}

export function walkNode(walk: Walk, node: SyntaxNode, around: Around): void {
  if (!spend(walk, 1) || isTooDeep(walk, node, around)) return;
  walk.depth += 1;
  settle(around.shell);
  if (around.frame.reader !== "any") walkKnown(walk, node, around);
  else walkByAny(walk, node, around);
  walk.depth -= 1;
}

/** As bash reads it, and as a shell may that lacks some of its syntax. */
function walkByAny(walk: Walk, node: SyntaxNode, around: Around): void {
  const { shell, frame } = around;
  const other = otherReading(node, frame.text);
  if (other) {
    const at = rangeOf(frame, node);
    if (!other.isWhole) note(walk, { words: [], at }, around);
    const within = other.isForked ? { ...around, shell: forked(shell) } : around;
    const code = frameIn(walk.code, other.text, at, frame.reader);
    maybe(within.shell, () => walkText(walk, code, within));
  }
  if (maySetNothing(node)) maybe(shell, () => walkKnown(walk, node, around));
  else walkKnown(walk, node, around);
}

function isTooDeep(walk: Walk, node: SyntaxNode, around: Around): boolean {
  if (walk.depth <= deepest) return false;
  note(walk, { words: [], at: rangeOf(around.frame, node) }, around);
  return true;
}

function walkKnown(walk: Walk, node: SyntaxNode, around: Around): void {
  const { shell } = around;
  switch (node.type) {
    case "Command":
      walkCommand(walk, node, around);
      break;
    case "Pipeline":
      walkPipeline(walk, node, around);
      break;
    case "AndOr":
      walkAndOr(walk, node, around);
      break;
    case "If":
      walkIf(walk, [node, ...node.elif], node.else, around);
      break;
    case "While":
      walkWhile(walk, node, around);
      break;
    case "For":
    case "Select":
      walkFor(walk, node, around);
      break;
    case "ArithmeticFor":
      walkArithmeticFor(walk, node, around);
      break;
    case "Case":
      walkWithin(walk, node.word, around);
      walkItems(walk, node.items, around);
      trust(walk.holes, shell, numbersBehind(node));
      break;
    case "Subshell":
      walkNode(walk, node.body, { ...around, shell: forked(shell) });
      break;
    case "CompoundList":
      walkList(walk, node.commands, around);
      break;
    case "Redirected":
      walkRedirected(walk, node, around);
      break;
    case "Function":
      walkFunction(walk, node, around);
      break;
    case "Coproc":
      if (node.name) loosen(shell, [node.name.value, `${node.name.value}_PID`]);
      walkNode(walk, node.body, { ...around, shell: forked(shell) });
      break;
    case "BraceGroup":
      walkNode(walk, node.body, around);
      break;
    default:
      // Tests and arithmetic: nothing runs there but what is substituted.
      walkWithin(walk, node, around);
  }
}

function walkPipeline(walk: Walk, { commands, prefixes }: Pipeline, around: Around): void {
  const [only] = commands;
  if (commands.length === 1 && only) {
    const isTurned = prefixes.filter(({ type }) => type === "Negation").length % 2 === 1;
    if (!isTurned) walkNode(walk, only, around);
    else {
      ignoring(around.shell, () => walkNode(walk, only, around));
      turnRound(around.shell);
    }
    return;
  }
  let stdin = around.stdin;
  let sources: readonly string[] = [];
  const last = commands.at(-1);
  for (const command of commands) {
    if (command === last) walkLast(walk, command, { ...around, stdin });
    else {
      const shell = forked(around.shell);
      const texts = printedByCommand(command, around, stdin ? textsOf(stdin) : nothing);
      const given = command.type === "Command" ? givenInput(command, around) : null;
      const before = walk.found.length;
      walkNode(walk, command, { ...around, shell, stdin, isRead: true });
      sources = allOf(sources, namesFrom(walk, before));
      spend(walk, sources.length / 10);
      const at = rangeOf(around.frame, given?.at ?? command);
      const from = commandsUpTo(command, commands);
      stdin = { ...at, text: onlyOf(texts), texts, sources, from };
    }
  }
}

/** The last of a pipeline is another process to bash without `lastpipe`; other shells may do it themselves. */
function walkLast(walk: Walk, node: SyntaxNode, around: Around): void {
  const isForked = around.frame.reader === "bash" && !walk.code.includes("lastpipe");
  if (isForked) walkNode(walk, node, { ...around, shell: forked(around.shell) });
  else maybe(around.shell, () => walkNode(walk, node, around));
}

/** What is right of `&&` begins where the left has succeeded, right of `||` where it has failed. */
function walkAndOr(walk: Walk, node: AndOr, around: Around): void {
  const { shell } = around;
  const [first, ...rest] = node.commands;
  if (!first) return;
  ignoring(shell, () => walkNode(walk, first, around));
  perhaps(shell, () => {
    const isAnd = node.operators.every((operator) => operator === "&&");
    if (isAnd) trust(walk.holes, shell, numbersIfPassed(first));
    for (const [at, command] of rest.entries()) {
      const { place } = shell;
      const failed = ifFailed(shell);
      const goesOn = node.operators[at] === "&&";
      stand(shell, goesOn ? place : failed);
      const act = () => walkNode(walk, command, around);
      if (at === rest.length - 1) act();
      else ignoring(shell, act);
      if (goesOn) shell.passed = eitherOf(shell.passed, failed);
      else {
        shell.failed ??= shell.place;
        shell.place = eitherOf(shell.place, place);
      }
    }
  });
  trust(walk.holes, shell, numbersBehind(node));
}

function commandsUpTo(last: SyntaxNode, commands: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const near = commands.slice(0, mostFollowed);
  return near.slice(0, near.indexOf(last) + 1);
}

/** In a pipe that is longer, what comes out of it is not followed. */
const mostFollowed = 20;

function walkIf(
  walk: Walk,
  [first, ...rest]: readonly Pick<Elif, "clause" | "then">[],
  otherwise: SyntaxNode | undefined,
  around: Around,
): void {
  if (!first) {
    if (otherwise) walkNode(walk, otherwise, around);
    return;
  }
  if (isTooDeep(walk, first.clause, around)) return;
  const { shell } = around;
  ignoring(shell, () => walkNode(walk, first.clause, around));
  const failed = ifFailed(shell);
  stand(shell, shell.place);
  perhaps(shell, () => {
    trust(walk.holes, shell, numbersIfPassed(first.clause));
    walkNode(walk, first.then, around);
  });
  const one = outcomeOf(shell);
  stand(shell, failed);
  walk.depth += 1;
  perhaps(shell, () => walkIf(walk, rest, otherwise, around));
  walk.depth -= 1;
  either(shell, one, outcomeOf(shell));
}

/** Each begins where the word was, and where it is told to go on, where the one before ends. */
function walkItems(walk: Walk, items: readonly CaseItem[], around: Around): void {
  const { shell } = around;
  const { place } = shell;
  let all: Outcome = { place, failed: null, passed: null };
  let goesOn = false;
  for (const item of items) {
    stand(shell, goesOn ? eitherOf(shell.place, place) : place);
    perhaps(shell, () => walkItem(walk, item, around));
    either(shell, all, outcomeOf(shell));
    all = outcomeOf(shell);
    goesOn = item.terminator === ";&" || item.terminator === ";;&";
  }
}

function walkItem(walk: Walk, { pattern, body }: CaseItem, around: Around): void {
  for (const word of pattern) walkWithin(walk, word, around);
  walkNode(walk, body, around);
}

function walkRedirected(walk: Walk, { command, redirects }: Redirected, around: Around): void {
  const from = walk.found.length;
  for (const one of redirects) walkWithin(walk, one, around);
  const sources = namesFrom(walk, from);
  noteRedirections(walk, redirects, around);
  const stdin: Stdin | null = stdinOf(redirects, sources, around) ?? around.stdin;
  const within = { ...around, stdin };
  if (redirects.some(mayFail)) maybe(within.shell, () => walkNode(walk, command, within));
  else walkNode(walk, command, within);
}

/** It may be left out, and `bash -e` does not end for that. */
function maybe(shell: Shell, act: () => void): void {
  const { place } = shell;
  perhaps(shell, act);
  settle(shell);
  stand(shell, eitherOf(shell.place, place));
}

function walkFunction(walk: Walk, { name, body }: FunctionNode, around: Around): void {
  const { frame, via, shell } = around;
  if (!spend(walk, shell.functions.size / 10)) return;
  const isCertain = shell.doubts === 0;
  const seen = { isSeen: false, call: null };
  const definition: Definition = { body, frame, via, isCertain, ...seen };
  walk.definitions.push(definition);
  const { own } = walk.outside;
  if (isHook(frame.reader, name.value)) stopFollowing(shell);
  own.set(name.value, own.has(name.value) && own.get(name.value) !== body ? null : body);
  define(shell, name.value, definition);
}
