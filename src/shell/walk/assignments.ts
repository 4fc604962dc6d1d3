/** The assignments in front of a command, or of one that is nothing else. */
import type { Assignment, Command } from "unbash";
import { assign, give } from "./assign.ts";
import { fillTable } from "./bash-tables.ts";
import { rangeOf, written } from "./frame.ts";
import { dig } from "./holes.ts";
import { keysOf } from "./origins.ts";
import { type Assigned, forget, type Shell, setVariable, variableValue } from "./shell.ts";
import type { Around, Walk } from "./walk.ts";
import { walkWithin } from "./within.ts";
import { assignedText, textOf } from "./words.ts";

export function isAssignment(part: Command["prefix"][number]): part is Assignment {
  return part.type === "Assignment";
}

/** A variable that has another value for as long as the assignments of one command are expanded. */
export interface Lent {
  readonly name: string;
  /** Null where it has any. */
  readonly seen: string | null;
  /** What it has afterwards. */
  readonly value: string | null;
}

/**
 * Each assignment sees what those before it set. Before a command they set it for no longer than that, and some shells
 * set them all at once: there, what they set meanwhile is not known.
 */
export function assignedIn(walk: Walk, node: Command, isAlone: boolean, around: Around) {
  const { shell, frame } = around;
  const { variables } = shell;
  const parts = node.prefix.filter(isAssignment);
  const isSeen = parts.length > 1 || (isAlone && node.redirects.length > 0);
  const lent: Lent[] = [];
  const assigned = parts.map((part) => {
    walkWithin(walk, part, around);
    const one = assignedBy(walk, part, around);
    if (isAlone) {
      fillTable(walk, part, around);
      assign(walk, around, rangeOf(frame, node), one);
    }
    if (!isSeen || (isAlone && frame.reader === "bash")) return one;
    const { name, text } = one;
    const seen = frame.reader === "bash" ? text : dig(walk.holes, `$${name}`, true);
    lent.push({ name, seen, value: (isAlone ? text : variables.get(name)) ?? null });
    lend(shell, name, seen);
    return one;
  });
  return { assigned, lent };
}

/** What has been set otherwise meanwhile is not known. */
export function takeBack(shell: Shell, lent: readonly Lent[]): void {
  for (const [at, { name, seen, value }] of lent.entries()) {
    if (lent.findLastIndex((one) => one.name === name) !== at) continue;
    if (seen !== null && value !== null && shell.variables.get(name) === seen) {
      setVariable(shell, name, value);
    } else forget(shell, [name]);
  }
}

function lend(shell: Shell, name: string, seen: string | null): void {
  // Words are split by it later.
  if (seen !== null && name !== "IFS") setVariable(shell, name, seen);
  else forget(shell, [name]);
}

function assignedBy(walk: Walk, node: Assignment, around: Around): Assigned {
  const { frame, holes } = around;
  const { name, value, append, index } = node;
  const shown = written(frame, value, holes);
  const text =
    value.type === "Word" ? assignedText(value, around) : dig(holes, shown, true, 1, value);
  give(walk, around, rangeOf(frame, node), { name, text });
  const keys = index ? textOf(index, around) : value.type === "Word" ? null : text;
  if (keys !== null) give(walk, around, rangeOf(frame, node), { name: keysOf(name), text: keys });
  const isPlain = value.type === "Word" && !index && !around.shell.fixed.has(name);
  if (append) {
    const whole = isPlain ? appended(walk, name, text, around.shell) : null;
    return { name, text: whole, written: `$${name}${shown}` };
  }
  return { name, text: isPlain ? text : null, written: index ? `$${name}` : shown };
}

/** `name+=text`: with a number, bash computes the sum. */
function appended(
  { outside }: Walk,
  name: string,
  text: string | null,
  shell: Shell,
): string | null {
  const before = variableValue(shell, name);
  return before === null || text === null || outside.computed.has(name) ? null : before + text;
}
