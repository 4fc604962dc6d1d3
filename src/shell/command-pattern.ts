/**
 * Reads a pattern of commands, such as `scp * **:/opt/example/bin/*`: its words with their wildcards, taken
 * apart into assignments, options and the rest. `match-command.ts` holds commands against it.
 */
import { type Letters, textOf } from "./letters.ts";
import { alternativesIn } from "./pattern-braces.ts";
import { plainSpelling } from "./spelling.ts";

/** What stands for some characters. */
type Wildcard =
  | { readonly kind: "set"; readonly isIn: (character: string) => boolean }
  /** Any characters but `/`. */
  | { readonly kind: "name" }
  /** Any characters. */
  | { readonly kind: "anything" };

/** One character, or what stands for some. */
export type Token = string | Wildcard;

export interface WordPattern {
  readonly tokens: readonly Token[];
  /** What it stands for where it has no wildcard; else null. */
  readonly literal: string | null;
  /** The longest text that is in whatever it stands for. */
  readonly part: string;
}

export interface CommandPattern {
  readonly written: string;
  /** One for each alternative in its braces. */
  readonly asWritten: readonly PatternForm[];
  /** These, and those with everything spelt in the plain way; what fits one of them fits. */
  readonly forms: readonly PatternForm[];
}

export interface PatternForm {
  readonly assignments: readonly { readonly name: string; readonly value: WordPattern }[];
  /** All of them must be there, in whatever order. */
  readonly options: readonly WordPattern[];
  /** The name first; `words` stands for any number of words. */
  readonly words: readonly (WordPattern | "words")[];
  /** Those after the name that have no wildcard. */
  readonly plainWords: readonly string[];
  /** Texts that are in those that have one. */
  readonly parts: readonly string[];
}

export type PatternReading =
  | { readonly ok: true; readonly pattern: CommandPattern }
  /** `message` goes on after "the pattern". */
  | { readonly ok: false; readonly message: string };

type Word = Letters<Wildcard>;

export function readPattern(written: string): PatternReading {
  const asWritten: PatternForm[] = [];
  const plain: PatternForm[] = [];
  for (const alternative of alternativesIn(written)) {
    const parts = partsOf(alternative);
    if (typeof parts === "string") return { ok: false, message: parts };
    const { assignments, words } = parts;
    const spelt = plainSpelling(words);
    asWritten.push(formOf(assignments, words));
    if (spelt !== words) plain.push(formOf(assignments, spelt));
  }
  return { ok: true, pattern: { written, asWritten, forms: [...asWritten, ...plain] } };
}

interface Parts {
  readonly assignments: PatternForm["assignments"];
  readonly words: readonly Word[];
}

/** Why it cannot be read, else. */
function partsOf(written: string): Parts | string {
  const split = splitWords(written);
  if (typeof split === "string") return split;
  if (split.length === 0) return "has no word";
  const first = split.findIndex((word) => assignmentIn(word) === null);
  const words = first < 0 ? [] : split.slice(first);
  if (words[0] && isAnything(words[0])) return "begins with `**`, and so with no name";
  if (words[0]?.[0] === "-") return "begins with an option, and so with no name";
  const given = split.slice(0, split.length - words.length);
  return { assignments: given.flatMap((word) => assignmentIn(word) ?? []), words };
}

function formOf(
  assignments: PatternForm["assignments"],
  [name, ...rest]: readonly Word[],
): PatternForm {
  const options: WordPattern[] = [];
  const words: (WordPattern | "words")[] = name === undefined ? [] : [patternOf(name)];
  let ended = false;
  for (const word of rest) {
    if (!ended && textOf(word) === "--") ended = true;
    else if (!ended && word.length > 1 && word[0] === "-") options.push(patternOf(word));
    else if (isAnything(word)) words.push("words");
    // Alone, it is any one word, a path too.
    else if (isAlone(word, "name")) words.push(anyWord);
    else words.push(patternOf(word));
  }
  const after = words.slice(1).filter((word) => word !== "words");
  const plainWords = after.flatMap(({ literal }) => (literal === null ? [] : [literal]));
  const parts = after.flatMap(({ literal, part }) => (literal === null && part ? [part] : []));
  return { assignments, options, words, plainWords, parts };
}

/** Any one word. */
const anyWord: WordPattern = { tokens: [{ kind: "anything" }], literal: null, part: "" };

function isAnything(word: Word): boolean {
  return isAlone(word, "anything");
}

function isAlone([token, ...others]: Word, kind: Wildcard["kind"]): boolean {
  return typeof token === "object" && token.kind === kind && others.length === 0;
}

function patternOf(letters: Word): WordPattern {
  const tokens = [...letters];
  return { tokens, literal: textOf(letters), part: longestPart(tokens) };
}

function longestPart(tokens: readonly Token[]): string {
  const parts = [""];
  for (const token of tokens) {
    if (typeof token !== "string") parts.push("");
    else parts.push((parts.pop() ?? "") + token);
  }
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest));
}

function assignmentIn(word: Word): { name: string; value: WordPattern } | null {
  const at = word.indexOf("=");
  const name = textOf(word.slice(0, Math.max(at, 0)));
  if (name === null || !/^[A-Za-z_]\w*$/.test(name)) return null;
  const value = word.slice(at + 1);
  return { name, value: isAlone(value, "name") ? anyWord : patternOf(value) };
}

/** The words, without their quotes; why it cannot be read, else. */
function splitWords(written: string): Token[][] | string {
  const words: Token[][] = [];
  let word: Token[] | null = null;
  let quote: string | null = null;
  for (let at = 0; at < written.length; at += 1) {
    const character = written[at] ?? "";
    if (quote === null && /\s/.test(character)) {
      if (word) words.push(word);
      word = null;
      continue;
    }
    word ??= [];
    if (character === quote) quote = null;
    else if (quote !== null) word.push(character);
    else if (character === "'" || character === '"') quote = character;
    else if (character === "\\") {
      at += 1;
      if (at === written.length) return "ends with a backslash";
      word.push(written[at] ?? "");
    } else if (character === "*") {
      const isDouble = written[at + 1] === "*";
      if (isDouble) at += 1;
      word.push({ kind: isDouble ? "anything" : "name" });
    } else if (character === "[") {
      const set = /^\[(!?)([^\]\s]+)\]/.exec(written.slice(at));
      if (!set) return "has a `[` without its `]`";
      word.push(setOf(set[2] ?? "", set[1] === "!"));
      at += set[0].length - 1;
    } else if (/[|;&<()`]/.test(character)) {
      return `has a \`${character}\`: it is of one command, and quotes make a character plain`;
    } else word.push(character);
  }
  if (quote !== null) return `has a ${quote} that is never closed`;
  return word ? [...words, word] : words;
}

/** `AIDF`, or with ranges: `A-Z0-9`. */
function setOf(characters: string, isNegated: boolean): Wildcard {
  const ranges = [...characters.matchAll(/(.)-(.)|(.)/gs)].map(([, from, to, one]) =>
    one === undefined ? [from ?? "", to ?? ""] : [one, one],
  );
  const isIn = (character: string) =>
    ranges.some(([from = "", to = ""]) => from <= character && character <= to) !== isNegated;
  return { kind: "set", isIn };
}
