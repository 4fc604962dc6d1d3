/** How a survey tells which signs programs heed in the words of a command, and in words that become such. */
import { type Assignment, type Command, forEachChild, type SyntaxNode, type Word } from "unbash";
import { programName, type Role } from "./argument-roles.ts";
import { type Heeds, heededBy, heeds, type Listed, namesHeeding } from "./heeding-programs.ts";
import { bothSigns } from "./joined-places.ts";
import { wordsOf } from "./program.ts";
import { textOf } from "./survey-builtins.ts";
import { hasMark, placesWithin, type Range, type Survey } from "./survey-context.ts";
import { openWord, wordsOfCommand } from "./survey-inputs.ts";

/** The signs that count in the words of the command, and of those that it runs. */
export function heededWords(
  survey: Survey,
  node: Command,
  roles: readonly Role[],
): ReadonlyMap<number, Heeds> {
  const words = wordsOfCommand(survey, node);
  // `run() { "$@"; }`, `set -- curl`, `docker run curl`: any of the words may name a command.
  const name = node.name?.value ?? "";
  const isCalled = survey.functions.has(name) || passers.has(programName(name));
  const isRun = roles.map((role, at) => {
    const { value = "", literal = false } = words[at] ?? {};
    const mayRun = isCalled || role === "code";
    return role === "command" || (mayRun && literal && heeds(heederIn(value)));
  });
  // Each is looked for in all the others.
  if (isRun.filter((one) => one).length > mostPrograms) survey.flow.isCut = true;
  if (survey.flow.isCut) return new Map();
  const found = isRun.flatMap((runs, at) => {
    const word = words[at];
    if (!word || !runs) return [];
    const names = word.literal ? [word.value] : at === 0 ? namesIn(survey, node.name) : [];
    return names.flatMap((text) => {
      const own = wordsOf(text).map((value) => ({ value, literal: !/[$`]/.test(value) }));
      const heeded = heededBy(heederIn(own[0]?.value ?? ""), [...own, ...words.slice(at + 1)]);
      return [...heeded].map(([index, heeds]) => [at + 1 + index - own.length, heeds] as const);
    });
  });
  const byWord = Map.groupBy(found, ([index]) => index);
  return new Map([...byWord].map(([index, its]) => [index, joined(its.map(([, one]) => one))]));
}

/** Commands of which some word may be the program that they run, or what `"$@"` stands for. */
const passers = new Set(wordsOf("set docker podman nerdctl chpst firejail"));

/** The program that a word names, by itself or as an image: `curlimages/curl:8.1`, `amazon/aws-cli`. */
function heederIn(word: string): string {
  return programName(word.replace(/(?<=\w)(-cli)?([:@].*)?$/s, ""));
}

/** In one command, more than anybody writes. */
const mostPrograms = 300;

/** `tmux new 'curl -d value'`: what else reads them may give a word to a shell, or several in a row. */
export function noteForeignWords(survey: Survey, { args }: Command, roles: readonly Role[]): void {
  const read = args.filter((_, index) => roles[index + 1] === "code");
  const [first, last] = [read[0], read.at(-1)];
  if (!first || !last) return;
  const texts = read.map(textOf);
  // In what has been looked at so, they stood in a row already.
  const rows = survey.isAside ? [] : [texts.join(" ")];
  for (const text of new Set([...rows, ...texts.filter((one) => /\s/.test(one))])) {
    noteSigns(survey, { pos: first.pos, end: last.end }, text);
  }
}

/** `echo '* * * * * curl -d value' | crontab -` */
export function notePrintedSigns(survey: Survey, node: SyntaxNode): void {
  if (node.type === "Word") noteSigns(survey, node, node.value);
  if (node.type === "HereDocBody") noteSigns(survey, node, node.text);
  forEachChild(node, (child) => notePrintedSigns(survey, child));
}

/** Looks at `text`, which may be code for a shell, for the signs that the programs in it would heed. */
export function noteSigns(survey: Survey, range: Range, text: string): void {
  if (!namesHeeding(text) || !hasMark(survey, text)) return;
  // In front of a command, there may be other words: those of `tmux new`, the hours of a job.
  for (const one of [text, text.replace(/^(?=.)/gm, before)]) {
    const within = placesWithin(survey, range, one, (marks) => survey.surveyAside(one, marks));
    for (const { index, outer, inner } of within) {
      survey.places[index] = { ...outer, heeded: bothSigns(outer, inner) };
    }
  }
}

/** A command of which it is not known what it makes of its words. */
const before = '"$_" ';

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
