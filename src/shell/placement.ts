/** Says where each placeholder stands in shell code. */
import { guessedIn, heededInList, type Listed, type Work } from "./heeding-programs.ts";
import { markPlaceholders } from "./marks.ts";
import { type Heeded, heededThrough } from "./own-signs.ts";
import { type PlaceKind, stricter, strictnessOf } from "./place-kind.ts";
import { findPlaceholders, type Placeholder } from "./placeholder.ts";
import { surveyCode } from "./survey.ts";
import type { Carried, Place } from "./survey-context.ts";
import {
  fillsOf,
  isOfFiles,
  joinVariables,
  keepFiles,
  noFlow,
  signsOf,
  strictestUse,
  type Trace,
  traceOf,
} from "./variable-flow.ts";

export interface Placement extends Placeholder {
  readonly kind: PlaceKind;
  /** Whether the word is an argument of a command, where a dash at its start makes it an option. */
  readonly argument: boolean;
  /** Offsets of the word around it; null outside of words. */
  readonly word: { readonly start: number; readonly end: number } | null;
  /** What takes it on to the place that decides the kind; null when it stands there itself. */
  readonly via: string | null;
  /** Text for which the program that is given the word puts in its own; null for most. */
  readonly replaced: string | null;
  /** The line that ends the heredoc around it; null outside of heredocs. */
  readonly terminator: string | null;
  /** The program that reads it as code of its own; null for shells, and where nothing does. */
  readonly reader: string | null;
  /** Signs that would be more to a program than a part of the value. */
  readonly heeded: readonly Heeded[];
}

/** One for each placeholder, in order. `code` is bash, and so is what `sh` and its like read. */
export function placementsOf(code: string): Placement[] {
  const marked = markPlaceholders(code);
  if (!marked) return findPlaceholders(code).map((one) => ({ ...one, ...nowhere }));
  const flow = noFlow();
  const places = surveyCode(marked.code, marked.marks, flow);
  if (flow.isCut) return unreadable(marked.placeholders);
  const written = places.flatMap((place) => place?.carriers.map(({ name }) => name) ?? []);
  joinVariables(flow, written);
  keepFiles(flow, written);
  // How a value may get to where it is computed with is not followed all the way.
  const computes = flow.uses.some(({ kind }) => kind === "arithmetic");
  const least = flow.changesTables ? "command" : computes ? "nearArithmetic" : null;
  const trace = traceOf(flow);
  const work = { left: mostWords };
  const placements = marked.placeholders.map((placeholder, index): Placement => {
    const place = places[index];
    const placed = place
      ? followed(place, trace, work)
      : { ...nowhere, kind: offTree(code, placeholder) };
    const kind = after(code, placeholder.start, placed.kind);
    return { ...placeholder, ...placed, kind: least ? stricter(kind, least) : kind };
  });
  return work.left < 0 ? unreadable(marked.placeholders) : placements;
}

/** More words in lists, for each place that they get to, than anybody writes. */
const mostWords = 100_000;

function unreadable(placeholders: readonly Placeholder[]): Placement[] {
  return placeholders.map((one) => ({ ...one, ...nowhere, kind: "unreadable" }));
}

const nowhere = {
  kind: "unknown",
  argument: false,
  word: null,
  via: null,
  replaced: null,
  terminator: null,
  reader: null,
  heeded: [],
} as const;

/** Comments are not in the tree. */
function offTree(code: string, { start }: Placeholder): PlaceKind {
  const line = code.slice(code.lastIndexOf("\n", start - 1) + 1, start);
  return /(^|[\s;&|()])#/.test(line) ? "comment" : "unknown";
}

function followed(place: Place, trace: Trace, work: Work): Omit<Placement, keyof Placeholder> {
  const { argument, word, terminator, reader } = place;
  let { kind } = place;
  let via: string | null = null;
  for (const { name, directly, isTold, isNext } of place.carriers) {
    const use = strictestUse(trace, name, isNext);
    // What a command makes of the value and prints is not the value, so splitting it is no matter.
    if (!use || (use === "unquotedLater" && !directly && !isTold)) continue;
    // From a file, it comes as a text among others.
    if (isOfFiles(name) && !/^(nestedCode|command|unknown)$/.test(use)) continue;
    if (strictnessOf(stricter(kind, use)) === strictnessOf(kind)) continue;
    kind = use;
    via = name;
  }
  const fills = place.carriers.flatMap(({ name }) => fillsOf(trace, name));
  const replaced = [...new Set([...(place.replaced ? [place.replaced] : []), ...fills])].join("");
  const carried = place.carriers.flatMap((one) => heededThere(one, trace, work));
  const heeded = [...place.heeded, ...carried];
  return { kind, argument, word, via, replaced: replaced || null, terminator, reader, heeded };
}

/** Signs that count in what takes it, or what that gets to. */
function heededThere(
  { name, directly, isTold, before: textBefore, listed }: Carried,
  trace: Trace,
  work: Work,
): readonly Heeded[] {
  const { heeded, spreads, parts } = signsOf(trace, name);
  const isAsItIs = directly || isTold === true;
  if (!isAsItIs || heeded.length + spreads.length + parts.length === 0) return [];
  const before = textBefore();
  const list = listed ?? splitList(before);
  const last = listed ? before : (list.words.at(-1)?.value ?? "");
  return [
    ...heeded.map((one) => heededThrough(one, before)),
    ...heededInList(spreads, list, last, work),
    ...guessedIn(parts, last),
  ];
}

/** The words that a variable becomes where it is split: the last of them goes on with the value. */
function splitList(before: string): Listed {
  const words = before.split(/\s+/).map((value) => ({ value, literal: true }));
  return { words, at: words.length - 1 };
}

/** The kind of a place with regard to what stands right before it. */
function after(code: string, offset: number, kind: PlaceKind): PlaceKind {
  // After a backslash, a quote would be taken as it is and quote nothing.
  if (isEscaped(code, offset)) return stricter("unknown", kind);
  // Behind a word, zsh takes what bash cannot read for the same as `*(…)`.
  if (kind === "unknown" && /[^\s$<>=(]\([^\s()]*$/.test(wordBefore(code, offset))) {
    return "extendedPattern";
  }
  // zsh reads on where bash takes `$1` and `$#` for whole: `$12`, `$#name`, `$*[1]`.
  const isSign = /^\$[\d#?*@$!-]$/.test(code.slice(Math.max(offset - 2, 0), offset));
  const isRead = isSign && !isEscaped(code, offset - 2) && !takenAsWritten.includes(kind);
  return isRead ? stricter("variableName", kind) : kind;
}

const takenAsWritten: readonly PlaceKind[] = ["singleQuoted", "heredocQuoted", "comment"];

/** What of a word stands before the offset. */
export function wordBefore(code: string, offset: number): string {
  let from = offset;
  while (/\S/.test(code.charAt(from - 1))) from -= 1;
  return code.slice(from, offset);
}

function isEscaped(code: string, offset: number): boolean {
  let from = offset;
  while (code[from - 1] === "\\") from -= 1;
  return (offset - from) % 2 === 1;
}
