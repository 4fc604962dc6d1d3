/**
 * Follows text from outside (what a command prints, a file, what `read` reads) through variables to where bash
 * computes with it, or takes it for a name: there it runs what stands in a subscript, as in `a[$(reboot)]`. A name
 * that nothing in the code sets has no such text: it comes from the environment, and so from the operator.
 */
import type { SyntaxNode } from "unbash";
import { doubtOf } from "../doubt.ts";
import type { Invocation, OutsideWord } from "../invocations.ts";
import { type Known, pipedFrom } from "./digits.ts";
import type { Range } from "./frame.ts";
import { filled, type Holes, noHoles } from "./holes.ts";
import {
  addHoles,
  addText,
  addWords,
  anyName,
  hasCode,
  noOrigins,
  type Origins,
  parameters,
  type Search,
} from "./origins.ts";
import { variableValue } from "./shell.ts";
import { type Around, note, spend, type Walk } from "./walk.ts";

export interface OutsideText {
  /** All that is put into variables anywhere in the code, in whatever order. */
  readonly gifts: Gift[];
  /** What may be done with such text; each is noted as an invocation, which stays only where it is. */
  readonly uses: Map<Invocation, Use>;
  /** Variables of which bash computes whatever is put into them. */
  readonly computed: Set<string>;
  /** Arrays, of which bash takes a quoted text for a list as well: `declare name="([0]=x)"`. */
  readonly arrays: Set<string>;
  /** Functions and aliases of the code. */
  readonly own: Map<string, SyntaxNode | null>;
  /** Variables that stand for others, and for which. */
  readonly references: Map<string, Set<string>>;
  /** The words of a command that may be options for all that is known, wherever their text comes from. */
  readonly unsure: Map<Invocation, readonly UnsureWord[]>;
  /** Variables that choose what runs, where something else than an assignment sets them. */
  readonly settings: Map<Invocation, string>;
}

export interface Gift {
  readonly name: string;
  /** Perhaps with holes; null for text from outside. */
  readonly text: string | null;
  /** What the text is printed by, where that is known of text from outside. */
  readonly source?: readonly SyntaxNode[] | undefined;
  /** Whether patterns in it stand for names of files. */
  readonly matchesFiles?: boolean;
}

export interface UnsureWord extends OutsideWord {
  /** With holes. */
  readonly value: string;
}

interface Use {
  readonly remark: Remark;
  readonly texts: readonly Named[];
  readonly names: ReadonlySet<string>;
}

/** A text that stands there, or in a variable whose value is certain. */
interface Named {
  readonly name: string | null;
  readonly text: string;
}

/** What is said of a use, with the words for the text. */
type Remark = (text: string) => string;

export const computes: Remark = (text) =>
  `computes with ${text}, whose text may hold code that bash runs`;
export const takesName: Remark = (text) =>
  `takes ${text} for the name of a variable, and its text may hold code that bash runs`;
export const takesOption: Remark = (text) =>
  `takes options from ${text}, whose text may hold code that bash runs`;
export const takesOperators: Remark = (text) =>
  `takes operators from ${text}, which has no quotes and may hold code that bash runs`;
export const runsOther: Remark = (text) =>
  `may be told to run another command by ${text}, which has no quotes`;
export const states: Remark = (text) =>
  `runs a statement with ${text} in it, whose text may be statements of its own`;
export const setsAny: Remark = (text) =>
  `sets the variables that ${text} names, perhaps one that chooses what runs`;
export const expands: Remark = (text) =>
  `expands ${text} once more, whose text may hold code that bash runs`;

export function noOutsideText(): OutsideText {
  return {
    gifts: [],
    uses: new Map(),
    computed: new Set(),
    arrays: new Set(),
    own: new Map(),
    references: new Map(),
    unsure: new Map(),
    settings: new Map(),
  };
}

/**
 * Notes that something is done at `at` with a text. `looksUp`: the names in it are variables with which bash
 * computes in their turn.
 */
