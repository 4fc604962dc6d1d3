/**
 * Builtins whose words are names of variables: which ones they set, and where bash runs what stands in the subscript
 * of a name that comes from outside.
 */
import type { Command } from "unbash";
import { forgetComputed, noteComputed } from "./arithmetic.ts";
import { give, put } from "./assign.ts";
import { printsDigits } from "./digit-commands.ts";
import { type Range, rangeOf } from "./frame.ts";
import { dig, filled, hasHole } from "./holes.ts";
import { anyName, keysOf, parameters } from "./origins.ts";
import {
  type Gift,
  noteUse,
  setsAny,
  takesName,
  takesOperators,
  takesOption,
} from "./outside-text.ts";
import { formatted } from "./printed.ts";
import { forget, forgetAll, setAssociative } from "./shell.ts";
import { type Around, type Noted, spend, type Walk } from "./walk.ts";
import type { ShellWord } from "./words.ts";

type Pos = Range | { readonly pos: number; readonly end: number };

/** `text` is taken for the name of a variable, of which bash computes the subscript. */
export function takeName(walk: Walk, text: string, at: Pos, around: Around): void {
  const range = "pos" in at ? rangeOf(around.frame, at) : at;
  const [, name = "", subscript = ""] = /^([^[]*)(.*)$/s.exec(text) ?? [];
  if (hasHole(name)) {
    noteUse(walk, around, range, name, takesName, false);
    // What is a pattern elsewhere is a subscript there.
    forgetComputed(walk, around, `${text} ${filled(walk.holes, text)}`);
  } else if (!around.shell.associative.has(name) || hasHole(subscript)) {
    noteComputed(walk, around, range, subscript);
  }
}

/** A name of which an array with numbers for keys is made, unless it is another one already. */
export function noteList(walk: Walk, name: string, { shell }: Around): void {
  if (!shell.associative.has(name)) walk.outside.lists.add(name);
}

/** What these words begin with may be an option, with what it takes after it; a split word may have one anywhere. */
function takeOptions(walk: Walk, words: readonly ShellWord[], around: Around): void {
  for (const word of words) {
    const [first = ""] = word.value.replace(/^-/, "");
    const isOpen = word.isSplit && word.value.startsWith("-") && hasHole(word.value);
    if (isOpen || hasHole(first)) noteUse(walk, around, word, word.value, takesOption, false);
  }
}

/** What stands in it may be set. */
function setNamed(walk: Walk, word: ShellWord, around: Around, text: string | null): void {
  const { shell } = around;
  takeName(walk, word.value, word, around);
  if (hasHole(word.value)) forgetAll(shell);
  putNamed(walk, word, around, { text });
}

/** `name`, or `name[subscript]`. */
function putNamed(
  walk: Walk,
  { value, start, end }: Pick<ShellWord, "value" | "start" | "end">,
  around: Around,
  gift: Omit<Gift, "name">,
): void {
  const [, name, subscript = ""] = /^([A-Za-z_]\w*)(.*)$/s.exec(value) ?? [];
  if (name === undefined) return;
  if (subscript !== "") give(walk, around, { start, end }, { name: keysOf(name), text: subscript });
  put(walk, around, { start, end }, { ...gift, name });
}

interface Taken {
  /** The letters of the options. */
  readonly options: string;
  readonly value: (letter: string) => ShellWord | null;
  readonly operands: readonly ShellWord[];
}

/** Takes words apart; `valued` are the letters of options that take a value. */
function take(words: readonly ShellWord[], valued: string): Taken {
  const operands: ShellWord[] = [];
  const values = new Map<string, ShellWord>();
  let options = "";
  let ended = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as ShellWord;
    if (ended || !/^-./.test(word.value)) operands.push(word);
    else if (word.value === "--") ended = true;
    else {
      const letters = word.value.slice(1);
      const from = [...letters].findIndex((letter) => valued.includes(letter));
      options += from < 0 ? letters : letters.slice(0, from + 1);
      if (from < 0) continue;
      const rest = letters.slice(from + 1);
      const value = rest === "" ? words[at + 1] : { ...word, value: rest };
      if (rest === "") at += 1;
      if (value) values.set(letters.charAt(from), value);
    }
  }
  return { options, value: (letter) => values.get(letter) ?? null, operands };
}

