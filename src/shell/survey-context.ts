/** What a survey of code knows at each point of its walk, and how it takes notes. */
import type { SyntaxNode } from "unbash";
import type { Aliases } from "./aliases.ts";
import type { Constants } from "./constants.ts";
import { guessedIn, type Heeds, type Listed } from "./heeding-programs.ts";
import { joined } from "./joined-places.ts";
import { knownText } from "./known-text.ts";
import { findMarks, type Mark } from "./marks.ts";
import { type Heeded, heededAt } from "./own-signs.ts";
import { type PlaceKind, stricter } from "./place-kind.ts";
import type { Input } from "./program.ts";
import { carriers, type Flow, isOutput, namesAt } from "./variable-flow.ts";

export interface Place {
  readonly kind: PlaceKind;
  /** Whether the word is an argument of a command, where a dash at its start makes it an option. */
  readonly argument: boolean;
  /** Offsets of the word around it. */
  readonly word: { readonly start: number; readonly end: number } | null;
  /** What takes it from there, in this code and in any that is nested in it. */
  readonly carriers: readonly Carried[];
  /** Text for which the program that is given the word puts in its own, as `find -exec` does for `{}`. */
  readonly replaced: string | null;
  /** The line that ends the heredoc around it. */
  readonly terminator: string | null;
  /** The program that reads it as code of its own; null for shells, and where nothing does. */
  readonly reader: string | null;
  /** Signs that would be more to a program than a part of the value. */
  readonly heeded: readonly Heeded[];
}

export interface Carrier {
  readonly name: string;
  /** Whether no command's output stands between. */
  readonly directly: boolean;
  /** Whether what stands between prints it as it is. */
  readonly isTold?: boolean;
  /** Whether each word of it may begin a line there. */
  readonly startsLine?: boolean;
  /** How much of the word is no part of what it takes: `x=` in `env x=value`. */
  readonly after?: number;
}

export interface Carried extends Carrier {
  /** Whether it begins a command there, should what takes it be run as code. */
  readonly isNext: boolean;
  /** What the code has in front of the value in what it takes; looked for only where somebody asks. */
  readonly before: () => string;
  /** The words in a row that an array or the parameters get, and which of them it is. */
  readonly listed: Listed | null;
}

/** One walk. The notes it takes are `places` and `flow`. */
export interface Survey {
  /** The text that is walked through; the marks stand in it. */
  readonly code: string;
  /** In order. */
  readonly marks: readonly Mark[];
  /** One for each mark; null while nothing is known. */
  readonly places: (Place | null)[];
  /** Names of the functions that the code defines. */
  readonly functions: ReadonlySet<string>;
  /** What it defines as aliases, and the code around it. */
  readonly aliases: Aliases;
  /** Words of the code that are names with a subscript. */
  readonly subscripted: readonly string[];
  /** Whether `exec` or `coproc` gives it input that any of its commands may read. */
  readonly reopens: boolean;
  /** Whether it moves parameters, so that any of them may be the first. */
  readonly shifts: boolean;
  /** Whether it gives code a first parameter after which another one may be the command. */
  handsOptions: boolean;
  /** What has been found in texts that a shell reads as code, by all that matters for that. */
  readonly found: Map<string, readonly (Place | null)[]>;
  /** What standard input is to code that shells read in it, by its text. */
  readonly inputs: Map<string, Input>;
  /** The strictest that standard input is to any of its functions. */
  functionInput: Input;
  readonly constants: Constants;
  readonly flow: Flow;
  /** Walks on below a node. */
  readonly visit: (node: SyntaxNode, context: Context) => void;
  readonly visitChildren: (node: SyntaxNode, context: Context) => void;
  /** Whether it is such a text that is looked at. */
  readonly isAside: boolean;
  /** Looks at another text that may be code, and takes no notes of what becomes of anything there. */
  readonly surveyAside: (text: string, marks: readonly Mark[]) => readonly (Place | null)[];
  /** Looks at another text that a shell reads as code, and what becomes of what that prints. */
  readonly surveyText: (
    text: string,
    marks: readonly Mark[],
    context: Context,
  ) => readonly (Place | null)[];
}

