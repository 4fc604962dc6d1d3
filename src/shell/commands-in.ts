/** The commands of shell code as the policy's patterns look at them, files they are redirected to among them. */
import type { Arg } from "./commands/call.ts";
import type { WrittenFile } from "./commands/row.ts";
import { type ReadCommand, readEffects } from "./effects.ts";
import type { FileRedirection, Invocation, LettersOf, WrapperCall } from "./invocations.ts";
import { declaring } from "./known-commands.ts";
import { type Letters, startOf, textOf } from "./letters.ts";
import type { CommandForm, SeenCommand } from "./match-command.ts";
import { nameArg, otherWords } from "./other-words.ts";
import {
  asOperand,
  type Gap,
  openedPattern,
  type SeenWord,
  seenLetters,
  seenRelative,
  seenWord,
} from "./partly-known.ts";
import { pathFrom, plainPath } from "./plain-path.ts";
import { anything, isAnyPath, mostPaths, possiblePaths } from "./possible-paths.ts";
import { copied, readsPatterns, spellCommand } from "./spelling.ts";
import { spellings } from "./spellings.ts";
import { operand, type SpeltWord } from "./spelt-word.ts";

export interface CommandInCode extends SeenCommand {
  /**
   * Its name, without its directory, where rules by other names are not about it; null where they may be: the name
   * is not known, stands for another, or variables are set for what it runs.
   */
  readonly name: string | null;
  /**
   * What any text in its forms was taken from, but for names that a tool has for it: its words, and the directories
   * it may run in. Null where not all of that is known.
   */
  readonly text: string | null;
  /** Its words as they stand in the code, for people, with the values of variables that are known. */
  readonly written: string;
}

/** `code` is bash, perhaps with `{{placeholders}}`: what they stand for is not known. */
export function commandsIn(code: string): CommandInCode[] {
  return commandsOf(readEffects(code).commands);
}

/** What would be run, and what runs it: `sudo rm x` is `sudo rm x` and `rm x`. */
export function commandsOf(commands: readonly ReadCommand[]): CommandInCode[] {
  const wrappers = new Set<WrapperCall>();
  return commands.flatMap(({ invocation, told }) => {
    const around = invocation.wrappers.filter((one) => !wrappers.has(one));
    for (const one of around) wrappers.add(one);
    const { directories, lettersOf } = invocation;
    const bare = (words: readonly Arg[]) =>
      commandOf({ words, assignments: none, directories, lettersOf });
    return [
      ...around.map((one) => commandOf({ ...one, lettersOf })),
      itself(invocation),
      ...inOtherWords(invocation),
      ...invocation.redirections.flatMap(writing).map(bare),
      ...told.flatMap(({ writes }) => (writes ? writtenIn(writes, invocation) : [])),
    ];
  });
}

/** What the command is in words of another kind, which no table of spellings makes of its own. */
function inOtherWords({ words, directories, lettersOf }: Invocation): CommandInCode[] {
  const said = otherWords(words);
  if (said === null) return [];
  const parts = { words: said, assignments: none, directories, lettersOf };
  return [commandOf(parts, () => wordsOf(words))];
}

/** A file that a command writes is one that `> file` or `>> file` writes. */
function writtenIn({ path, keeps, from }: WrittenFile, invocation: Invocation): CommandInCode[] {
  const { words, directories, lettersOf } = invocation;
  const name = keeps ? ">>" : ">";
  const piecesOf = (one: Arg) => seenWord(wholeOf(one, words), lettersOf).pieces;
  const fileOf = (source: Arg | null) => {
    const target = piecesOf(path);
    return source ? copied(piecesOf(source), target, (from?.length ?? 0) > 1) : operand(target);
  };
  return (from ?? [null]).map(
    (source) =>
      new LazyCommand(
        name,
        () => textIn([path, ...(source ? [source] : [])], directories),
        () => [
          formOf([operand(name), fileOf(source)], seenPath, placesOf(directories, lettersOf), []),
        ],
        () => wordsOf(words),
      ),
  );
}

/** What is named in the end of a word, as by `of=file`, has the value of that. */
function wholeOf(one: Arg, words: readonly Arg[]): Arg {
  if (one.text !== null || one.value !== undefined) return one;
  for (const { written, value = "" } of words) {
    const before = written.slice(0, written.length - one.written.length);
    const isEnd = value.startsWith(before) && written.endsWith(one.written);
    if (isEnd && /^[\w=-]*$/.test(before)) return { ...one, value: value.slice(before.length) };
  }
  return one;
}

const none: Invocation["assignments"] = [];

/** What nobody can read may be any command, with any words. */
function itself(invocation: Invocation): CommandInCode {
  const isUnread = invocation.name === null && invocation.words.length === 0;
  return isUnread
    ? commandOf({ ...invocation, words: [anyWords] }, () => "code that nobody can read here")
    : commandOf(invocation);
}

const anyWords: Arg = { text: null, written: "" };