type Names = (walk: Walk, words: readonly ShellWord[], noted: Noted, around: Around) => void;

const read: Names = (walk, words, noted, around) => {
  const { value, operands } = take(words, "adinNptu");
  const array = value("a");
  const { stdin } = around;
  const isOther = value("u") !== null || stdin === null;
  const named = array ? [array, ...operands] : operands;
  if (array) noteList(walk, array.value, around);
  for (const word of named) takeName(walk, word.value, word, around);
  if (named.some(({ value: text }) => hasHole(text))) forgetAll(around.shell);
  const gift = isOther ? { text: null } : { text: stdin.text, source: stdin.from };
  for (const word of named) putNamed(walk, word, around, gift);
  if (named.length === 0) put(walk, around, noted.at, { ...gift, name: "REPLY" });
};

const mapfile: Names = (walk, words, noted, around) => {
  takeOptions(walk, words, around);
  const { operands, value } = take(words, "dnOsuCc");
  const { stdin } = around;
  const name = operands[0]?.value ?? "MAPFILE";
  const isOther = value("u") !== null || stdin === null;
  const gift = isOther ? { text: null } : { text: stdin.text, source: stdin.from };
  if (hasHole(name)) forgetAll(around.shell);
  else put(walk, around, noted.at, { name, ...gift });
  noteList(walk, name, around);
};

/** A word alone names a command to look up, or is an option that finds nothing after it. */
const hash: Names = (walk, words, _noted, around) => {
  if (words.length > 1 || words.some(({ isSplit }) => isSplit)) takeOptions(walk, words, around);
};

/** The names of the options are known, their values are not. */
const getopts: Names = (walk, words, { at }, around) => {
  const [, word, ...given] = take(words, "").operands;
  if (word) setNamed(walk, word, around, "?");
  const text = given.length > 0 ? joined(given) : parametersOf(walk, around);
  put(walk, around, at, { name: "OPTARG", text });
  forget(around.shell, ["OPTIND"]);
};

export function parametersOf({ holes }: Walk, { shell }: Around): string {
  if (shell.parameters !== null) return shell.parameters.slice(1).join(" ");
  const all = { type: "SimpleExpansion", text: "$@", pos: 0, end: 0 } as const;
  return dig(holes, all.text, true, 1, all);
}

const printf: Names = (walk, words, _noted, around) => {
  const { value, operands } = take(words.slice(0, 2), "v");
  const word = value("v");
  if (!word) {
    takeOptions(walk, words.slice(0, 1), around);
    return;
  }
  const rest = [...operands, ...words.slice(2)];
  const texts = rest.map((one) => (one.literal ? one.value : null));
  const text = printsDigits("printf", texts) ? "" : formatted(rest.map((one) => one.value));
  const isPlain = !rest.some((one) => /\\[^nt]/.test(one.value));
  setNamed(walk, word, around, text ?? (isPlain ? joined(rest) : null));
};

const letCompute: Names = (walk, words, { at }, around) => {
  noteComputed(walk, around, at, joined(words));
  forgetIn(words, around);
};

const wait: Names = (walk, words, _noted, around) => {
  const word = take(words, "p").value("p");
  if (word) setNamed(walk, word, around, "");
  else takeOptions(walk, words, around);
};

const unset: Names = (walk, words, _noted, around) => {
  const { options, operands } = take(words, "");
  if (options.includes("f")) return;
  for (const word of operands) {
    takeName(walk, word.value, word, around);
    setAssociative(around.shell, word.value, false);
  }
  forgetIn(operands, around);
};

const test: Names = (walk, words, _noted, around) => {
  words.forEach((word, index) => {
    if (words[index - 1]?.value === "-v") takeName(walk, word.value, word, around);
    // Among words that come of a text there may be `-v`, and the name of a variable after it.
    else if (word.isSplit) noteUse(walk, around, word, word.value, takesOperators, false);
  });
};

/** With these it expands a text, or runs a function here. */
const compgen: Names = (_walk, words, _noted, { shell }) => {
  if (words.some(({ literal, value }) => !literal || /^-\w*[CFW]/.test(value))) forgetAll(shell);
};

const byBuiltin: ReadonlyMap<string, Names> = new Map([
  ["read", read],
  ["mapfile", mapfile],
  ["readarray", mapfile],
  ["hash", hash],
  ["getopts", getopts],
  ["printf", printf],
  ["let", letCompute],
  ["wait", wait],
  ["unset", unset],
  ["compgen", compgen],
  ["test", test],
  ["[", test],
]);

