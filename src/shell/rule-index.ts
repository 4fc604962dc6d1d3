/**
 * The rules of a policy by the names of commands and of the variables that are set for them, so that a command
 * meets only those it may match.
 */
import type { CommandRule } from "../model/policy.ts";
import {
  type CommandPattern,
  longestOf,
  type PatternForm,
  readPattern,
} from "./command-pattern.ts";
import type { CommandInCode } from "./commands-in.ts";
import type { SeenWord } from "./partly-known.ts";

export interface ReadRule {
  readonly rule: CommandRule;
  readonly patterns: readonly CommandPattern[];
}

/** All of them, in their order, each pattern read. */
export function readRules(rules: readonly CommandRule[]): readonly ReadRule[] {
  return indexOf(rules).all;
}

/** The rules of which a pattern may match the command, in no order. */
export function rulesAbout(
  command: CommandInCode,
  rules: readonly CommandRule[],
): Iterable<ReadRule> {
  const { all, byKey, others } = indexOf(rules);
  if (command.name !== null && !byKey.has(command.name)) return others;
  const found = new Set(others);
  for (const { words, assignments } of command.forms) {
    const [name] = words;
    // A name that is not known may be any.
    if (name?.text === null) return all;
    if (name) addFitting(found, byKey.get(keyOf(name.text)), words);
    for (const one of assignments) addFitting(found, byKey.get(variableKey(one.name)), words);
  }
  return found;
}

function addFitting(found: Set<ReadRule>, shelf: Shelf | undefined, words: readonly SeenWord[]) {
  if (!shelf) return;
  const texts = textsOf(words);
  if (shelf.byPart.length > 0) {
    // No process can be given a word with such a character; what is not known may be any.
    const text = texts.includes(null) ? null : texts.join("\0");
    if (text === null || shelf.anyPart.test(text)) {
      for (const { part, one } of shelf.byPart) if (text?.includes(part) ?? true) found.add(one);
    }
  }
  if (shelf.byWord.size === 0) return;
  for (const text of texts) {
    const fitting = text === null ? shelf.all : (shelf.byWord.get(text) ?? []);
    for (const rule of fitting) found.add(rule);
  }
}

/** All that the words may be; null for what is not known. */
function textsOf(words: readonly SeenWord[]): (string | null)[] {
  const texts: (string | null)[] = [];
  for (const { text, paths, others } of words) {
    texts.push(text);
    for (const one of paths) texts.push(one.text);
    for (const one of others) texts.push(one.text);
  }
  return texts;
}

/** Whether any of them can be excepted at a price. */
export function havePrices(rules: readonly CommandRule[]): boolean {
  return indexOf(rules).havePrices;
}

interface Index {
  readonly all: readonly ReadRule[];
  readonly byKey: ReadonlyMap<string, Shelf>;
  /** Those that go by no plain name. */
  readonly others: readonly ReadRule[];
  readonly havePrices: boolean;
}

/** The rules of one key. */
interface Shelf {
  readonly all: readonly ReadRule[];
  /** By a word that a command has to have. */
  readonly byWord: ReadonlyMap<string, readonly ReadRule[]>;
  /** Those without such a word, with the longest part of one that a command has to have, perhaps none. */
  readonly byPart: readonly { readonly part: string; readonly one: ReadRule }[];
  /** Finds any of these parts: most commands have none. */
  readonly anyPart: RegExp;
}

/** A policy is read once, however many steps are held against it. */
const indexes = new WeakMap<readonly CommandRule[], Index>();

function indexOf(rules: readonly CommandRule[]): Index {
  const known = indexes.get(rules);
  if (known) return known;
  const all = rules.map((rule) => ({ rule, patterns: patternsOf(rule) }));
  const shelved = new Map<string, Shelved[]>();
  const others: ReadRule[] = [];
  for (const one of all) {
    const forms = one.patterns.flatMap((pattern) => pattern.forms);
    if (forms.some((form) => keyOfForm(form) === null)) others.push(one);
    else for (const form of forms) addTo(shelved, keyOfForm(form) ?? "", { form, one });
  }
  const byKey = new Map([...shelved].map(([key, its]) => [key, shelfOf(its)] as const));
  const havePrices = rules.some(({ approvals }) => approvals > 0);
  const index = { all, byKey, others, havePrices };
  indexes.set(rules, index);
  return index;
}

interface Shelved {
  readonly form: PatternForm;
  readonly one: ReadRule;
}

function shelfOf(its: readonly Shelved[]): Shelf {
  const byWord = new Map<string, ReadRule[]>();
  const byPart: { part: string; one: ReadRule }[] = [];
  for (const { form, one } of its) {
    // The last says most: of `systemctl stop web` it is `web`.
    const word = form.plainWords.at(-1);
    if (word === undefined) byPart.push({ part: longestOf(form.parts), one });
    else addTo(byWord, word, one);
  }
  const anyPart = new RegExp(byPart.map(({ part }) => RegExp.escape(part)).join("|"));
  return { all: its.map(({ one }) => one), byWord, byPart, anyPart };
}

function addTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const others = map.get(key);
  if (others) others.push(value);
  else map.set(key, [value]);
}

function patternsOf({ patterns }: CommandRule): CommandPattern[] {
  return patterns.flatMap((written) => {
    const read = readPattern(written);
    return read.ok ? [read.pattern] : [];
  });
}

/** Of its name, or of a variable where it is about nothing else; null where a wildcard stands there. */
function keyOfForm({ words: [name], assignments: [variable] }: PatternForm): string | null {
  if (name === undefined) return variable === undefined ? null : variableKey(variable.name);
  return name === "words" || name.literal === null ? null : keyOf(name.literal);
}

/** A command is the same in any directory. */
function keyOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function variableKey(name: string): string {
  return `${name}=`;
}
