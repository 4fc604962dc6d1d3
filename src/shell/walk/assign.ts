/** What it changes when a variable is given a text: by an assignment, by a loop, by a builtin. */
import { isHarmless } from "../doubt.ts";
import { arithmeticVariables } from "../known-commands.ts";
import { choosesProgram, isPassedOn, isTable } from "../known-variables.ts";
import { noteComputed } from "./arithmetic.ts";
import type { Range } from "./frame.ts";
import { dig, filled, hasHole } from "./holes.ts";
import { type Gift, noteSetting, noteUse, takesName } from "./outside-text.ts";
import { type Assigned, exportVariable, forget, setVariable, stopFollowing } from "./shell.ts";
import { type Around, spend, type Walk } from "./walk.ts";

/** An assignment without a command stays. What it may have in it has been given already. */
export function assign(walk: Walk, around: Around, at: Range, assigned: Assigned): void {
  const { name, text } = assigned;
  if (text === null) forget(around.shell, [name]);
  else setVariable(around.shell, name, text);
  passOn(around, assigned);
  for (const target of targetsOf(walk, name)) put(walk, around, at, { name: target, text });
}

/** Something else than an assignment gives it a text, of which no value is certain from there on. */
export function put(walk: Walk, around: Around, at: Range, gift: Gift): void {
  give(walk, around, at, gift);
  const { name, text } = gift;
  if (name === "IFS") stopFollowing(around.shell);
  forget(around.shell, [name]);
  const assigned = { name, text, written: text === null ? "$_" : filled(walk.holes, text) };
  const seen = { ...assigned, text: text === null || hasHole(text) ? null : text };
  const isGiven = passOn(around, assigned);
  if (isGiven && choosesProgram(name) && !isTable.test(name) && !isHarmless(seen)) {
    noteSetting(walk, around, at, name);
  }
  for (const target of targetsOf(walk, name)) put(walk, around, at, { ...gift, name: target });
}

/** From here on it may have the text in it. */
export function give(walk: Walk, around: Around, at: Range, gift: Gift): void {
  if (!spend(walk, (gift.text?.length ?? 0) / 100 + around.shell.variables.size / 10)) return;
  const { gifts, references } = walk.outside;
  gifts.push(gift);
  if (gift.name === "PS4" && mayAssign(gift.text)) stopFollowing(around.shell);
  if (isTable.test(gift.name)) noteSetting(walk, around, at, gift.name);
  const targets = references.get(gift.name);
  // The first text of a reference without a variable is the name of one.
  if (targets?.size === 0 && gift.text !== null) {
    for (const [name] of gift.text.matchAll(/[A-Za-z_]\w*/g)) targets.add(name);
    noteUse(walk, around, at, gift.text, takesName, false);
  }
  if (!walk.outside.computed.has(gift.name) && !arithmeticVariables.has(gift.name)) return;
  noteComputed(walk, around, at, gift.text ?? dig(walk.holes, gift.name, true));
}

/** With `set -x`, this is expanded before each command: `$((x=1))`, `${x:=1}`. */
function mayAssign(prompt: string | null): boolean {
  return prompt === null || /\$.*(=|\+\+|--|\(\(|\$\[|\{!|\[(?![\d@*]))/s.test(prompt);
}

function passOn({ shell }: Around, assigned: Assigned): boolean {
  const { name } = assigned;
  const isGiven = isPassedOn(name) || shell.exported.has(name);
  if (isGiven) exportVariable(shell, assigned);
  return isGiven;
}

/** The variables for which another name stands: `declare -n name=variable`. */
function targetsOf({ outside }: Walk, name: string): readonly string[] {
  const { references } = outside;
  if (!references.has(name)) return [];
  const reached = new Set([name]);
  for (const one of reached) for (const target of references.get(one) ?? []) reached.add(target);
  return [...reached].filter((one) => !references.has(one));
}
