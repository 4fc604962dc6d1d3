/** Judges that go by options rather than by verbs, for the tables of this folder. */

import type { EffectKind, Reversible } from "../../model/command-effect.ts";
import type { Risk } from "../../model/risk.ts";
import { type Arg, type Call, callOf } from "./call.ts";
import { asksForHelp } from "./help.ts";
import { writeTo } from "./paths.ts";
import {
  isUnknown,
  type Judge,
  looks,
  onEach,
  type Row,
  runsCode,
  type Told,
  whenAsked,
} from "./row.ts";

/**
 * By options: keys are options with commas between, such as `"-F, --flush"`. The first entry decides of
 * which one is there, so the weightiest stands first. `otherwise` has the word where none is. A long
 * option may be cut short, as most programs allow: `--vacuum-s` is `--vacuum-size`.
 */
export function byOption(table: Readonly<Record<string, Judge>>, otherwise: Judge): Judge {
  const entries = whenAsked(() =>
    Object.entries(table).map(([options, judge]) => ({
      options: options.split(",").map((option) => option.trim()),
      judge,
    })),
  );
  return (call) => (entryFor(call, entries())?.judge ?? otherwise)(call);
}

interface Entry {
  readonly options: readonly string[];
  readonly judge: Judge;
}

function entryFor(call: Call, entries: readonly Entry[]): Entry | undefined {
  const exact = entries.find(({ options }) => call.has(...options));
  if (exact || !call.args.some(isLong)) return exact;
  return entries.find(({ options }) => cutShort(options, call).length > 0);
}

function isLong({ text, written }: Arg): boolean {
  return (text ?? written).startsWith("--");
}

/**
 * Unknown where one of these options is there cut short, blanks between: its value would be taken for an
 * operand. Those that are whole words of their own have to stand there, too: `--head` is no `--header`.
 */
export function unlessCutShort(options: string, judge: Judge): Judge {
  const names = options.split(/\s+/);
  return orMore((call) => cutShort(names, call).length > 0, judge);
}

/**
 * As `judge` says, and that nobody knows what else, where `isMore` says so: a program is run besides, or a
 * library loaded. Where it is little that would be done, only the unknown is worth a word.
 */
export function orMore(
  isMore: (call: Call) => boolean,
  judge: Judge,
  more: Judge = isUnknown,
): Judge {
  return (call) => {
    const told = judge(call);
    const isOpen = told.some(
      ({ kind, risk }) => kind === "unknown" || (kind === "code" && risk !== "low"),
    );
    if (isOpen || !isMore(call)) return told;
    const isMild = told.every(({ risk }) => risk === "none" || risk === "low");
    return isMild ? more(call) : [...told, ...more(call)];
  };
}

/** The same, where one of these options is there, commas between: each runs code. */
export function orMoreBy(options: string, judge: Judge): Judge {
  const names = options.split(/,\s*/);
  return orMore((call) => isGiven(call, ...names), judge, runsCode);
}

/** Whether one of these options is there, in full or cut short. */
export function isGiven(call: Call, ...options: readonly string[]): boolean {
  return call.has(...options) || cutShort(options, call).length > 0;
}

/** Programs in Go take `--out` for `-out`: their row knows options by one dash. */
export function oneDash({ tells, ...row }: Row): Row {
  return {
    ...row,
    tells: (call) => {
      const args = call.args.map(withOneDash);
      return tells(callOf(call.name, args, row.valued ?? "", call.input, call));
    },
  };
}

function withOneDash({ text, written }: Arg): Arg {
  const second = /^-(?=-(?!(?:help|version)$)[a-z])/;
  return { text: text?.replace(second, "") ?? null, written: written.replace(second, "") };
}

/** Only looks, unless one of these options is there, or a word that may stand for any option. */
export function looksUnless(table: Readonly<Record<string, Judge>>): Judge {
  return byOption(table, looksIfKnown);
}

/** Only looks; unknown where a word may stand for any option. */
export const looksIfKnown: Judge = (call) =>
  call.args.some(maybeOption) ? isUnknown(call) : looks(call);

/** Looks where nothing is named, and else does as `judge` says: `hostname`, `hostname NAME`. */
export function looksAlone(judge: Judge): Judge {
  return (call) => (call.operands.length === 0 ? looksIfKnown(call) : judge(call));
}