/** What is known about a place from all that is around it. */
export interface Context extends Omit<Place, "carriers" | "heeded"> {
  readonly carriers: readonly Carrier[];
  /** The signs that the command heeds in the word around it. */
  readonly heeds: Heeds | null;
  readonly listed: Carried["listed"];
  /** What text outside of quotes is here. */
  readonly kind: "word" | "assignment" | "redirection";
  /** Set where something around is stricter than that. */
  readonly strict: PlaceKind | null;
  readonly quoted: boolean;
  /** Whether what reads it as code, if anything does, is not known, or is no shell. */
  readonly isForeign: boolean;
  /** Whether an expansion outside of quotes is split into words here. */
  readonly splits: boolean;
  /** Whether what is printed is split into words. */
  readonly splitsPrinted: boolean;
  /** Whether a pipe in sight gives it its input. */
  readonly isPiped: boolean;
}

/** How the nodes of some types are visited; all others have just their children visited. */
export type Visitors = {
  readonly [Type in SyntaxNode["type"]]?: (
    survey: Survey,
    node: Extract<SyntaxNode, { type: Type }>,
    context: Context,
  ) => void;
};

/** The context at the start of a script. */
export const outside: Context = {
  kind: "word",
  strict: null,
  quoted: false,
  isForeign: false,
  splits: true,
  splitsPrinted: false,
  isPiped: false,
  argument: false,
  word: null,
  carriers: [],
  replaced: null,
  terminator: null,
  reader: null,
  heeds: null,
  listed: null,
};

/** The context of what `name` takes; what a command prints that has it goes where it went before. */
export function into(context: Context, name: string): Context {
  return { ...context, carriers: [{ name, directly: true }, ...printed(context.carriers)] };
}

/** What takes a command's output takes what the command makes of a value, not the value. */
export function printed(carriers: readonly Carrier[]): Carrier[] {
  const all = carriers.map((carrier): [string, Carrier] => [
    `${carrier.startsLine} ${carrier.name}`,
    carrier.startsLine ? carrier : { name: carrier.name, directly: false },
  ]);
  // Each once: within many levels of commands, the same take what is printed at each.
  return [...new Map(all).values()];
}

/** The context below something that is stricter. */
export function under(context: Context, kind: PlaceKind): Context {
  return { ...context, strict: context.strict ? stricter(context.strict, kind) : kind };
}

/** The context of what a command has as its standard input. */
export function underInput(context: Context, input: Input): Context {
  switch (input) {
    case "plain":
      return context;
    case "arguments":
      return under(context, "splitInput");
    case "command":
      return under(context, "command");
    default:
      return under(context, "nestedCode");
  }
}

/** Notes the place of every mark within the node; what is found deeper in the tree replaces it. */
export function note(survey: Survey, node: Range, context: Context): void {
  const { strict, quoted, argument, word, carriers, replaced, terminator, reader, listed } =
    context;
  const kind = strict ?? (quoted ? "doubleQuoted" : context.kind);
  // In a word that becomes several, a value may be any of them.
  const spread = context.heeds?.spread;
  const guessed = spread ? guessedIn([spread], "") : [];
  for (const index of marksIn(survey, node)) {
    const offset = survey.marks[index]?.start ?? 0;
    const taken = carriers.map((carrier) => ({
      ...carrier,
      isNext: isNext(survey, carrier, context, offset),
      before: () => knownBefore(survey, context, offset).slice(carrier.after),
      listed,
    }));
    const heeded = [...heededHere(survey, context, offset), ...guessed];
    const filled = { replaced, terminator, reader, heeded };
    survey.places[index] = { kind, argument, word, carriers: taken, ...filled };
  }
}