export function noteUse(
  walk: Walk,
  around: Around,
  at: Range,
  text: string,
  remark: Remark,
  looksUp: boolean,
): void {
  if (!/[A-Za-z_$`\uE000-\uF8FF]/.test(text)) return;
  const texts: Named[] = [{ name: null, text }];
  const names = new Set<string>();
  if (looksUp) lookUp(around, texts, names);
  if (!spend(walk, texts.reduce((sum, one) => sum + one.text.length, 0) / 100)) return;
  note(walk, { words: [], at }, around, "");
  const noted = walk.found.at(-1);
  if (noted) walk.outside.uses.set(noted, { remark, texts, names });
}

/** Notes that a variable is set that chooses what runs; it is told where no later command is doubted for it. */
export function noteSetting(walk: Walk, around: Around, at: Range, name: string): void {
  note(walk, { words: [], at }, around, "");
  const noted = walk.found.at(-1);
  if (noted) walk.outside.settings.set(noted, name);
}

/** Adds the values that are certain, and those of the names in them; `names` are all others. */
function lookUp({ shell, wrappers }: Around, texts: Named[], names: Set<string>): void {
  // A trap is sprung later, when its variables may have other values.
  const isLater = wrappers.some(([first]) => first?.text === "trap");
  const seen = new Set<string>();
  for (const { text } of texts) {
    for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const value = variableValue(shell, name);
      if (value === null || isLater) names.add(name);
      if (value !== null && seen.size < mostNames) texts.push({ name, text: value });
    }
  }
}

const mostNames = 1000;

/** What was found, without the uses of text that is harmless, and with the words that come from outside. */
export function withoutHarmless({ found, outside, holes }: Walk): Invocation[] {
  const { uses, settings, unsure } = outside;
  if (uses.size === 0 && settings.size === 0 && unsure.size === 0) return found;
  const asCode = uses.size === 0 ? nowhere : reachOf(outside, holes, false);
  const asOptions = reachOf(outside, holes, true);
  const lastDoubted =
    settings.size === 0 ? -1 : found.findLastIndex((one) => one.name && doubtOf(one) !== null);
  return found.flatMap((one, index) => {
    const set = settings.get(one);
    if (set !== undefined) {
      return index < lastDoubted
        ? []
        : [{ ...one, remark: `sets ${set}, which chooses what runs` }];
    }
    const words = unsure.get(one);
    if (words !== undefined) return [withOutside(one, words, asOptions)];
    const known = uses.get(one);
    if (!known) return [one];
    const culprit = culpritOf(known, known.remark === runsOther ? asOptions : asCode);
    if (culprit === null) return [];
    return [{ ...one, remark: known.remark(shortened(filled(holes, culprit))) }];
  });
}

function withOutside(one: Invocation, words: readonly UnsureWord[], reach: Reach): Invocation {
  const outside = words.filter(({ value }) => {
    const texts = [{ name: null, text: value }];
    return culpritOf({ texts, names: nowhere.names }, reach) !== null;
  });
  return outside.length === 0 ? one : { ...one, outside };
}

/** How far text from outside gets. */
interface Reach {
  /** The names of variables that may have such text. */
  readonly names: ReadonlySet<string>;
  readonly search: Search;
}

/** `asOptions`: what can only be a name is no such text. */
function reachOf({ gifts, own }: OutsideText, holes: Holes, asOptions: boolean): Reach {
  const known: Known = { own, asOptions, left: mostCommands };
  const search: Search = { holes, known, matchesFiles: false };
  return { names: reachedFromOutside(gifts, search), search };
}

const mostCommands = 20_000;

const nowhere: Reach = {
  names: new Set(),
  search: {
    holes: noHoles(""),
    known: { own: new Map(), asOptions: true, left: 0 },
    matchesFiles: false,
  },
};

function reachedFromOutside(gifts: readonly Gift[], search: Search): ReadonlySet<string> {
  const takers = new Map<string, string[]>();
  const reached = new Set<string>(["_"]);
  for (const gift of gifts) {
    const { names, outside } = originsOf(gift, search);
    if (outside !== null) reached.add(gift.name);
    for (const name of names) {
      const others = takers.get(name);
      if (others) others.push(gift.name);
      else takers.set(name, [gift.name]);
    }
  }
  // A set that is added to while it is walked is walked to its new end.
  for (const name of reached) {
    for (const taker of takers.get(name) ?? []) reached.add(taker);
    if (name !== "_") for (const taker of takers.get(anyName) ?? []) reached.add(taker);
  }
  return reached;
}

function originsOf({ text, source, matchesFiles = false }: Gift, search: Search): Origins {
  const origins = noOrigins();
  if (text !== null) addText(origins, text, { ...search, matchesFiles });
  else {
    const made = source ? pipedFrom(source, search.known) : null;
    if (made === null) origins.outside = "";
    else addWords(origins, made, search);
  }
  return origins;
}

/** What to blame: the variable, or what is expanded there; null where nothing is from outside. */
function culpritOf(
  { texts, names }: Pick<Use, "texts" | "names">,
  { names: reached, search }: Reach,
): string | null {
  for (const { name, text } of texts) {
    if ((name === null ? isSubstituted : hasCode).test(text)) return name ?? text;
    const origins = noOrigins();
    addHoles(origins, text, search);
    if (origins.outside !== null) return name ?? origins.outside;
    const known = [...origins.names].find((one) => isReached(one, reached));
    if (known !== undefined) return name ?? shown(known);
  }
  return [...names].find((name) => isReached(name, reached)) ?? null;
}

/** In what stands there itself, `$x` is a variable like any other. */
const isSubstituted = /\$[({]|`/;

function isReached(name: string, reached: ReadonlySet<string>): boolean {
  return reached.has(name) || (name === anyName && reached.size > 1);
}

function shown(name: string): string {
  if (name === parameters) return "a parameter";
  return name === anyName ? "a variable" : name.replace(/^!/, "");
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

const longest = 40;
