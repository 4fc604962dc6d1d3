/** How a survey tells which signs programs heed in the words of a command, and in words that become such. */
import type { Assignment, Command, Word } from "unbash";
import { programName, type Role } from "./argument-roles.ts";
import type { CommandWord } from "./command-line.ts";
import { type Heeds, heededBy, heeds, type Listed } from "./heeding-programs.ts";
import { wordsOf } from "./program.ts";
import type { Survey } from "./survey-context.ts";
import { openWord, wordsOfCommand } from "./survey-inputs.ts";

/** The signs that count in the words of the command, and of those that it runs. */
export function heededWords(
  survey: Survey,
  node: Command,
  roles: readonly Role[],
): ReadonlyMap<number, Heeds> {
  const words = wordsOfCommand(survey, node);
  // `run() { "$@"; }`: any of the words may name a command.
  const isCalled = survey.functions.has(node.name?.value ?? "");
  const mayRun = ({ value, literal }: CommandWord) => literal && heeds(programName(value));
  const found = roles.flatMap((role, at) => {
    const word = words[at];
    if (!word || (role !== "command" && !(isCalled && mayRun(word)))) return [];
    const names = word.literal ? [word.value] : at === 0 ? namesIn(survey, node.name) : [];
    return names.flatMap((text) => {
      const own = wordsOf(text).map((value) => ({ value, literal: !/[$`]/.test(value) }));
      const heeded = heededBy(programName(own[0]?.value ?? ""), [...own, ...words.slice(at + 1)]);
      return [...heeded].map(([index, heeds]) => [at + 1 + index - own.length, heeds] as const);
    });
  });
  const byWord = Map.groupBy(found, ([index]) => index);
  return new Map([...byWord].map(([index, its]) => [index, joined(its.map(([, one]) => one))]));
}

/** For each word of the command that shell code in sight has as a parameter, all of those. */
export function listedWords(
  survey: Survey,
  node: Command,
  roles: readonly Role[],
): (index: number) => Listed | null {
  const from = roles.findIndex((role) => /^(first|later|any)$/.test(role));
  if (from < 0) return () => null;
  const words = wordsOfCommand(survey, node).slice(from);
  return (index) => (index < from ? null : { words, at: index - from });
}

/** The same of the words of an array. */
export function listedElements(
  survey: Survey,
  { value, append }: Assignment,
): (index: number) => Listed | null {
  if (value.type === "Word") return () => null;
  const own = value.elements.map((element) => openWord(survey, element));
  // What stands in front of what is added is not looked for.
  const words = append ? [anyWords, ...own] : own;
  return (index) => ({ words, at: append ? index + 1 : index });
}

/** Any number of words. */
const anyWords = { value: "$@", literal: false, isOpen: true };

/** What counts in a word where any of these may. */
function joined(all: readonly Heeds[]): Heeds {
  const spread = all.find((one) => one.spread)?.spread ?? null;
  return { texts: all.flatMap(({ texts }) => texts), spread };
}

/** What a name that is a variable may stand for, as far as the code says so: `${HELM:-helm}`. */
function namesIn({ constants }: Survey, name: Word | undefined): readonly string[] {
  if (!name) return [];
  const [, otherwise] = fallback.exec(name.text) ?? [];
  return otherwise === undefined ? constants.writtenFor(name) : [otherwise];
}

const fallback = /^"?\$\{\w+:?[-=]([\w./ -]+)\}"?$/;
