/**
 * What bash may assign when it computes: it computes also with the texts of variables, and `x='d=0'` sets `d` wherever
 * `x` is taken for a number. Where one is none, bash leaves the rest of the line.
 */
import { choosesProgram } from "../known-variables.ts";
import { type Known, pipedFrom } from "./digits.ts";
import type { Range } from "./frame.ts";
import { hasHole } from "./holes.ts";
import { addHoles, addPrinted, anyName, noOrigins, type Origins } from "./origins.ts";
import { computes, type Gift, noteSetting, noteUse } from "./outside-text.ts";
import { forget, forgetAll, variableValue } from "./shell.ts";
import { type Around, spend, type Walk } from "./walk.ts";

/** Bash computes with `text`; `written` has its operators, where the text has only what they stand between. */
export function noteComputed(
  walk: Walk,
  around: Around,
  at: Range,
  text: string,
  written = text,
): void {
  noteUse(walk, around, at, text, computes, true);
  // `$x = 1` sets no number.
  const setsOpen = assigning.test(written) && written.includes("$");
  if (setsOpen || maySlip.test(written)) walk.mishaps += 1;
  if (!/[A-Za-z_\uE000-\uF8FF]/.test(text)) return;
  for (const name of forgetComputed(walk, around, marked(text, written))) {
    if (choosesProgram(name)) noteSetting(walk, around, at, name);
  }
}

/** A text whose names are set, whatever else it says of them. */
function marked(text: string, by: string): string {
  return assigning.test(by) && !assigning.test(text) ? `${text} =` : text;
}

/** The names that may be set, as far as these can be told. */
export function forgetComputed(walk: Walk, { shell }: Around, text: string): ReadonlySet<string> {
  const texts = new Set([text]);
  const set = new Set<string>();
  const known = { own: walk.outside.own, asOptions: false, left: mostCommands };
  for (const one of texts) {
    if (!spend(walk, 1 + one.length / 100)) return set;
    if (one !== text && (maySlip.test(one) || !isComputed.test(one))) walk.mishaps += 1;
    const origins = noOrigins();
    if (hasHole(one)) addHoles(origins, one, { holes: walk.holes, known, matchesFiles: false });
    for (const [, name = ""] of one.matchAll(/\$\{?([A-Za-z_]\w*)/g)) origins.names.add(name);
    const spelled = one.match(/[A-Za-z_]\w*/g) ?? [];
    if (assigning.test(one)) for (const name of spelled) set.add(name);
    // What stands for a name may be the one that is set.
    for (const name of [...origins.names]) {
      // With nothing in its place, what stands around it may be no sum.
      if (!isSet(walk, shell, name)) walk.mishaps += 1;
      for (const value of textsOf(walk, shell, name, known, origins)) texts.add(marked(value, one));
    }
    for (const name of spelled) {
      for (const value of textsOf(walk, shell, name, known, origins)) texts.add(value);
    }
    if (origins.outside === null && !origins.names.has(anyName)) continue;
    walk.mishaps += 1;
    forgetAll(shell);
    return set;
  }
  forget(shell, set);
  return set;
}

const mostCommands = 200;
const assigning = /(?<![=!<>])=(?!=)|\+\+|--/;
/** It may divide by nothing, or has a digit that is none. */
const maySlip = /[/%](?!=?\s*[1-9])|\*\*|\b0\d*[89]/;
const isComputed = /^([\w\uE000-\uF8FF=!<>+\-*/%&|^~?:,()[\]]|(?<!\w) | (?!\w))*$/;

function isSet({ outside }: Walk, shell: Around["shell"], name: string): boolean {
  return variableValue(shell, name) !== null || outside.gifts.some((gift) => gift.name === name);
}

/** What a variable is, or may be, other than what comes from outside, which is noted in `origins`. */
function textsOf(
  walk: Walk,
  shell: Around["shell"],
  name: string,
  known: Known,
  origins: Origins,
): readonly string[] {
  const value = variableValue(shell, name);
  if (value !== null) return [value];
  const { outside, holes } = walk;
  if (!spend(walk, outside.gifts.length / 100)) return [];
  const addSource = ({ source }: Gift) => {
    const made = source ? pipedFrom(source, known) : null;
    addPrinted(origins, made, name, { holes, known, matchesFiles: false });
  };
  return outside.gifts.flatMap((gift) => {
    if (gift.name !== name) return [];
    if (gift.text !== null) return [gift.text];
    addSource(gift);
    return [];
  });
}
