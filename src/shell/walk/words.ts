/** What the words of a command are once they are expanded: their text with holes, quotes undone. */
import type { CommandArgument, SyntaxNode, Word, WordPart } from "unbash";
import type { CommandWord } from "../command-line.ts";
import type { Arg } from "../commands/call.ts";
import { parse } from "../parse.ts";
import { itemsOf } from "./brace-lists.ts";
import { isSplit } from "./digits.ts";
import { type Frame, type Range, rangeOf, written } from "./frame.ts";
import { dig, type Holes, hasHole, hidesCode } from "./holes.ts";
import type { Place } from "./place.ts";
import { printedBy } from "./printed.ts";
import { type Shell, staysWhole, variableValue } from "./shell.ts";
import { ofTilde } from "./tilde.ts";

/** `value` has holes where it is not known, and is `literal` without any. */
export interface ShellWord extends CommandWord, Arg, Range {
  readonly value: string;
  /** What the process substitution that it is prints; null where that is not known. */
  readonly prints: string | null;
  /** Whether any number of words may come of it. */
  readonly isSplit: boolean;
  /** Where the shell stands, of a path that begins there: `"$PWD/x"`. */
  readonly from?: Place;
}

/** What words are expanded with. */
export interface Scene {
  readonly shell: Shell;
  readonly frame: Frame;
  readonly holes: Holes;
}

/** Adds what a word is expanded to: none or several, where a variable of a known value stands for them. */
export function expandInto(words: ShellWord[], word: CommandArgument, scene: Scene): void {
  const range = rangeOf(scene.frame, word);
  if (isItself.test(word.text)) {
    words.push(known(word.text, range));
    return;
  }
  const shown = written(scene.frame, word, scene.holes);
  if (word.type === "Assignment") {
    const value =
      word.value.type === "Word" ? assignedText(word.value, scene) : hole(word.value, scene);
    words.push(made(`${word.text.slice(0, word.value.pos - word.pos)}${value}`, shown, range));
  } else if (mayHaveOtherLists(word)) {
    words.push(made(dig(scene.holes, word.text, false), shown, range, null, true));
  } else if (word.parts === undefined) {
    // Text that is read as code may have brought more words with it.
    words.push(made(word.value, shown, range, null, hidesCode(scene.holes, word.value)));
  } else {
    const prints = printedFor(word.parts, scene);
    const split = isSplit(word);
    for (const value of wordsFrom(word.parts, scene)) {
      words.push(made(value, shown, range, prints, split));
    }
  }
}

/** Nothing in such a word means anything to a shell. */
const isItself = /^[\w./:@%+,=-]+$/;

/** Bash also finds lists that no parser does: `{a},b}` is `a}` and `b`. */
function mayHaveOtherLists({ text, parts }: CommandArgument & Pick<Word, "parts">): boolean {
  if (!text.includes("{")) return false;
  const pieces = parts?.map((part) => (part.type === "Literal" ? part.text : ",")) ?? [text];
  const rest = pieces.join("").replace(/\\./gs, "_");
  const [first, last] = [rest.indexOf("{"), rest.lastIndexOf("}")];
  return first >= 0 && first < last && /,|\.\./.test(rest.slice(first + 1, last));
}

/** A part of a word, and the value of the expansion that it is: to find that out twice takes long in a nest. */
interface Expanded {
  readonly part: WordPart;
  /** Null where it is none, or has no value that is certain. */
  readonly value: string | null;
}

function wordsFrom(parts: readonly WordPart[], scene: Scene): readonly string[] {
  const all = expanded(parts, scene);
  const several = severalFrom(all, scene) ?? alternatives(all, scene)?.filter(isSome);
  return several ?? [wholeText(all, scene)];
}

function expanded(parts: readonly WordPart[], scene: Scene): readonly Expanded[] {
  return parts.map((part) => ({ part, value: expansionValue(part, scene) }));
}

function wholeText(parts: readonly Expanded[], scene: Scene): string {
  return parts.map((one) => textFrom(one, scene, false)).join("");
}

/** One text for each way to choose, where a word has lists in braces: `{a,b}`. */
function alternatives(parts: readonly Expanded[], scene: Scene): readonly string[] | null {
  if (!parts.some(({ part }) => part.type === "BraceExpansion")) return null;
  const { holes } = scene;
  const length = parts.reduce((sum, { part }) => sum + part.end - part.pos, 0);
  let all = [""];
  for (const one of parts) {
    const most = Math.floor(Math.min(mostAlternatives, holes.left / length) / all.length);
    const ends = listed(one.part, most, scene) ?? [textFrom(one, scene, false)];
    all = all.flatMap((start) => ends.map((end) => start + end));
  }
  holes.left -= all.length * length;
  return all;
}

/** Of a list, an item that comes to nothing is no word. */
function isSome(value: string, _: number, { length }: readonly string[]): boolean {
  return value !== "" || length === 1;
}

const mostAlternatives = 1000;

/** What each item of a list comes to; null where it is none, or is not known to its end. */
function listed(part: WordPart, most: number, scene: Scene): readonly string[] | null {
  if (part.type !== "BraceExpansion") return null;
  const texts: string[] = [];
  for (const item of itemsOf(part.text, most) ?? []) {
    if (isItself.test(item) || item === "") texts.push(item);
    else texts.push(...(itemTexts(item, scene) ?? []));
    if (texts.length > most) return null;
  }
  return texts.length > 1 ? texts : null;
}

