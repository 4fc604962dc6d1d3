/**
 * Reads a pattern of commands, such as `scp * **:/opt/example/bin/*`: its words with their wildcards, taken
 * apart into assignments, options and the rest. `match-command.ts` holds commands against it.
 */

/** One character, or what stands for some. */
export type Token =
  | { readonly kind: "character"; readonly character: string }
  | { readonly kind: "set"; readonly isIn: (character: string) => boolean }
  /** Any characters but `/`. */
  | { readonly kind: "name" }
  /** Any characters. */
  | { readonly kind: "anything" };

export interface WordPattern {
  readonly tokens: readonly Token[];
  /** What it stands for where it has no wildcard; else null. */
  readonly literal: string | null;
  /** The longest text that is in whatever it stands for. */
  readonly part: string;
}

export interface CommandPattern {
  readonly written: string;
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

export function readPattern(written: string): PatternReading {
  const split = splitWords(written);
  if (typeof split === "string") return { ok: false, message: split };
  const assignments: { name: string; value: WordPattern }[] = [];
  const options: WordPattern[] = [];
  const words: (WordPattern | "words")[] = [];
  let ended = false;
  for (const word of split) {
    const assignment = words.length === 0 ? assignmentIn(word) : null;
    const isOption = !ended && words.length > 0 && word.length > 1 && isCharacter(word[0], "-");
    if (assignment) assignments.push(assignment);
    else if (isOption && word.length === 2 && isCharacter(word[1], "-")) ended = true;
    else if (isOption) options.push(patternOf(word));
    else if (word.length === 1 && word[0]?.kind === "anything") words.push("words");
    // Alone, it is any one word, a path too.
    else if (word.length === 1 && word[0]?.kind === "name") words.push(anyWord);
    else words.push(patternOf(word));
  }
  if (words.length + assignments.length === 0) return { ok: false, message: "has no word" };
  if (words[0] === "words") return { ok: false, message: "begins with `**`, and so with no name" };
  if (words.length === 0 && options.length > 0) return { ok: false, message: "has no name" };
  const after = words.slice(1).filter((word) => word !== "words");
  const plainWords = after.flatMap(({ literal }) => (literal === null ? [] : [literal]));
  const parts = after.flatMap(({ literal, part }) => (literal === null && part ? [part] : []));
  return { ok: true, pattern: { written, assignments, options, words, plainWords, parts } };
}

/** Any one word. */
const anyWord: WordPattern = { tokens: [{ kind: "anything" }], literal: null, part: "" };

function patternOf(tokens: readonly Token[]): WordPattern {
  const isLiteral = tokens.every(({ kind }) => kind === "character");
  return { tokens, literal: isLiteral ? textOf(tokens) : null, part: longestPart(tokens) };
}

function longestPart(tokens: readonly Token[]): string {
  const parts = [""];
  for (const token of tokens) {
    if (token.kind !== "character") parts.push("");
    else parts.push((parts.pop() ?? "") + token.character);
  }
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest));
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === "character" ? token.character : "")).join("");
}

function isCharacter(token: Token | undefined, character: string): boolean {
  return token?.kind === "character" && token.character === character;
}

function assignmentIn(word: readonly Token[]): { name: string; value: WordPattern } | null {
  const at = word.findIndex((token) => isCharacter(token, "="));
  const before = word.slice(0, Math.max(at, 0));
  if (!before.every(({ kind }) => kind === "character")) return null;
  const name = textOf(before);
  if (!/^[A-Za-z_]\w*$/.test(name)) return null;
  const value = word.slice(at + 1);
  const isAny = value.length === 1 && value[0]?.kind === "name";
  return { name, value: isAny ? anyWord : patternOf(value) };
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
    else if (quote !== null) word.push(plain(character));
    else if (character === "'" || character === '"') quote = character;
    else if (character === "\\") {
      at += 1;
      if (at === written.length) return "ends with a backslash";
      word.push(plain(written[at] ?? ""));
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
    } else word.push(plain(character));
  }
  if (quote !== null) return `has a ${quote} that is never closed`;
  return word ? [...words, word] : words;
}

function plain(character: string): Token {
  return { kind: "character", character };
}

/** `AIDF`, or with ranges: `A-Z0-9`. */
function setOf(characters: string, isNegated: boolean): Token {
  const ranges = [...characters.matchAll(/(.)-(.)|(.)/gs)].map(([, from, to, one]) =>
    one === undefined ? [from ?? "", to ?? ""] : [one, one],
  );
  const isIn = (character: string) =>
    ranges.some(([from = "", to = ""]) => from <= character && character <= to) !== isNegated;
  return { kind: "set", isIn };
}