/** What of an invocation a command is made of. */
type Parts = Pick<Invocation, "words" | "assignments" | "directories" | "lettersOf">;

function commandOf(
  parts: Parts,
  written = () => wordsOf([...parts.assignments, ...parts.words]),
): CommandInCode {
  const { words, assignments, directories } = parts;
  return new LazyCommand(
    assignments.length > 0 ? null : onlyName(words),
    () => textIn(words, directories),
    () => formsOf(parts),
    written,
  );
}

/**
 * Most rules are about other commands, and only what one is about is told to anybody. A class, as V8 makes
 * of each object with getters a kind of its own.
 */
class LazyCommand implements CommandInCode {
  readonly name: string | null;
  private readonly collect: () => string | null;
  private readonly make: () => readonly CommandForm[];
  private readonly write: () => string;
  private made: readonly CommandForm[] | null = null;

  constructor(
    name: string | null,
    collect: () => string | null,
    make: () => readonly CommandForm[],
    write: () => string,
  ) {
    this.name = name;
    this.collect = collect;
    this.make = make;
    this.write = write;
  }

  get text(): string | null {
    return this.collect();
  }

  get forms(): readonly CommandForm[] {
    this.made ??= this.make();
    return this.made;
  }

  get written(): string {
    return this.write();
  }
}

function textIn(words: readonly Arg[], directories: readonly Arg[]): string | null {
  const texts: string[] = [];
  for (const parts of [words, directories]) {
    for (const { text } of parts) {
      if (text === null || mayBeOthers.test(text)) return null;
      texts.push(text);
    }
  }
  // No process can be given a word with such a character.
  return texts.join("\0");
}