/** An item may have quotes, expansions and lists of its own. */
function itemTexts(item: string, scene: Scene): readonly string[] | null {
  const text = `: ${item}`;
  const command = parse(text).commands[0]?.command;
  const [word, ...others] = command?.type === "Command" ? command.suffix : [];
  if (word?.type !== "Word" || others.length > 0) return null;
  const within = { ...scene, frame: { ...scene.frame, text, base: null } };
  if (word.parts === undefined) return [word.value];
  const all = expanded(word.parts, within);
  return alternatives(all, within) ?? [wholeText(all, within)];
}

export function expand(word: CommandArgument, scene: Scene): ShellWord[] {
  const words: ShellWord[] = [];
  expandInto(words, word, scene);
  return words;
}

/** A word that has neither holes nor quotes. */
function known(value: string, { start, end }: Range): ShellWord {
  const text = value;
  return { value, literal: true, text, written: value, start, end, prints: null, isSplit: false };
}

export function made(
  value: string,
  shown: string,
  { start, end }: Range,
  prints: string | null = null,
  split = false,
): ShellWord {
  const literal = !hasHole(value);
  const text = literal ? value : null;
  return { value, literal, text, written: shown, start, end, prints, isSplit: split && !literal };
}

/** The text of a word that is not split: a value, the target of a redirection, a here-string. */
export function textOf(word: Pick<Word, "value" | "parts">, scene: Scene): string {
  return word.parts === undefined ? word.value : joined(word.parts, scene, false);
}

/** The value of a variable, in which tildes are expanded at the beginning and behind colons. */
export function assignedText(value: Word, scene: Scene): string {
  const text = textOf(value, scene);
  if (!/(^|:)~/.test(value.text)) return text;
  if (/:~.*['"\\]/s.test(value.text)) return hole(value, scene);
  return text.replace(/(?<=^|:)~(?:[+-]\d*|\d*)(?=[/:]|$)/g, (tilde) => ofTilde(tilde, scene));
}

/** The body of a here-document whose delimiter is not quoted. */
export function bodyText(
  parts: readonly WordPart[] | undefined,
  text: string,
  scene: Scene,
): string {
  if (parts === undefined) return text.replace(/\\([\\$`])|\\\n/g, "$1");
  return joined(parts, scene, true);
}

function joined(parts: readonly WordPart[], scene: Scene, isQuoted: boolean): string {
  let text = "";
  for (const part of parts) text += partText(part, scene, isQuoted);
  return text;
}

/** Words for `"$@"`, and where an expansion without quotes has blanks in its value. */
function severalFrom(parts: readonly Expanded[], scene: Scene): readonly string[] | null {
  const part = parts.length === 1 ? parts[0]?.part : undefined;
  const inner = part?.type === "DoubleQuoted" && part.parts.length === 1 ? part.parts[0] : part;
  if (inner && /^\$(@|\{@\})$/.test("text" in inner ? inner.text : "")) {
    return scene.shell.parameters?.slice(1) ?? null;
  }
  const values = parts.map(({ value }) => splitValue(value));
  if (values.every((value) => value === null)) return null;
  const words = [""];
  for (const [at, one] of parts.entries()) {
    const [first = "", ...others] = values[at] ?? [textFrom(one, scene, false)];
    words.push((words.pop() ?? "") + first, ...others);
  }
  return words.filter((word) => word !== "");
}

/** The value of an expansion without quotes where it is split; null where it stays one text, or is not known. */
function splitValue(value: string | null): readonly string[] | null {
  return value === null || staysWhole(value) || /[*?[\]\\]/.test(value)
    ? null
    : value.split(/[ \t\n]+/);
}

function partText(part: WordPart, scene: Scene, isQuoted: boolean): string {
  return textFrom({ part, value: expansionValue(part, scene) }, scene, isQuoted);
}

function textFrom({ part, value }: Expanded, scene: Scene, isQuoted: boolean): string {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "DoubleQuoted":
    case "LocaleString":
      return joined(part.parts, scene, true);
    default:
      return value !== null && (isQuoted || staysWhole(value)) ? value : hole(part, scene);
  }
}

/** What an expansion gives, where that is certain. */
function expansionValue(part: WordPart, scene: Scene): string | null {
  switch (part.type) {
    case "SimpleExpansion":
      return variableValue(scene.shell, part.text.slice(1));
    case "ParameterExpansion": {
      const isPlain = !part.operation && !part.index && !part.prefix;
      return isPlain ? variableValue(scene.shell, part.parameter) : null;
    }
    case "CommandExpansion":
      return printedBy(part.script, scene)?.replace(/\n+$/, "") ?? null;
    default:
      return null;
  }
}

/** Patterns give names of files, `{a..z}` letters and arithmetic a number; all else may bring up anything. */
function hole(part: SyntaxNode, { frame, holes }: Scene): string {
  const shown = frame.text.slice(part.pos, part.end);
  return dig(holes, shown, !isHarmless(part, shown), 1, part);
}

function isHarmless({ type }: SyntaxNode, shown: string): boolean {
  switch (type) {
    case "ArithmeticExpansion":
    case "ProcessSubstitution":
      return true;
    case "Glob":
    case "ExtendedGlob":
      return !/[$`]/.test(shown);
    case "BraceExpansion":
      return !/[,$`]/.test(shown);
    default:
      return /^\$[?#$!]$/.test(shown);
  }
}

function printedFor(parts: readonly WordPart[], scene: Scene): string | null {
  const part = parts.length === 1 ? parts[0] : undefined;
  const isRead = part?.type === "ProcessSubstitution" && part.operator === "<";
  return isRead ? printedBy(part.script, scene) : null;
}
