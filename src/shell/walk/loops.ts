/** How a walk goes through loops: round by round over words that are known, and else any number of times. */
import type { ArithmeticFor, SyntaxNode, While } from "unbash";
import { put } from "./assign.ts";
import { numbersIfPassed, trust } from "./checks.ts";
import { noteExpression } from "./computes.ts";
import { rangeOf } from "./frame.ts";
import { anywhere, dig, type Fed, hasHole, holesIn, isGlob } from "./holes.ts";
import { takesApart } from "./loop-words.ts";
import { parametersOf } from "./names.ts";
import {
  covers,
  eitherOf,
  ifFailed,
  ignoring,
  nowhere,
  settle,
  somewhere,
  stand,
} from "./place.ts";
import { forgetSetBelow, perhaps, setVariable, subshell } from "./shell.ts";
import { walkNode } from "./tree.ts";
import { type Around, spend, type Walk } from "./walk.ts";
import { walkWithin } from "./within.ts";
import { expand, type ShellWord } from "./words.ts";

export function walkWhile(walk: Walk, node: While, around: Around): void {
  const { shell } = around;
  const isWhile = node.kind === "while";
  forgetSetIn(walk, [node.clause, node.body], around);
  let after = nowhere;
  walkRounds(walk, around, () => {
    ignoring(shell, () => walkNode(walk, node.clause, around));
    const { place } = shell;
    const failed = ifFailed(shell);
    after = isWhile ? failed : place;
    stand(shell, isWhile ? place : failed);
    perhaps(shell, () => {
      if (isWhile) trust(walk.holes, shell, numbersIfPassed(node.clause));
      if (isWhile) takeLine(walk, node, around);
      walkNode(walk, node.body, around);
    });
  });
  stand(shell, eitherOf(shell.left, after));
}

/** `while read -r name`: a line of what comes in, or what others have left of it. */
function takeLine(walk: Walk, { clause }: While, { shell, stdin }: Around): void {
  const [statement, ...others] = clause.commands;
  const command = statement?.command;
  if (command?.type !== "Command" || others.length > 0 || !stdin?.from) return;
  const written = [command.name, ...command.args].map((word) => word?.text).join(" ");
  const name = /^read( -r)? ([A-Za-z_]\w*)$/.exec(written)?.[2];
  if (name === undefined || command.redirects.length > 0) return;
  if (walk.outside.references.has(name)) return;
  const fed: Fed = { type: "Fed", by: "read", from: stdin.from, variable: name };
  setVariable(shell, name, dig(walk.holes, `$${name}`, true, 1, fed));
}

export function walkArithmeticFor(walk: Walk, node: ArithmeticFor, around: Around): void {
  forgetSetIn(walk, [node.body], around);
  for (const part of [node.initialize, node.test, node.update]) {
    if (!part) continue;
    noteExpression(walk, part, around);
    walkWithin(walk, part, around);
  }
  walkRounds(walk, around, () => perhaps(around.shell, () => walkNode(walk, node.body, around)));
}

type For = Extract<SyntaxNode, { type: "For" | "Select" }>;

export function walkFor(walk: Walk, node: For, around: Around): void {
  const { shell } = around;
  const { name, wordlist, body } = node;
  for (const word of wordlist ?? []) walkWithin(walk, word, around);
  const values = wordlist?.flatMap((word) => expand(word, around));
  forgetSetIn(walk, [body], around);
  const at = rangeOf(around.frame, name);
  const text = values?.map(({ value }) => value).join(" ") ?? parametersOf(walk, around);
  const isWord = node.type === "For" && takesApart(wordlist);
  put(walk, around, at, { name: name.value, text, matchesFiles: true, isWord });
  if (node.type === "Select") put(walk, around, at, { name: "REPLY", text: null });
  const turns = node.type === "For" ? turnsOf(walk, node, values ?? []) : null;
  if (turns !== null) {
    // A pattern finds any number of files, and what one turn has left is there in the next.
    if (turns.some(hasHole)) walkRounds(walk, around, () => walkTurns(walk, node, turns, around));
    else walkTurns(walk, node, turns, around);
    return;
  }
  const one = oneOf(walk, name.value, values);
  const round = () => {
    if (one !== null) setVariable(shell, name.value, one);
    walkNode(walk, body, around);
  };
  walkRounds(walk, around, () => perhaps(shell, round));
}