/** A home may be any directory, and some tools take a word with such characters for a pattern. */
const mayBeOthers = /[~*?[]/;

/** The directories in which a command may run, and where the words lead that were asked for from there. */
interface Places {
  readonly all: readonly Letters<Gap>[];
  readonly paths: Map<Letters<Gap>, readonly SeenWord[]>;
}

/** Many commands run in the same. */
const placesIn = new WeakMap<Invocation["directories"], Places>();

function placesOf(directories: Invocation["directories"], lettersOf: LettersOf): Places {
  const known = placesIn.get(directories);
  if (known) return known;
  const all = directories.map((directory) => seenWord(directory, lettersOf).pieces);
  // Where one may be any directory, it may be each of the others.
  const places = { all: all.some(mayBeAny) ? [[anything]] : all, paths: new Map() };
  placesIn.set(directories, places);
  return places;
}

function mayBeAny(place: Letters<Gap>): boolean {
  return isAnyPath(place) || (!isBelowHere(place) && possiblePaths(place).some(isAnyPath));
}

/** Whether it says so itself, so that it does not begin at the root. */
function isBelowHere(path: Letters<Gap>): boolean {
  return startOf(path).startsWith("./");
}

function onlyName(words: readonly Arg[]): string | null {
  const text = words[0]?.text ?? "";
  const name = text.slice(text.lastIndexOf("/") + 1);
  const mayStandFor = name === "" || /^\.+$/.test(name) || spellings.get(name)?.instead;
  const hasVariables =
    declaring.has(name) ||
    words.some(mayHandOn) ||
    (isCluster.test(name) && setsFrom(words, ({ text }) => text) > 0);
  return mayStandFor || hasVariables ? null : name;
}

const isCluster = /(^|\/)(kubectl|oc)$/;

/** `set env deploy/web NAME=value`: where the words begin that may be variables; 0 for any other command. */
function setsFrom<Word>(words: readonly Word[], textOf: (word: Word) => string | null): number {
  const texts = words.map(textOf);
  return 1 + texts.findIndex((text, index) => text === "env" && texts[index - 1] === "set");
}

/** `-e NAME=value`, also with other options in the one word. */
function mayHandOn({ text, written }: Arg): boolean {
  return /^["'\\]*-.*e/s.test(text ?? written);
}

/** As it is written, and in every other way to say it. */
function formsOf({ words, assignments, directories, lettersOf }: Parts): readonly CommandForm[] {
  const places = placesOf(directories, lettersOf);
  const given = assignments.map((one) => ({ name: one.name, value: seenWord(one, lettersOf) }));
  const read = words.map((word) => seenWord(word, lettersOf).pieces);
  const letters = readsPatterns(read) ? read.map(openedPattern) : read;
  const { asWritten, plain: spelt, namesUser, hasClusters } = spellCommand(letters);
  const [first = asWritten(), ...others] = spelt;
  const plain = [first, ...others].map((form) => ({
    ...formOf(form, seenPath, places, given),
    hasClusters,
  }));
  if (isAlike(first, letters)) return plain;
  return [{ ...formOf(asWritten(), seenLetters, places, given), namesUser, hasClusters }, ...plain];
}

/** Whether nothing is gained from how the words are written. */
function isAlike(form: readonly SpeltWord<Gap>[], written: readonly Letters<Gap>[]): boolean {
  return (
    form.length === written.length &&
    written.every((one, at) => form[at]?.letters === one && plainPath(one) === one)
  );
}

function formOf(
  words: readonly SpeltWord<Gap>[],
  see: typeof seenPath,
  places: Places,
  given: CommandForm["assignments"],
): CommandForm {
  return {
    namesUser: false,
    hasClusters: true,
    words: words.map(({ letters, within, names, also = [], isPart }, at) => {
      const named = [
        ...(names === undefined ? [] : [seenPath(names)]),
        ...also.map((one) => seenLetters(one)),
      ];
      const paths = at === 0 ? [] : [...pathsOf(letters, places), ...named];
      const word = see(isPart ? asOperand(letters) : letters, paths);
      return within === undefined ? word : orIn(word, within, places);
    }),
    values: valuesIn(words),
    assignments: [...given, ...handedOn(words.map(({ letters }) => letters))],
  };
}

function valuesIn(form: readonly SpeltWord<Gap>[]): ReadonlySet<number> {
  if (!form.some(({ role }) => role === "value")) return noValues;
  return new Set(form.flatMap(({ role }, at) => (role === "value" ? [at] : [])));
}

const noValues: ReadonlySet<number> = new Set();

/** Perhaps the path `within`, where it names a directory. */
function orIn(word: SeenWord, within: Letters<Gap>, places: Places): SeenWord {
  const all = [seenPath(within), ...pathsOf(within, places)];
  return { ...word, others: [...word.others, ...all.flatMap((one) => [one, ...one.others])] };
}

/** As the plain path that it is; where that is open, as any that it may be. */
function seenPath(letters: Letters<Gap>, paths: readonly SeenWord[] = []): SeenWord {
  const others = possiblePaths(letters);
  if (others.length === 0) return seenLetters(plainPath(letters), paths);
  return seenLetters(
    textOf(letters) === null ? letters : plainPath(letters),
    paths,
    others.map(isBelowHere(letters) ? seenRelative : (path) => seenLetters(path)),
  );
}

function wordsOf(parts: readonly (Arg & { readonly name?: string })[]): string {
  return parts
    .map(({ name, ...word }) => (name === undefined ? shown(word) : `${name}=${shown(word)}`))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

/** As it is written; where a variable stands there whose value is known, that. */
function shown({ text, written }: Arg): string {
  return written.includes("$") && text !== null && /^[\w./:@%+,=-]+$/.test(text) ? text : written;
}

/** Where a word leads that names a path from the directory it is in. */
function pathsOf(word: Letters<Gap>, { all, paths }: Places): readonly SeenWord[] {
  if (all.length === 0 || /^[-/~]|:\/\//.test(startOf(word))) return [];
  const known = paths.get(word);
  if (known) return known;
  const found = pathsFrom(all, word);
  paths.set(word, found);
  return found;
}

function pathsFrom(places: Places["all"], word: Letters<Gap>): readonly SeenWord[] {
  const paths: SeenWord[] = [];
  let left = mostPaths;
  for (const place of places) {
    const path = seenPath(pathFrom(place, word));
    paths.push(path);
    left -= 1 + path.others.length;
    if (left < 0) return [seenLetters([anything])];
  }
  return paths;
}

/** `export NAME=value`, and `-e NAME=value` or `set env … NAME=value` for a container. */
function handedOn(words: readonly Letters<Gap>[]): CommandForm["assignments"] {
  const name = textOf(words[0] ?? "") ?? "";
  const isExport = declaring.has(name);
  const from = isExport ? 1 : isCluster.test(name) ? setsFrom(words, textOf) : 0;
  if (from === 0 && !words.some((word) => typeof word === "string" && isHandingOn.test(word)))
    return [];
  return words.flatMap((word, index) => {
    const before = textOf(words[index - 1] ?? "") ?? "";
    if ((from === 0 || index < from) && !isHandingOn.test(before)) return [];
    const equals = word.indexOf("=");
    const name = textOf(word.slice(0, Math.max(equals, 0)));
    if (name === null || !/^[A-Za-z_]\w*$/.test(name)) return [];
    return [{ name, value: seenLetters(word.slice(equals + 1)) }];
  });
}

const isHandingOn = /^(-e|--env|--setenv)$/;

/** `> file`, as a command of the name `>`; that it is forced or takes both streams makes no difference. */
function writing({ operator, target }: FileRedirection): Arg[][] {
  const name = writers.get(operator);
  // A process reads it: `> >(tee log)`.
  const isFile = !/^[<>]\(/.test(target.written);
  return name !== undefined && isFile ? [[nameArg(name), target]] : [];
}

const writers: ReadonlyMap<string, string> = new Map([
  [">", ">"],
  [">|", ">"],
  ["&>", ">"],
  [">&", ">"],
  ["<>", ">"],
  [">>", ">>"],
  ["&>>", ">>"],
]);
