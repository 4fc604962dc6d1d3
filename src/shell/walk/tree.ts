/** How a walk goes through the syntax tree: lists, pipelines, conditions, loops, functions. */
import {
  type CaseItem,
  type Elif,
  type Function as FunctionNode,
  type ParsedScript,
  type Pipeline,
  parse,
  type Redirected,
  type Statement,
  type SyntaxNode,
} from "unbash";
import { walkCommand } from "./command.ts";
import { type Frame, frameIn, type Range, rangeOf } from "./frame.ts";
import { dig, hasHole } from "./holes.ts";
import { givenInput, printedByCommand } from "./printed.ts";
import { noteRedirections, stdinOf } from "./redirections.ts";
import {
  type Definition,
  define,
  forget,
  forgetSetBelow,
  perhaps,
  setVariable,
  subshell,
} from "./shell.ts";
import { type Around, deepest, note, type Stdin, spend, type Walk } from "./walk.ts";
import { walkWithin } from "./within.ts";
import { expand } from "./words.ts";

/** Walks a text that is read as code. */
export function walkText(walk: Walk, frame: Frame, around: Around): void {
  if (!spend(walk, 1 + frame.text.length / 100)) return;
  const within = { ...around, frame, depth: around.depth + 1 };
  walkScript(walk, parse(frame.text), frame.around, within);
}

/**
 * Walks a script that stands at `at`. In backticks, its offsets lead into a text of its own, from which
 * backslashes are taken.
 */
export function walkScript(walk: Walk, script: ParsedScript, at: Range, around: Around): void {
  const { source } = script;
  const frame = source === undefined ? around.frame : frameIn(walk.code, source, at);
  const within = { ...around, frame };
  for (const { pos } of (script.errors ?? []).slice(0, 1)) {
    note(walk, { words: [], at: rangeOf(frame, { pos, end: Math.max(pos, script.end) }) }, within);
  }
  walkList(walk, script.commands, within);
}

function walkList(walk: Walk, statements: readonly Statement[], around: Around): void {
  for (const statement of statements) {
    const shell = statement.background ? subshell(around.shell) : around.shell;
    walkNode(walk, statement.command, { ...around, shell });
  }
}

export function walkNode(walk: Walk, node: SyntaxNode, outer: Around): void {
  if (!spend(walk, 1)) return;
  if (outer.depth > deepest) {
    note(walk, { words: [], at: rangeOf(outer.frame, node) }, outer);
    return;
  }
  const around = { ...outer, depth: outer.depth + 1 };
  const { shell } = around;
  switch (node.type) {
    case "Command":
      walkCommand(walk, node, around);
      break;
    case "Pipeline":
      walkPipeline(walk, node, around);
      break;
    case "AndOr": {
      const [first, ...rest] = node.commands;
      if (first) walkNode(walk, first, around);
      perhaps(shell, () => {
        for (const command of rest) walkNode(walk, command, around);
      });
      break;
    }
    case "If":
      walkIf(walk, [node, ...node.elif], node.else, around);
      break;
    case "While":
      forgetSetBelow(shell, [node.clause, node.body]);
      walkNode(walk, node.clause, around);
      perhaps(shell, () => walkNode(walk, node.body, around));
      break;
    case "For":
    case "Select":
      walkFor(walk, node, around);
      break;
    case "ArithmeticFor":
      forgetSetBelow(shell, [node.body]);
      for (const part of [node.initialize, node.test, node.update]) {
        if (part) walkWithin(walk, part, around);
      }
      perhaps(shell, () => walkNode(walk, node.body, around));
      break;
    case "Case":
      walkWithin(walk, node.word, around);
      for (const item of node.items) perhaps(shell, () => walkItem(walk, item, around));
      break;
    case "Subshell":
      walkNode(walk, node.body, { ...around, shell: subshell(shell) });
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
      if (node.name) forget(shell, [node.name.value]);
      walkNode(walk, node.body, { ...around, shell: subshell(shell) });
      break;
    case "BraceGroup":
      walkNode(walk, node.body, around);
      break;
    default:
      // Tests and arithmetic: nothing runs there but what is substituted.
      walkWithin(walk, node, around);
  }
}

function walkPipeline(walk: Walk, { commands }: Pipeline, around: Around): void {
  if (commands.length === 1 && commands[0]) {
    walkNode(walk, commands[0], around);
    return;
  }
  const from = walk.found.length;
  let stdin = around.stdin;
  for (const command of commands) {
    const shell = subshell(around.shell);
    const scene = { ...around, holes: walk.holes };
    const text = printedByCommand(command, scene, stdin?.text ?? null);
    const given = command.type === "Command" ? givenInput(command, scene) : null;
    walkNode(walk, command, { ...around, shell, stdin });
    const sources = walk.found.slice(from).flatMap(({ name }) => name ?? []);
    stdin = { text, sources, ...rangeOf(around.frame, given?.at ?? command) };
  }
}

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
  walkNode(walk, first.clause, around);
  perhaps(around.shell, () => walkNode(walk, first.then, around));
  perhaps(around.shell, () => walkIf(walk, rest, otherwise, around));
}

function walkFor(
  walk: Walk,
  node: Extract<SyntaxNode, { type: "For" | "Select" }>,
  around: Around,
): void {
  const { shell } = around;
  const { name, wordlist, body } = node;
  for (const word of wordlist ?? []) walkWithin(walk, word, around);
  const scene = { ...around, holes: walk.holes };
  const values = wordlist?.flatMap((word) => expand(word, scene));
  forgetSetBelow(shell, [body]);
  forget(shell, [name.value]);
  // One of several plain words: it is not known which, but none of them can be code.
  const arePlain = values?.every(({ value }) => /^[\w./:@%+,=-]+$/.test(value) && !hasHole(value));
  perhaps(shell, () => {
    if (arePlain) setVariable(shell, name.value, dig(walk.holes, `$${name.value}`, false));
    walkNode(walk, body, around);
  });
}

function walkItem(walk: Walk, { pattern, body }: CaseItem, around: Around): void {
  for (const word of pattern) walkWithin(walk, word, around);
  walkNode(walk, body, around);
}

function walkRedirected(walk: Walk, { command, redirects }: Redirected, around: Around): void {
  const sources = redirects.flatMap((one) => walkWithin(walk, one, around));
  noteRedirections(walk, redirects, around);
  const stdin: Stdin | null = stdinOf(walk, redirects, sources, around) ?? around.stdin;
  walkNode(walk, command, { ...around, stdin });
}

function walkFunction(walk: Walk, { name, body }: FunctionNode, around: Around): void {
  const { frame, via, shell } = around;
  const isCertain = shell.doubts === 0;
  const definition: Definition = { body, frame, via, isCertain, isSeen: false };
  walk.definitions.push(definition);
  define(shell, name.value, definition);
}
