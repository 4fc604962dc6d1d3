/**
 * What `trap` sets runs later: at the end, or at any time until then. So it is looked at last, in all the places in
 * which its shell has stood since, and with what has stayed as it was.
 */
import { eitherOf, ifFailed, type Place, stand } from "./place.ts";
import { type Shell, subshell } from "./shell.ts";
import { type Around, spend, type Walk } from "./walk.ts";

export interface Trap {
  readonly text: string | null;
  readonly shell: Shell;
  /** Any in which it may run. */
  place: Place;
  readonly variables: Shell["variables"];
  /** How many values had been given by then. */
  readonly gifts: number;
  readonly spring: (shell: Shell) => void;
}

/** `spring` looks at the code `text` in a shell that stands where it may run. */
export function setTrap(walk: Walk, shell: Shell, text: string | null, spring: Trap["spring"]) {
  // What a trap sets in its turn may be itself.
  const isSet = (one: Trap) => one.text === text && (walk.springs || one.shell === shell);
  if (walk.traps.some(isSet) || !spend(walk, walk.traps.length)) return;
  const { place, variables } = shell;
  const gifts = walk.outside.gifts.length;
  walk.traps.push({ text, shell, place, variables, gifts, spring });
}

/** A command is looked at: it may be interrupted. */
export function passTraps({ traps }: Walk, { shell }: Around): void {
  for (const trap of traps) {
    if (trap.shell === shell) trap.place = eitherOf(trap.place, shell.place);
  }
}

export function springTraps(walk: Walk): void {
  walk.springs = true;
  for (let at = 0; at < walk.traps.length; at += 1) {
    const trap = walk.traps[at];
    if (!trap || !spend(walk, 1 + (walk.outside.gifts.length - trap.gifts) / 10)) return;
    const shell = subshell(trap.shell);
    shell.variables = unchanged(walk, trap);
    shell.parameters = null;
    const ends = eitherOf(eitherOf(shell.left, shell.place), ifFailed(shell));
    stand(shell, eitherOf(ends, trap.place));
    shell.left = null;
    trap.spring(shell);
  }
}

/** Those that have had one value ever since. */
function unchanged({ outside }: Walk, { shell, variables, gifts }: Trap): Shell["variables"] {
  const given = new Set(outside.gifts.slice(gifts).map(({ name }) => name));
  const same = ([name, value]: [string, string]) =>
    !given.has(name) && shell.variables.get(name) === value;
  return new Map([...variables].filter(same));
}
