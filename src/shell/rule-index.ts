/**
 * The rules of a policy by the names of commands and of the variables that are set for them, so that a command
 * meets only those it may match.
 */
import type { CommandRule } from "../model/policy.ts";
import { type CommandPattern, type PatternForm, readPattern } from "./command-pattern.ts";
import type { CommandInCode } from "./commands-in.ts";
import { ignoresCase, wordsPutIn } from "./spellings.ts";

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
  const { name, text } = command;
  if (name !== null) return [...others, ...fitting(byKey.get(name), text)];
  const found = new Set(others);
  for (const { words, assignments } of command.forms) {
    const [first] = words;
    // A name that is not known may be any.
    if (first?.text === null) return all;
    const keys = assignments.map((one) => variableKey(one.name));
    if (first) keys.push(keyOf(first.text));
    for (const key of keys) for (const one of fitting(byKey.get(key), text)) found.add(one);
  }
  return found;
}

/** To look for other ways to write a command costs far more than to look for a text in it. */
function fitting(shelf: Shelf | undefined, text: string | null): readonly ReadRule[] {
  if (!shelf) return [];
  if (text === null) return shelf.all;
  const given = shelf.ignoresCase ? text.toLowerCase() : text;
  if (!shelf.anyMark.test(given)) return shelf.unmarked;
  const marked = shelf.marked.filter(({ mark }) => stands(mark, given));
  return [...shelf.unmarked, ...marked.map(({ one }) => one)];
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
  /** Those with a text that stands in each command that they are about. */
  readonly marked: readonly Marked[];
  readonly unmarked: readonly ReadRule[];
  /** Whether its texts are in small letters, and stand in a text in any case. */
  readonly ignoresCase: boolean;
  /** Finds any of these texts: most commands have none. */
  readonly anyMark: RegExp;
}

interface Marked {
  readonly mark: Mark;
  readonly one: ReadRule;
}

interface Mark {
  readonly text: string;
  /** Whether a letter right behind it makes it another text. */
  readonly hasEnd: boolean;
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
  const byKey = new Map([...shelved].map(([key, its]) => [key, shelfOf(key, its)] as const));
  const havePrices = rules.some(({ approvals }) => approvals > 0);
  const index = { all, byKey, others, havePrices };
  indexes.set(rules, index);
  return index;
}

interface Shelved {
  readonly form: PatternForm;
  readonly one: ReadRule;
}

function shelfOf(key: string, its: readonly Shelved[]): Shelf {
  const putIn = wordsPutIn(key);
  const isCaseless = ignoresCase(key);
  const marks = its
    .map(({ form }) => marksOf(form, putIn))
    .map((all) => (isCaseless ? all.map(inSmallLetters) : all));
  const counts = new Map<string, number>();
  for (const { text } of marks.flat()) counts.set(text, (counts.get(text) ?? 0) + 1);
  const marked: Marked[] = [];
  const unmarked: ReadRule[] = [];
  for (const [at, { one }] of its.entries()) {
    const mark = rarestOf(marks[at] ?? [], counts);
    if (mark === null) unmarked.push(one);
    else marked.push({ mark, one });
  }
  const anyMark = anyOf(marked.map(({ mark }) => mark));
  return { all: its.map(({ one }) => one), marked, unmarked, ignoresCase: isCaseless, anyMark };
}

/**
 * Texts in the words of whatever fits, in each way to write that: paths may have other slashes, and a tool may have
 * another name for what is `putIn`. Nothing is taken off the end of a word, or of a part of a path, between letters.
 */
function marksOf(form: PatternForm, putIn: ReadonlySet<string>): readonly Mark[] {
  const { plainWords, parts, valued } = form;
  const values = valued.map(({ value }) => value);
  const whole = [...plainWords, ...values.flatMap(({ literal }) => literal ?? [])];
  const open = [...parts, ...values.flatMap(({ literal, part }) => (literal === null ? part : []))];
  const marks = [
    ...whole.flatMap((text) => text.split("/")).map((text) => ({ text, hasEnd: true })),
    ...open.flatMap((text) =>
      text.split("/").map((one, at, { length }) => ({ text: one, hasEnd: at + 1 < length })),
    ),
  ];
  const isPutIn = (text: string) => putIn.values().some((word) => word.includes(text));
  return marks
    .filter(({ text }) => /^[^.-]/.test(text) && !isPutIn(text))
    .map(({ text, hasEnd }) => ({ text, hasEnd: hasEnd && isLetter.test(text.slice(-1)) }));
}

function inSmallLetters({ text, hasEnd }: Mark): Mark {
  return { text: text.toLowerCase(), hasEnd };
}

const isLetter = /[A-Za-z0-9]/;

function anyOf(marks: readonly Mark[]): RegExp {
  const texts = (withEnd: boolean) =>
    marks.flatMap(({ text, hasEnd }) => (hasEnd === withEnd ? RegExp.escape(text) : []));
  const [ended, open] = [texts(true), texts(false)];
  const before = ended.length > 0 ? `(?:${ended.join("|")})(?!${isLetter.source})` : "(?!)";
  return new RegExp([before, ...open].join("|"));
}

function stands({ text, hasEnd }: Mark, within: string): boolean {
  for (let at = within.indexOf(text); at >= 0; at = within.indexOf(text, at + 1)) {
    if (!hasEnd || !isLetter.test(within.charAt(at + text.length))) return true;
  }
  return false;
}

/** Of `docker compose -p web pull` it is hardly `compose`. */
function rarestOf(marks: readonly Mark[], counts: ReadonlyMap<string, number>): Mark | null {
  let rarest: Mark | null = null;
  let [least, length] = [Number.POSITIVE_INFINITY, 0];
  for (const mark of marks) {
    const count = counts.get(mark.text) ?? 0;
    if (count > least || (count === least && mark.text.length <= length)) continue;
    [rarest, least, length] = [mark, count, mark.text.length];
  }
  return rarest;
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
