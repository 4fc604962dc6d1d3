/** What standard input is to commands, as a survey reads them, and to the code in their words. */
import { type Command, forEachChild, type SyntaxNode, type Word } from "unbash";
import { type Reading, type Role, readingOf } from "./argument-roles.ts";
import type { CommandWord } from "./command-line.ts";
import { isSpeltOut } from "./constants.ts";
import { expansionsOf } from "./expansions.ts";
import { parse } from "./parse.ts";
import type { Input } from "./program.ts";
import { textOf } from "./survey-builtins.ts";
import { hasMark, type Survey } from "./survey-context.ts";
import { passesOn } from "./survey-files.ts";

/** What standard input is to all commands in it that have it, and what becomes of it in a pipe to a shell. */
export function inputOf(survey: Survey, root: SyntaxNode): Input {
  const inputs: Input[] = [];
  // Without recursion, for code in words may be nested deeper than a stack is.
  const pending = [{ node: root, isLater: false }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, isLater } = next;
    if (node.type === "Command") {
      const input = inputOfCommand(survey, node);
      // The later commands of a pipe have what those before them make of it.
      if (!isLater || /^(shell|command)$/.test(input)) inputs.push(input);
    }
    if (node.type === "Pipeline") {
      const [first, ...others] = node.commands;
      // `!` alone is one without commands.
      if (first) pending.push({ node: first, isLater });
      if (!first || !passesOn(first)) continue;
      for (const command of others) pending.push({ node: command, isLater: true });
    } else forEachChild(node, (child) => pending.push({ node: child, isLater }));
  }
  return strictest(inputs);
}

/** What it is to the command, and to the code in its words that a shell reads. */
export function inputOfCommand(survey: Survey, node: Command): Input {
  const { roles, input } = readingOfCommand(survey, node);
  const text = shellText(node, roles);
  const inputs = [input];
  if (survey.functions.has(node.name?.value ?? "")) inputs.push(survey.functionInput);
  if (text !== "") inputs.push(inputOfText(survey, text));
  return strictest(inputs);
}

/** Looked at once, as it is in words that are looked at themselves. */
function inputOfText(survey: Survey, text: string): Input {
  const input = survey.inputs.get(text) ?? inputOf(survey, parse(text));
  survey.inputs.set(text, input);
  return input;
}

const scale: readonly Input[] = ["plain", "arguments", "code", "shell", "command"];

export function strictest(inputs: readonly Input[]): Input {
  return scale.findLast((input) => inputs.includes(input)) ?? "plain";
}

export function readingOfCommand(survey: Survey, command: Command): Reading {
  return readingOf(wordsOfCommand(survey, command), survey.functions);
}

/** The words of a command as far as the code says them, its name first. */
export function wordsOfCommand(survey: Survey, { name, args }: Command): readonly CommandWord[] {
  const own = name ? [openWord(survey, name)] : [];
  const words = args.map((word): CommandWord => {
    if (word.type === "Assignment") return { value: word.text, literal: false };
    const text = survey.constants.textOf(word);
    return text === null ? openWord(survey, word) : { value: text, literal: true };
  });
  return [...own, ...words];
}

function knownWord(survey: Survey, word: Word): CommandWord {
  const literal = isSpeltOut(word) && !hasMark(survey, word.value);
  const isOption = !literal && survey.constants.mayBeOption(word);
  return { value: word.value, literal, isOption };
}

export function openWord(survey: Survey, word: Word): CommandWord {
  return { ...knownWord(survey, word), isOpen: mayVanish.test(word.text) || isBraces(word) };
}

/** `{a,b}` */
function isBraces({ parts = [] }: Word): boolean {
  return parts.some(({ type }) => type === "BraceExpansion");
}

/** Expansions outside of quotes, or of a list, and nothing else. */
const mayVanish = expansionsOf(
  /\$(\w+|[@*])|\$\{[^}"'`]*\}|"\$(@|\{(@|\w+\[@\])[^"]*\})"/,
  "(?=.)",
);

/** What a shell reads of a command's words, in a row. */
export function shellText({ args }: Command, roles: readonly Role[]): string {
  return args
    .filter((_, index) => roles[index + 1] === "shell")
    .map(textOf)
    .join(" ");
}
