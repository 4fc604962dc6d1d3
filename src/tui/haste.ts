/**
 * Keys that come too soon to be an answer: nobody has read what they would answer. A terminal does not
 * say when a key is let go, so a key that is held down looks like one that is pressed again and again.
 */
import type { Key } from "./key.ts";
import type { Moment } from "./moment.ts";
import type { Scene } from "./scene.ts";

/** The last key, whatever came of it. */
export interface Pressed {
  readonly key: Key;
  /** On the clock of `Scene.nowMs`. */
  readonly atMs: number;
}

/** How long a question that wants a yes has to be on the screen first, in milliseconds. */
const readMs = 400;

/** The same key again within this counts as held down, in milliseconds. */
const repeatMs = 400;

/** Where it matters most: keyboards wait up to two thirds of a second before they begin to repeat. */
const firstRepeatMs = 700;

/** Why `key` does not answer `moment` yet, in words; null when it does. `before` is the key before it. */
export function tooSoon(
  moment: Moment,
  key: Key,
  before: Pressed | null,
  { nowMs, sinceMs }: Scene,
): string | null {
  const wantsYes = isYesWanted(moment);
  if (wantsYes && nowMs - sinceMs < readMs) return "This has just appeared. Read it, press again.";
  const isSame = before !== null && JSON.stringify(before.key) === JSON.stringify(key);
  const leastMs = wantsYes ? firstRepeatMs : repeatMs;
  return isSame && nowMs - before.atMs < leastMs
    ? "That was the same key again. Let go, read, then press it."
    : null;
}

/** A step that harms nothing may be run by who only wants to get on; a yes, a tick and a choice are somebody's word. */
function isYesWanted(moment: Moment): boolean {
  if (moment.kind === "approval") return moment.question.level !== "go";
  return moment.kind === "task" || moment.kind === "choice";
}