/** What a builtin does with names; nothing for any other command. */
export function noteNames(walk: Walk, name: string, noted: Noted, around: Around): void {
  byBuiltin.get(name)?.(walk, noted.words.slice(1), noted, around);
}

function forgetIn(words: readonly ShellWord[], { shell }: Around): void {
  const text = joined(words);
  if (hasHole(text)) forgetAll(shell);
  else forget(shell, text.match(/[A-Za-z_]\w*/g) ?? []);
}

function joined(words: readonly ShellWord[]): string {
  return words.map(({ value }) => value).join(" ");
}

/** The positional parameters from here on. */
export function giveParameters(
  walk: Walk,
  around: Around,
  at: Range,
  values: readonly string[],
): void {
  const text = values.join(" ");
  if (text !== "") give(walk, around, at, { name: parameters, text, matchesFiles: true });
}

/** `declare -A name`: whoever looks into its words has to know it before. */
export function declareAhead(walk: Walk, node: Command, { shell }: Around): void {
  const builtin = node.name?.value ?? "";
  // Outside of functions `local` fails, and declares nothing.
  if (!tabling.has(builtin) || (builtin === "local" && shell.calls === 0)) return;
  const { args } = node;
  if (!args.some(({ text }) => /^-[a-zA-Z]*A/.test(text))) return;
  for (const arg of args) {
    const declared = arg.type === "Assignment" ? arg.name : arg.value;
    if (!/^[A-Za-z_]\w*$/.test(declared) || walk.outside.lists.has(declared)) continue;
    setAssociative(shell, declared, true);
  }
}

/** Those that make a table with `-A`. */
const tabling: ReadonlySet<string> = new Set(["declare", "typeset", "local", "readonly"]);

/** What `declare`, `export` and their like do with one of their words; `options` are the letters before. */
export function declareOne(
  walk: Walk,
  builtin: string,
  options: string,
  word: ShellWord,
  around: Around,
): void {
  const [, name, subscript = "", text] =
    /^([A-Za-z_]\w*)(\[.*\])?(?:\+?=(.*))?$/s.exec(word.value) ?? [];
  if (name === undefined) {
    const isSetOnly = /^(export|readonly)$/.test(builtin);
    if (!hasHole(word.value)) return;
    noteUse(walk, around, word, word.value, isSetOnly ? setsAny : takesName, false);
    return;
  }
  // A subscript outside of quotes has been looked at where it stands.
  if (!/^\w+\[/.test(word.written)) takeName(walk, name + subscript, word, around);
  if (options.includes("i")) computeAll(walk, name, word, around);
  if (/[aA]/.test(options)) walk.outside.arrays.add(name);
  if (options.includes("n")) refer(walk, name, text, word, around);
  if (text === undefined) return;
  give(walk, around, word, { name, text });
  const keys = subscript === "" && /\(/.test(word.written) ? text : subscript;
  if (keys !== "") give(walk, around, word, { name: keysOf(name), text: keys });
  const isReadAgain =
    /^\(/.test(text) ||
    (walk.outside.arrays.has(name) && /^["']?\$/.test(word.written.slice(name.length + 1)));
  if (isReadAgain) noteComputed(walk, around, word, text);
}

/** From here on bash computes what is put into it, and in a loop that is what was put into it before, too. */
function computeAll(walk: Walk, name: string, at: Range, around: Around): void {
  const { computed, gifts } = walk.outside;
  if (computed.has(name) || !spend(walk, gifts.length / 100)) return;
  computed.add(name);
  for (const gift of gifts) {
    if (gift.name === name)
      noteComputed(walk, around, at, gift.text ?? dig(walk.holes, name, true));
  }
}

/** `declare -n name=variable`: what is put into the one is put into the other. */
function refer(
  walk: Walk,
  name: string,
  text: string | undefined,
  at: Range,
  around: Around,
): void {
  const { references } = walk.outside;
  const targets = references.get(name) ?? new Set();
  references.set(name, targets);
  if (text === undefined) return;
  takeName(walk, text, at, around);
  targets.add(/^[A-Za-z_]\w*$/.test(text) ? text : anyName);
}