/**
 * Of options alone: those in the table decide, `--help` looks, and anything else is unknown. So is what
 * seems harmless, where a word may stand for another option.
 */
export function onlyOption(table: Readonly<Record<string, Judge>>): Judge {
  const judge = byOption(table, (call) => (asksForHelp(call) ? looks(call) : isUnknown(call)));
  return (call) => {
    const told = judge(call);
    const isMild = told.every(({ risk }) => risk === "none" || risk === "low");
    return isMild && call.args.some(maybeOption) ? isUnknown(call) : told;
  };
}

/** A judge that names the value of one of these options, blanks between. */
export function ofOption(
  options: string,
  kind: EffectKind,
  does: string,
  risk: Risk,
  reversible: Reversible,
): Judge {
  return (call) => {
    const value = call.value(...options.split(" "));
    return onEach(value ? [value] : [], kind, does, risk, reversible);
  };
}

/** What is told of the files that these options name, blanks between; of the standard output nothing. */
export function written(call: Call, options: string, does: string): readonly Told[] {
  return writtenBy(call, options.split(/\s+/), does);
}

function writtenBy(call: Call, names: readonly string[], does: string): readonly Told[] {
  const short = cutShort(names, call);
  const files = call.values(...names, ...short);
  const isHidden = files.length === 0 && call.has(...names);
  if (isHidden || short.some((name) => call.value(name) === null)) return isUnknown(call);
  return files.filter(({ text }) => text !== "-").flatMap((file) => writeTo(file, does));
}

/** The values of these options, blanks between, in full or cut short. */
export function valuesOf(call: Call, options: string): readonly Arg[] {
  const names = options.split(/\s+/);
  return call.values(...names, ...cutShort(names, call));
}

/** A judge of the files that the values of these options name, blanks between: they are written. */
export function writesTo(options: string, does: string): Judge {
  return withOutput(options, does, looksIfKnown);
}

/**
 * As `judge` says, and the files that these options name are written. Where it only looks but for them,
 * they alone are told.
 */
export function withOutput(options: string, does: string, judge: Judge): Judge {
  const names = options.split(/\s+/);
  return (call) => withFiles(judge(call), writtenBy(call, names, does));
}

export function withFiles(told: readonly Told[], files: readonly Told[]): readonly Told[] {
  if (files.length === 0) return told;
  return told.every(({ risk }) => risk === "none") ? files : [...told, ...files];
}

/**
 * Whether a word that is known only when it runs may be an option, or several: `$@`, `$CURL_OPTS`,
 * `--$flag`. Any other stands for a name, such as `$host`: this much has to be believed.
 */
export function maybeOption({ text, written }: Arg): boolean {
  return (
    text === null &&
    (/^--?["']?[$`{]/.test(written) || namesOptions.test(written) || hasOption.test(written))
  );
}

/** An item of a list in braces. */
const hasOption = /^\{(.*[{,])?["'\\$]*-/s;

/** What by its name stands for options, or for any number of words. */
export const namesOptions =
  /^"?\$(?:[@*]|\{?\w*(?:opt|arg|flag|param)\w*(?:\[|\}|"|:|$)|\{\w+\[[@*]\])/i;

/**
 * Whether a word is an expansion and nothing else, in no quotes: it falls apart into any words. Where a
 * name is expected it is one; where none is, it may well be options.
 */
export function isLoose({ text, written }: Arg): boolean {
  return text === null && /^(\$\w+|\$\{[^}]*\}|\$\(.*\)|`.*`)$/s.test(written);
}

/** As `judge` says, of a command that takes no names, or none before the first word that it does not know. */
export function unlessLoose(judge: Judge): Judge {
  return orMore(({ operands: [first] }) => first !== undefined && isLoose(first), judge);
}

/** The words that are the beginning of one of these long options, and none of them themselves. */
function cutShort(options: readonly string[], call: Call): readonly string[] {
  const short: string[] = [];
  for (const arg of call.args) {
    if (!isLong(arg)) continue;
    const [given] = (arg.text ?? arg.written).split("=") as [string];
    if (!/^--\w/.test(given) || options.includes(given)) continue;
    if (options.some((option) => option.startsWith(given)) && call.has(given)) short.push(given);
  }
  return short;
}