function heededHere(survey: Survey, context: Context, offset: number): readonly Heeded[] {
  const { heeds, word } = context;
  if (heeds === null || heeds.texts.length === 0 || word === null) return [];
  const before = knownBefore(survey, context, offset);
  return heeds.texts.map((text) => heededAt(text, before));
}

/** What the code itself has in a word in front of `offset`, without quotes, placeholders and variables. */
function knownBefore(survey: Survey, { word }: Context, offset: number): string {
  if (word === null || offset - word.start > longestWord) return "";
  let known = "";
  let from = word.start;
  for (const index of marksIn(survey, { pos: word.start, end: offset })) {
    const mark = survey.marks[index];
    known += survey.code.slice(from, mark?.start);
    from = mark?.end ?? from;
  }
  known += survey.code.slice(from, offset);
  return knownText(known);
}

function isNext(
  survey: Survey,
  { directly, startsLine }: Carrier,
  context: Context,
  offset: number,
): boolean {
  if (!directly || beginsCommand(survey, context, offset)) return true;
  return startsLine === true && beginsWord(survey, context, offset);
}

/** Whether a word, a line of a heredoc, or the last part of a path begins at `offset`. */
function beginsWord({ code }: Survey, { word }: Context, offset: number): boolean {
  if (word === null) return /(^|\n|[;|&(])[ \t]*$/.test(code.slice(0, offset));
  return /^(.*\/)?["'$]*$/s.test(code.slice(word.start, offset));
}

/** Whether what stands in a word up to `offset` ends a command, should it be run as code. */
function beginsCommand({ code }: Survey, { word }: Context, offset: number): boolean {
  if (word === null) return false;
  if (offset - word.start > longestWord) return true;
  const before = code.slice(word.start, offset);
  return /[\n;|&()`]/.test(before.replace(/\$\([^()]*\)/g, ""));
}

/** Of what is longer, nobody looks what is in it. */
const longestWord = 4000;

/** Whether a mark is in a text, which may have been made from the code: all begin and end with the same letter. */
export function hasMark({ marks: [first] }: Survey, text: string): boolean {
  const letter = first?.text.charAt(0);
  if (letter === undefined || !text.includes(letter)) return false;
  return new RegExp(`${letter}[0-9a-z]{3}${letter}`).test(text);
}

export interface Range {
  readonly pos: number;
  readonly end: number;
}

/** The indexes of the marks in it, which stand in order. */
function marksIn({ marks }: Survey, { pos, end }: Range): readonly number[] {
  let [from, to] = [0, marks.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((marks[middle]?.start ?? 0) < pos) from = middle + 1;
    else to = middle;
  }
  const indexes: number[] = [];
  for (let at = from; (marks[at]?.end ?? Number.POSITIVE_INFINITY) <= end; at += 1)
    indexes.push(at);
  return indexes;
}

/** Notes that a variable is expanded at `offset`. */
export function noteUse(survey: Survey, variable: string, context: Context, offset: number): void {
  const kind = kindOfUse(context);
  const { replaced } = context;
  // `$@` as a command: all of them are split.
  if (isSpread.test(variable) && kind === "command" && isSplit(context)) {
    noteUse(survey, variable, { ...context, strict: null }, offset);
  }
  for (const carrier of carriersOf(survey, variable, kind, context.quoted)) {
    if (kind) survey.flow.uses.push({ carrier, kind });
    if (kind && isSplit(context)) {
      const asCode = context.isForeign ? "unknown" : kind;
      survey.flow.patterns.push({ carrier, kind: asCode, names: namesAt(survey.flow) });
    }
    if (replaced !== null) survey.flow.fills.push({ carrier, replaced });
    for (const heeded of heededHere(survey, context, offset)) {
      survey.flow.heeded.push({ carrier, heeded });
    }
    const spread = context.heeds?.spread;
    if (spread) survey.flow.spreads.push({ carrier, spread });
    for (const to of context.carriers) {
      const next = isNext(survey, to, context, offset);
      const isMade = !(to.directly || to.isTold) || isOutput(carrier);
      survey.flow.copies.push({ from: carrier, to: to.name, isNext: next, isMade });
    }
  }
}

function carriersOf(
  survey: Survey,
  variable: string,
  kind: PlaceKind | null,
  quoted: boolean,
): string[] {
  if (variable === "0") return [carriers.zerothParameter];
  if (!/^([@*]|\d+)$/.test(variable)) return [variable];
  // `"$@"` as a command: the first is what runs, the others are its arguments. `"$*"` is one word.
  const isList = variable === "@" || (variable === "*" && !quoted);
  const isFirst = isList && kind === "command" && !survey.shifts;
  const { firstParameter, laterParameters } = carriers;
  return isFirst ? [firstParameter] : [firstParameter, laterParameters];
}

const isSpread = /^[@*]$/;

export function isSplit({ quoted, splits }: Context): boolean {
  return splits && !quoted;
}

const strictInValues: readonly PlaceKind[] = [
  "nestedCode",
  "arithmetic",
  "command",
  "splitInput",
  "unquotedLater",
];

/** What an expansion gives is not read as shell code again, so fewer places are strict about it. */
function kindOfUse({ strict, quoted, splits }: Context): PlaceKind | null {
  // After `>&`, bash expands a word that is no number once more.
  if (strict === "descriptor") return "nestedCode";
  if (strict !== null && strictInValues.includes(strict)) return strict;
  if (quoted) return null;
  return strict === "pattern" ? "pattern" : splits ? "unquotedLater" : null;
}

/** Notes the variables in the subscript of a name that a builtin evaluates, as in `read 'a[x]'`. */
export function noteSubscript(survey: Survey, name: string): void {
  const subscript = /^(?:-\w*)?[A-Za-z_]\w*\[(.+)\]/s.exec(name)?.[1];
  if (subscript !== undefined) noteNames(survey, subscript);
}

/** Notes the variables in an arithmetic expression, where they need no `$`. */
export function noteNames(survey: Survey, expression: string): void {
  for (const [variable] of expression.matchAll(/[A-Za-z_]\w*/g)) {
    survey.flow.uses.push({ carrier: variable, kind: "arithmetic" });
  }
  if (!/\$\{?[\d@*]/.test(expression)) return;
  for (const carrier of [carriers.firstParameter, carriers.laterParameters]) {
    survey.flow.uses.push({ carrier, kind: "arithmetic" });
  }
}

/**
 * Looks at `text`, which a shell makes of `range` and reads as code of its own; what that prints goes where
 * `context` says. That can only make the places within the range stricter.
 */
export function noteText(survey: Survey, range: Range, text: string, context = outside): void {
  const within = placesWithin(survey, range, text, (marks) =>
    survey.surveyText(text, marks, context),
  );
  for (const { index, outer, inner } of within) {
    survey.places[index] = { ...joined(outer, inner), kind: stricter(outer.kind, inner.kind) };
  }
}

interface Within {
  readonly index: number;
  readonly outer: Place;
  readonly inner: Place;
}

/** The marks of the range that are in the text, with their places here and in there. */
export function placesWithin(
  survey: Survey,
  range: Range,
  text: string,
  look: (marks: readonly Mark[]) => readonly (Place | null)[],
): Within[] {
  const inside = marksIn(survey, range);
  const marks = inside.flatMap((index) => survey.marks[index] ?? []);
  const known = findMarks(marks, text).flatMap((mark, at) =>
    mark ? [{ mark, index: inside[at] ?? -1 }] : [],
  );
  known.sort((one, other) => one.mark.start - other.mark.start);
  const places = look(known.map(({ mark }) => mark));
  return known.flatMap(({ index }, at) => {
    const [outer, inner] = [survey.places[index], places[at]];
    return outer && inner ? [{ index, outer, inner }] : [];
  });
}
