/** What one walk through code has with it, and how it notes what it finds. */
import type { SyntaxNode } from "unbash";
import type { Arg } from "../commands/call.ts";
import type { FileRedirection, Invocation, LettersOf, WrapperCall } from "../invocations.ts";
import type { Range } from "./frame.ts";
import { filled, type Holes, hasHole, hidesCode } from "./holes.ts";
import { isOneWord } from "./loop-words.ts";
import type { OutsideText } from "./outside-text.ts";
import type { Place } from "./place.ts";
import { outsideIn, reachIn } from "./reach.ts";
import { type Assigned, type Definition, environmentOf, type Shell } from "./shell.ts";
import { passTraps, type Trap } from "./traps.ts";
import type { Scene, ShellWord } from "./words.ts";

export interface Walk {
  /** With holes for its placeholders. */
  readonly code: string;
  readonly holes: Holes;
  readonly lettersOf: LettersOf;
  readonly found: Invocation[];
  readonly definitions: Definition[];
  readonly outside: OutsideText;
  /** Those that commands run in, as they are noted: many run in the same. */
  readonly directories: WeakMap<Place["directories"], readonly Arg[]>;
  /** What waits for its time, and whether that has come. */
  readonly traps: Trap[];
  springs: boolean;
  /** How often something may have gone wrong of which bash leaves the rest of the line. */
  mishaps: number;
  /** How much may still be looked at. */
  left: number;
  /** How many turns of loops are gone through for each time that what is being looked at stands there. */
  turns: number;
  /** How many nodes stand around the one that is being looked at. */
  depth: number;
}

/** What is around a piece of code. */
export interface Around extends Scene {
  readonly via: readonly string[];
  readonly stdin: Stdin | null;
  readonly wrappers: Invocation["wrappers"];
  readonly isRead: boolean;
  /** Commands that had a hand in making the code. */
  readonly sources: readonly string[];
}

/** What comes on standard input; null stands for what the whole code has there. */
export interface Stdin extends Range {
  /** Perhaps with holes; null where it is not known. */
  readonly text: string | null;
  /** Texts of which any may be it, where that depends on the shell that printed it. */
  readonly texts?: readonly string[];
  readonly sources: readonly string[];
  /** The commands or the word that it comes from, where it comes from any. */
  readonly from?: readonly SyntaxNode[];
}

/** All that it may be; none where nobody knows. */
export function textsOf({ text, texts }: Stdin): readonly string[] {
  return texts ?? (text === null ? [] : [text]);
}

export const deepest = 300;

/** Takes from what may still be looked at; false when there is no more. The last word is that nobody knows. */
export function spend(walk: Walk, amount: number): boolean {
  if (walk.left <= 0) return false;
  walk.left -= amount;
  if (walk.left > 0) return true;
  note(walk, { words: [], at: { start: 0, end: walk.code.length } }, null);
  return false;
}

export interface Noted {
  /** None for assignments and redirections alone, and for code that cannot be read. */
  readonly words: readonly ShellWord[];
  readonly at: Range;
  readonly assigned?: readonly Assigned[];
  readonly redirections?: readonly FileRedirection[];
  readonly sources?: readonly string[];
}

/** Notes a command; of `null`, nobody knows what runs there. */
export function note(walk: Walk, noted: Noted, around: Around | null, name: string | null = null) {
  const { words, at, assigned = [], redirections = [], sources = [] } = noted;
  const stdin = around?.stdin ?? null;
  if (around && walk.traps.length > 0) passTraps(walk, around);
  walk.found.push({
    name,
    words,
    assignments: assignmentsOf(walk.holes, around?.shell ?? null, assigned),
    via: around?.via ?? [],
    wrappers: around?.wrappers ?? [],
    redirections,
    directories: around ? directoriesIn(walk, around.shell.place) : nowhere,
    lettersOf: walk.lettersOf,
    input: stdin?.text == null ? null : argOf(stdin.text, filled(walk.holes, stdin.text)),
    isFed: stdin !== null,
    isRead: around?.isRead ?? false,
    sources: allOf(allOf(around?.sources ?? [], sources), stdin?.sources ?? []),
    outside: name ? outsideWords(walk, words) : null,
    remark: null,
    start: at.start,
    // The parser may see an end beyond the text where something is left open.
    end: Math.min(at.end, walk.code.length),
  });
}

/** Looks for words that may turn out to be options, as their text comes from outside. */
function outsideWords(walk: Walk, words: readonly ShellWord[]): Invocation["outside"] {
  const { holes } = walk;
  let hasAny = false;
  for (let at = 1; at < words.length && !hasAny; at += 1) {
    const word = words[at] as ShellWord;
    hasAny = mayBeOption(word, holes) || isValue(word);
  }
  if (!hasAny) return null;
  return () => {
    const reach = reachIn(walk, "asOptions");
    const names = reachIn(walk, "asNames");
    return words.flatMap((word, at) => {
      if (at === 0 || word.literal) return [];
      const isLoose = word.isSplit && !isOneWord(walk.outside.gifts, holes, word.value);
      const isOption = mayBeOption({ ...word, isSplit: isLoose }, holes);
      const isAny = isOption || isValue(word);
      if (!isAny || outsideIn(word.value, reach) === null) return [];
      const isFound = outsideIn(word.value, names) === null;
      return [{ at, isQuoted: !word.isSplit, isLoose, isOption, isFound }];
    });
  };
}

/** `--config="$x"` */
function isValue({ literal, value }: ShellWord): boolean {
  return !literal && value.startsWith("--");
}

function mayBeOption({ literal, isSplit, value }: ShellWord, holes: Holes): boolean {
  return !literal && (isSplit || hidesCode(holes, value.slice(0, 1)));
}

const nowhere: readonly Arg[] = [];

function directoriesIn({ holes, directories: known }: Walk, place: Place): readonly Arg[] {
  const before = known.get(place.directories);
  if (before) return before;
  // Where the code began, a path means what it says.
  const others = place.directories.filter((one) => one !== ".");
  const all = others.map((value) => argOf(value, filled(holes, value)));
  known.set(place.directories, all);
  return all;
}

/** The names of the commands that were found since there were `from` of them. */
export function namesFrom({ found }: Walk, from: number): readonly string[] {
  if (found.length === from) return [];
  const names = new Set<string>();
  for (let at = from; at < found.length; at += 1) {
    const name = found[at]?.name;
    if (name) names.add(name);
  }
  return [...names];
}

export function allOf<Item>(some: readonly Item[], others: readonly Item[]): readonly Item[] {
  if (others.length === 0 || others === some) return some;
  return some.length === 0 ? others : [...new Set([...some, ...others])];
}

/** What it is given that runs others, and where it does. */
export function wrapperCall(
  walk: Walk,
  { words, assigned = [] }: Noted,
  shell: Shell,
): WrapperCall {
  const assignments = assignmentsOf(walk.holes, shell, assigned);
  return { words, assignments, directories: directoriesIn(walk, shell.place) };
}

/** Of a command in this shell; null for one of which nobody knows. */
function assignmentsOf(
  holes: Holes,
  shell: Shell | null,
  assigned: readonly Assigned[],
): readonly Assigned[] {
  const all = allOf(shell ? environmentOf(shell) : [], assigned);
  if (all.length === 0) return all;
  return all.map(({ name, text, written }) => {
    const shown = filled(holes, written);
    return { name, ...(text === null ? { text, written: shown } : argOf(text, shown)) };
  });
}

export function argOf(value: string, written: string): Arg {
  return { text: hasHole(value) ? null : value, written, value };
}
