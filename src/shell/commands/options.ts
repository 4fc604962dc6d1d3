/** Judges that go by options rather than by verbs, for the tables of this folder. */

import type { EffectKind, Reversible } from "../../model/command-effect.ts";
import type { Risk } from "../../model/risk.ts";
import type { Arg, Call } from "./call.ts";
import { asksForHelp } from "./help.ts";
import { writeTo } from "./paths.ts";
import { isUnknown, type Judge, looks, onEach } from "./row.ts";

/**
 * By options: keys are options with commas between, such as `"-F, --flush"`. The first entry decides of
 * which one is there, so the weightiest stands first. `otherwise` has the word where none is. A long
 * option may be cut short, as most programs allow: `--vacuum-s` is `--vacuum-size`.
 */
export function byOption(table: Readonly<Record<string, Judge>>, otherwise: Judge): Judge {
  const entries = Object.entries(table).map(
    ([options, judge]) => [options.split(",").map((option) => option.trim()), judge] as const,
  );
  return (call) => {
    const exact = entries.find(([options]) => call.has(...options));
    const found = exact ?? entries.find(([options]) => options.some((it) => isCutShort(it, call)));
    return (found?.[1] ?? otherwise)(call);
  };
}

/**
 * `instead` where one of these options is there, commas between: `-s` of apt-get only tries. What `judge`
 * does not know stays unknown.
 */
export function softenedBy(options: string, instead: Judge, judge: Judge): Judge {
  const softened = byOption({ [options]: instead }, judge);
  return (call) => {
    const told = judge(call);
    return told.some(({ kind }) => kind === "unknown") ? told : softened(call);
  };
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

/** A judge of the files that the values of these options name, blanks between: they are written. */
export function writesTo(options: string, does: string): Judge {
  return (call) => {
    const files = call.values(...options.split(" ")).filter(({ text }) => text !== "-");
    const told = files.flatMap((file) => writeTo(file, does));
    return told.length > 0 ? told : looks(call);
  };
}

/**
 * Whether a word that is known only when it runs may be an option, or several: `$@`, `$CURL_OPTS`,
 * `--$flag`. Any other stands for a name, such as `$host`: this much has to be believed.
 */
export function maybeOption({ text, written }: Arg): boolean {
  return text === null && (/^--?["']?[$`{]/.test(written) || openWord.test(written));
}

const openWord = /^"?\$(?:[@*]|\{?\w*(?:opt|arg|flag|param)\w*(?:\[|\}|"|:|$)|\{\w+\[[@*]\])/i;

function isCutShort(option: string, call: Call): boolean {
  return (
    option.startsWith("--") &&
    call.args.some(({ text, written }) => {
      const [given] = (text ?? written).split("=") as [string];
      return given.length > 4 && option.startsWith(given) && call.has(given);
    })
  );
}
