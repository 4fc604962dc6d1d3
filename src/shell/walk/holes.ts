/**
 * Holes stand in a text for what is known only when the code runs: an expansion, a pattern, a placeholder.
 * Each is a character of its own that no shell gives a meaning, so a text with holes can be parsed again.
 */
import type { SyntaxNode } from "unbash";
import type { Unknown } from "../invocations.ts";
import type { Letters } from "../letters.ts";
import { replacePlaceholders } from "../placeholder.ts";

export interface Holes {
  /** The outermost code as it is written: as long as the one with holes. */
  readonly code: string;
  readonly all: Hole[];
  /** By what is written there. */
  readonly known: Map<string, string>;
  /** How many characters may still be made of lists in braces. */
  left: number;
  /** What the code itself has given a name: the body of a function, and null for what may be any of several. */
  readonly own: Map<string, SyntaxNode | null>;
}

export interface Hole {
  readonly written: string;
  /** How many times its character stands for it: as often as the placeholder is long. */
  readonly width: number;
  /** Whether a shell that reads the text again could find code in it. */
  readonly isCode: boolean;
  /** What is expanded there; null for what has no part of the code to itself. */
  readonly of: SyntaxNode | Fed | "digits" | null;
  /** Whether it is part of a name: it has no slash. */
  readonly isName: boolean;
}

/** What a command adds of its input, or a loop puts into a variable, which these commands print in a pipe. */
export interface Fed {
  readonly type: "Fed";
  readonly from: readonly SyntaxNode[];
  readonly by: "xargs" | "for" | "read";
  /** Of a loop. */
  readonly variable?: string;
}

const first = 0xe000;
const most = 6000;
const mostSpread = 1_000_000;
/** The hole that stands for any directory: beyond those that are dug. */
export const anywhere = "\uf8ff";
/** The one behind the value of a variable that may not be there. */
const orNone = "\uf8fe";
const anyHole = /[\uE000-\uF8FF]/;
const runsOfHoles = /([\uE000-\uF8FF])\1*/g;

export function noHoles(code: string): Holes {
  return { code, all: [], known: new Map(), left: mostSpread, own: new Map() };
}

/** As long as the code, with a hole for each placeholder: only what needs no quotes may stand for it. */
export function withHoles(holes: Holes): string {
  const { code } = holes;
  const isTaken = hasHole(code);
  if (!isTaken && !code.includes("{{")) return code;
  const plain = isTaken ? withoutTaken(code, holes) : code;
  return replacePlaceholders(plain, ({ start, end }) => {
    const written = plain.slice(start, end);
    return dig(holes, written, false, written.length).repeat(written.length);
  });
}

/** Characters of holes that stand in the code by themselves are holes, too. */
function withoutTaken(code: string, holes: Holes): string {
  return code.replace(runsOfHoles, (run, one: string) => dig(holes, one, false).repeat(run.length));
}

/** The character of a hole. */
export function dig(
  holes: Holes,
  written: string,
  isCode: boolean,
  width = 1,
  of: Hole["of"] = null,
  isName = isPartOfName(written, of),
): string {
  const kind = typeof of === "string" ? of : (of?.type ?? "");
  // What is fed is another each time.
  const which = kind === "Fed" ? holes.all.length : "";
  const key = `${isCode} ${isName} ${width} ${kind}${which} ${written}`;
  const known = holes.known.get(key);
  if (known !== undefined) return known;
  const isFull = holes.all.length >= most;
  if (!isFull) holes.all.push({ written: filled(holes, written), width, isCode, of, isName });
  const made = String.fromCharCode(first + (isFull ? most : holes.all.length - 1));
  if (isFull) holes.all[most] ??= { ...anything, written: "…" };
  else holes.known.set(key, made);
  return made;
}

function isPartOfName(written: string, of: Hole["of"]): boolean {
  return of === "digits" || (isGlob({ of }) && !/\*\*/.test(written));
}

/** Whether files take its place. */
export function isGlob({ of }: Pick<Hole, "of">): boolean {
  return typeof of === "object" && of?.type === "Glob";
}

/** What a character of a text stands for; undefined where it is no hole that was dug. */
export function holeAt({ all }: Holes, character: string): Hole | undefined {
  return all[character.charCodeAt(0) - first];
}

export function hasHole(text: string): boolean {
  return anyHole.test(text);
}

/** Whether reading the text as code may bring up code that is not in it. */
export function hidesCode(holes: Holes, text: string): boolean {
  if (!hasHole(text)) return false;
  return [...text].some((one) => holeAt(holes, one)?.isCode ?? false);
}

/** Either this value or none. */
export function perhapsNone(value: string): string {
  return isPerhapsNone(value) ? value : value + orNone;
}

export function isPerhapsNone(value: string): boolean {
  return value.endsWith(orNone);
}

/** The holes of a text, in order. */
export function holesIn(holes: Holes, text: string): readonly Hole[] {
  const found: Hole[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const hole = holeAt(holes, text.charAt(at));
    if (hole && !found.includes(hole)) found.push(hole);
  }
  return found;
}

/** A text letter by letter, with what is not known for its holes. */
export function lettersIn(
  holes: Holes,
  text: string,
  wordsOf: (hole: Hole) => Unknown["words"],
): Letters<Unknown> {
  if (!hasHole(text)) return text;
  return [...text.replace(runsOfHoles, "$1")].map((one) => {
    if (!hasHole(one)) return one;
    const hole = holeAt(holes, one) ?? anything;
    if (isHome(holes, hole)) return "~";
    return { written: hole.written, isName: hole.isName, words: wordsOf(hole) };
  });
}

/** Any directory, or a hole that there was no place for. */
const anything: Hole = { written: "$PWD", width: 1, isCode: true, of: null, isName: false };

function isHome(holes: Holes, { written }: Hole): boolean {
  return /^\$(HOME|\{HOME\})$/.test(written) && !setsHome(holes);
}

/** Whether the code may say that another directory is home. */
export function setsHome({ code }: Holes): boolean {
  return setting("HOME").test(code);
}

/** Whether the code may say where it stands, or stood before, otherwise than by going there. */
export function setsPlace({ code }: Holes): boolean {
  return setting("OLDPWD|PWD|DIRSTACK").test(code);
}

/** A name that is not expanded there, or is given a value where it has none. */
function setting(names: string): RegExp {
  return new RegExp(`(?<![$\\w]|\\$\\{)(?:${names})\\b|\\$\\{(?:${names}):?=`);
}

/** The text with what is written for each hole. */
export function filled(holes: Holes, text: string): string {
  if (!hasHole(text)) return text;
  return text.replace(runsOfHoles, (run, one: string) => {
    const hole = holeAt(holes, one);
    if (one === anywhere) return '"$PWD"';
    if (one === orNone) return "";
    return hole ? hole.written.repeat(Math.ceil(run.length / hole.width)) : run;
  });
}