/** One of several plain words: it is not known which, but none of them can be code; or of those that are printed. */
function oneOf(
  { holes, outside }: Walk,
  name: string,
  words: readonly ShellWord[] = [],
): string | null {
  const [word, ...others] = words;
  if (outside.references.has(name)) return null;
  if (word?.isSplit && word.value.length === 1 && others.length === 0) {
    const of = holesIn(holes, word.value)[0]?.of;
    const from = of && typeof of === "object" ? sourceOf(of) : null;
    return (
      from && dig(holes, `$${name}`, true, 1, { type: "Fed", by: "for", from, variable: name })
    );
  }
  const arePlain = words.every(({ value }) => /^[\w./:@%+,=-]+$/.test(value));
  if (!arePlain || words.length === 0) return null;
  const areDigits = words.every(({ value }) => /^\d+$/.test(value));
  return dig(holes, `$${name}`, false, 1, areDigits ? "digits" : null);
}

/** The commands that print it, if it is what one statement prints. */
function sourceOf(of: SyntaxNode | Fed): readonly SyntaxNode[] | null {
  const [statement, ...others] = of.type === "CommandExpansion" ? (of.script?.commands ?? []) : [];
  return statement && others.length === 0 ? [statement.command] : null;
}

/** What the variable is, turn by turn; null where that is not known, or would take too long to go through. */
function turnsOf(
  walk: Walk,
  { name: { value: name }, body }: For,
  words: readonly ShellWord[],
): readonly string[] | null {
  const turns = walk.turns * words.length;
  const isShort = turns <= mostTurns && turns * (body.end - body.pos) <= longestInTurns;
  const values = words.map(({ value }) => turnOf(walk, name, value));
  const areKnown = isShort && values.every((value) => value !== null);
  return areKnown && values.length > 0 ? values : null;
}

const mostTurns = 50;
/** In characters of the body. */
const longestInTurns = 20_000;

/** Files that a pattern finds are where it looks, whatever their names. */
function turnOf({ holes }: Walk, name: string, value: string): string | null {
  if (!hasHole(value)) return value;
  if (!holesIn(holes, value).every((hole) => isGlob(hole) && hole.isName)) return null;
  const written = `$${name}`;
  const of = { type: "SimpleExpansion", text: written, pos: 0, end: 0 } as const;
  return [...value]
    .map((one) => (hasHole(one) ? dig(holes, written, true, 1, of, true) : one))
    .join("");
}

/** Each turn begins where the one before has left the shell. What comes out the same is told once. */
function walkTurns(
  walk: Walk,
  { name, body }: For,
  turns: readonly string[],
  around: Around,
): void {
  const { shell } = around;
  const from = walk.found.length;
  shell.loops += 1;
  walk.turns *= turns.length;
  for (const [at, value] of turns.entries()) {
    if (at > 0) stand(shell, eitherOf(shell.left, shell.place));
    perhaps(shell, () => {
      setVariable(shell, name.value, value);
      walkNode(walk, body, around);
    });
    settle(shell);
  }
  walk.turns /= turns.length;
  shell.loops -= 1;
  stand(shell, eitherOf(shell.left, shell.place));
  tellOnce(walk, from);
}

/** Of what has been found since, each once. */
export function tellOnce({ found, left, outside }: Walk, from: number): void {
  if (left <= 0) return;
  const seen = new Set<string>();
  for (const one of found.splice(from)) {
    const { words, wrappers, via, assignments, redirections, directories, input, start, end } = one;
    const use = outside.uses.get(one);
    const used = use ? [use.texts, [...use.names]] : (outside.settings.get(one) ?? one.name);
    const around = [used, wrappers, via, assignments, redirections, directories, input];
    const key = JSON.stringify([start, end, words, around]);
    if (!seen.has(key)) found.push(one);
    seen.add(key);
  }
}

/** The nodes are gone through at once, however deep they are, and for each loop that is in them once more. */
function forgetSetIn(walk: Walk, nodes: readonly SyntaxNode[], { shell }: Around): void {
  const length = nodes.reduce((sum, { pos, end }) => sum + end - pos, 0);
  if (spend(walk, length / 20)) forgetSetBelow(shell, nodes);
}

/**
 * Walks what is done any number of times. A round begins where the one before has left the shell: when that is
 * elsewhere, all is walked again, with both in mind; a round that goes further each time leads anywhere.
 */
function walkRounds(walk: Walk, { shell }: Around, round: () => void): void {
  shell.loops += 1;
  const before = subshell(shell);
  const from = walk.found.length;
  let begins = before.place;
  for (const next of [null, somewhere, somewhere]) {
    round();
    settle(shell);
    const ends = eitherOf(shell.left, shell.place);
    // Where there is nothing left to look at, what was noted last is that nobody knows.
    const isOver = walk.left <= 0;
    if (isOver || covers(begins, ends) || begins.directories.includes(anywhere)) break;
    walk.found.splice(from);
    Object.assign(shell, before);
    begins = eitherOf(eitherOf(next, begins), ends);
    stand(shell, begins);
  }
  stand(shell, eitherOf(eitherOf(shell.left, shell.place), begins));
  shell.loops -= 1;
}
