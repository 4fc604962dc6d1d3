/**
 * Follows text from outside (what a command prints, a file, what `read` reads) through variables to where bash
 * computes with it, or takes it for a name: there it runs what stands in a subscript, as in `a[$(reboot)]`. A name
 * that nothing in the code sets has no such text: it comes from the environment, and so from the operator.
 */
import type { SyntaxNode } from "unbash";
import { doubtOf } from "../doubt.ts";
import type { Invocation } from "../invocations.ts";
import type { Range } from "./frame.ts";
import { filled, hasHole } from "./holes.ts";
import { isOneWord } from "./loop-words.ts";
import { hasCode } from "./origins.ts";
import { outsideIn, type Reach, reachedOf, reachIn } from "./reach.ts";
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
  /** Arrays that have numbers for keys, if nothing unsets them: `declare -A` makes no others of those. */
  readonly lists: Set<string>;
  /** Functions and aliases of the code. */
  readonly own: Map<string, SyntaxNode | null>;
  /** Variables that stand for others, and for which. */
  readonly references: Map<string, Set<string>>;
  /** Variables that choose what runs, where something else than an assignment sets them. */
  readonly settings: Map<Invocation, string>;
  /** How far such text gets where it may be code, and where it may be options; null until somebody asks. */
  asCode: Reach | null;
  asOptions: Reach | null;
  asNames: Reach | null;
}

export interface Gift {
  readonly name: string;
  /** Perhaps with holes; null for text from outside. */
  readonly text: string | null;
  /** What the text is printed by, where that is known of text from outside. */
  readonly source?: readonly SyntaxNode[] | undefined;
  /** Whether patterns in it stand for names of files. */
  readonly matchesFiles?: boolean;
  /** Whether it is one word of those that a loop has taken apart. */
  readonly isWord?: boolean;
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
  `may be told to run another command by the text of ${text}, which has no quotes`;
export const runsByOption: Remark = (text) =>
  `may be told to run another command by the text of ${text}, if that begins with a dash`;
export const states: Remark = (text) =>
  `runs a statement with ${text} in it, whose text may be statements of its own`;
export const fillsIn: Remark = (text) =>
  `fills in the format ${text}, whose text may hold a command that tmux runs`;
export const setsAny: Remark = (text) =>
  `sets the variables that ${text} names, perhaps one that chooses what runs`;
export const expands: Remark = (text) =>
  `expands ${text} once more, whose text may hold code that bash runs`;

export function noOutsideText(own: OutsideText["own"]): OutsideText {
  return {
    gifts: [],
    own,
    asCode: null,
    asOptions: null,
    asNames: null,
    uses: new Map(),
    computed: new Set(),
    arrays: new Set(),
    lists: new Set(),
    references: new Map(),
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
  const isLater = wrappers.some(({ words: [first] }) => first?.text === "trap");
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

/** What was found, without the uses of text that is harmless. */
export function withoutHarmless(walk: Walk): Invocation[] {
  const { found, outside, holes } = walk;
  const { uses, settings } = outside;
  if (uses.size === 0 && settings.size === 0) return found;
  const lastDoubted =
    settings.size === 0 ? -1 : found.findLastIndex((one) => one.name && doubtOf(one) !== null);
  return found.flatMap((one, index) => {
    const set = settings.get(one);
    if (set !== undefined) {
      return index < lastDoubted
        ? []
        : [{ ...one, remark: `sets ${set}, which chooses what runs` }];
    }
    const known = uses.get(one);
    if (!known) return [one];
    const areOptions = known.remark === runsOther || known.remark === runsByOption;
    const where = areOptions ? "asOptions" : "asCode";
    const culprit = culpritOf(known, reachIn(walk, where));
    if (culprit === null) return [];
    const isName = ({ text }: Named) =>
      !hasHole(text.slice(0, 1)) && isOneWord(outside.gifts, holes, text);
    if (known.remark === runsOther && known.texts.every(isName)) return [];
    return [{ ...one, remark: known.remark(shortened(filled(holes, culprit))) }];
  });
}

/** What to blame: the variable, or what is expanded there; null where nothing is from outside. */
function culpritOf({ texts, names }: Pick<Use, "texts" | "names">, reach: Reach): string | null {
  for (const { name, text } of texts) {
    if ((name === null ? isSubstituted : hasCode).test(text)) return name ?? text;
    const found = outsideIn(text, reach);
    if (found !== null) return name ?? found;
  }
  return reachedOf(names, reach) ?? null;
}

/** In what stands there itself, `$x` is a variable like any other. */
const isSubstituted = /\$[({]|`/;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

const longest = 40;
