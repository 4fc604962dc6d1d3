/**
 * Reads a pattern of commands, such as `scp * **:/opt/example/bin/*`: its words with their wildcards, taken
 * apart into assignments, options and the rest. `match-command.ts` holds commands against it.
 */
import { type Letters, startOf, textOf } from "./letters.ts";
import { valuesByTable } from "./option-values.ts";
import { alternativesIn } from "./pattern-braces.ts";
import { plainPattern } from "./spelling.ts";
import type { SpeltWord } from "./spelt-options.ts";

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
  /** One for each way to read it, and for each alternative in its braces; what fits one of them fits. */
  readonly forms: readonly PatternForm[];
}

export interface PatternForm {
  readonly assignments: readonly { readonly name: string; readonly value: WordPattern }[];
  /** All of them must be there, in whatever order. */
  readonly options: readonly WordPattern[];
  /** So must these, each with its value. */
  readonly valued: readonly ValuedOption[];
  /** The name first; `words` stands for any number of words. */
  readonly words: readonly (WordPattern | "words")[];
  /** Whether a user stands in one of them. */
  readonly namesUser: boolean;
  /** Those after the name that have no wildcard. */
  readonly plainWords: readonly string[];
  /** Texts that are in those that have one. */
  readonly parts: readonly string[];
}

export interface ValuedOption {
  readonly option: WordPattern;
  readonly value: WordPattern;
  /** Both in one word: `-XDELETE`, `--request=DELETE`, `of=file`. */
  readonly joined: WordPattern;
}

export type PatternReading =
  | { readonly ok: true; readonly pattern: CommandPattern }
  /** `message` goes on after "the pattern". */
  | { readonly ok: false; readonly message: string };

type Word = Letters<Wildcard>;

export function readPattern(written: string): PatternReading {
  const before = known.get(written);
  if (before) return before;
  const read = readAnew(written);
  if (known.size < mostKnown) known.set(written, read);
  return read;
}

/** A policy is checked when it is read, and its patterns are wanted again once a step is judged. */
const known = new Map<string, PatternReading>();
const mostKnown = 1000;

function readAnew(written: string): PatternReading {
  const alternatives = alternativesIn(written);
  if (typeof alternatives === "string") return { ok: false, message: alternatives };
  const forms: PatternForm[] = [];
  for (const alternative of alternatives) {
    const parts = partsOf(alternative);
    if (typeof parts === "string") return { ok: false, message: parts };
    const { assignments, words } = parts;
    const spelt = plainPattern(words) ?? [asWritten(words)];
    forms.push(...spelt.flatMap(readings).map((reading) => formOf(assignments, reading)));
  }
  return { ok: true, pattern: { written, forms } };
}

type SpeltPattern = readonly SpeltWord<Wildcard>[];

/** Of a tool of which no spellings are known. */
function asWritten(words: readonly Word[]): SpeltPattern {
  const values = valuesByTable(words);
  const end = words.findIndex((word, at) => textOf(word) === "--" && !values.has(at));
  return words.map((letters, at) => {
    if (values.has(at)) return { letters, role: "value" };
    if (at === end) return { letters, role: "flag" };
    const isBefore = at > 0 && (end < 0 || at < end);
    if (!isBefore || letters.length < 2 || letters[0] !== "-") return { letters, role: "operand" };
    return { letters, role: values.has(at + 1) ? "valued" : "option" };
  });
}

/** What follows an option that is not known is its value, or not: it is read in both ways. */
function readings(words: SpeltPattern): SpeltPattern[] {
  let all = [words];
  for (const at of words
    .keys()
    .filter((one) => mayHaveValue(words, one))
    .take(mostOpen)) {
    all = all.flatMap((one) => [one, withValueBehind(one, at)]);
  }
  return all;
}

/** Each doubles the ways to read it. */
const mostOpen = 4;

function mayHaveValue(words: SpeltPattern, at: number): boolean {
  const [word, next] = words.slice(at, at + 2);
  const isOpen = word?.role === "option" && !word.letters.includes("=");
  return isOpen && next?.role === "operand" && !isAnything(next.letters);
}

function withValueBehind(words: SpeltPattern, at: number): SpeltPattern {
  const roles = new Map([[at, "valued"] as const, [at + 1, "value"] as const]);
  return words.map((word, index) => ({ ...word, role: roles.get(index) ?? word.role }));
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

function formOf(assignments: PatternForm["assignments"], spelt: SpeltPattern): PatternForm {
  const options: WordPattern[] = [];
  const valued: ValuedOption[] = [];
  const words: (WordPattern | "words")[] = [];
  for (const [at, { letters, role }] of spelt.entries()) {
    const next = spelt[at + 1];
    if (role === "value" || (role === "flag" && textOf(letters) === "--")) continue;
    if (role === "operand") words.push(operandOf(letters));
    else if (role === "valued" && next?.role === "value") {
      valued.push(valuedOption(letters, next.letters));
    } else options.push(patternOf(letters));
  }
  const after = words.slice(1).filter((word) => word !== "words");
  const plainWords = after.flatMap(({ literal }) => (literal === null ? [] : [literal]));
  const parts = after.flatMap(({ literal, part }) => (literal === null && part ? [part] : []));
  const namesUser = after.some(({ tokens }) => tokens.includes("@"));
  return { assignments, options, valued, words, namesUser, plainWords, parts };
}

function operandOf(letters: Word): WordPattern | "words" {
  if (isAnything(letters)) return "words";
  // Alone, it is any one word, a path too.
  return isAlone(letters, "name") ? anyWord : patternOf(letters);
}

function valuedOption(option: Word, value: Word): ValuedOption {
  const between = /^-(?!-)/.test(startOf(option)) ? [] : ["="];
  const one = operandOf(value);
  return {
    option: patternOf(option),
    value: one === "words" ? anyWord : one,
    joined: patternOf([...option, ...between, ...value]),
  };
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
  return longestOf(parts);
}

/** The first of the longest. */
function longestOf(parts: readonly string[]): string {
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), "");
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
      if (isBackwards(set[2] ?? "")) {
        return `has a range in \`${set[0]}\` that goes backwards`;
      }
      word.push(setOf(set[2] ?? "", set[1] === "!"));
      at += set[0].length - 1;
    } else if (/[|;&<()`]/.test(character)) {
      return `has a \`${character}\`: it is of one command, and quotes make a character plain`;
    } else word.push(character);
  }
  if (quote !== null) return `has a ${quote} that is never closed`;
  return word ? [...words, word] : words;
}

function isBackwards(characters: string): boolean {
  return [...characters.matchAll(/(.)-(.)/gs)].some(([, from = "", to = ""]) => from > to);
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
