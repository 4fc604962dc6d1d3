/** What something changes that is done again later: a function that calls itself, a trap that is sprung at any time. */
import { covers, eitherOf, ifFailed, ignoring, isNowhere, stand, stray } from "./place.ts";
import {
  type Changes,
  forget,
  forgetAll,
  loosen,
  mostNames,
  type Shell,
  stopFollowing,
} from "./shell.ts";

/** Does something, and says what that changes. */
export function noting(shell: Shell, act: () => void): Changes {
  const { changes } = shell;
  const own: Changes = { variables: new Set(), isAny: false, calls: new Set() };
  shell.changes = own;
  act();
  shell.changes = changes;
  return own;
}

export function addChanges(changes: Changes | null, { variables, isAny, calls }: Changes): void {
  if (!changes) return;
  for (const name of variables) changes.variables.add(name);
  for (const name of calls) changes.calls.add(name);
  changes.isAny ||= isAny;
}

export function forgetChanged(shell: Shell, { variables, isAny }: Changes): void {
  if (isAny) forgetAll(shell);
  else forget(shell, variables);
}

/** What was known before, as far as it is so afterwards: what is read-only now may have been changed as well. */
export function unchanged(known: Shell["variables"], changes: Changes): Shell["variables"] {
  return new Map([...known].filter(([name]) => !changes.isAny && !changes.variables.has(name)));
}

/**
 * What is done now may be done at any time from here on, within any loop or function. Where it ends the shell, there
 * is nothing left of that which could be changed.
 */
export function interrupting(shell: Shell, act: () => void): void {
  const { changes, place, left } = shell;
  shell.left = null;
  shell.loops += 1;
  shell.calls += 1;
  const own = noting(shell, () => ignoring(shell, act));
  shell.calls -= 1;
  shell.loops -= 1;
  const isOver = isNowhere(shell);
  const ends = eitherOf(eitherOf(shell.left, shell.place), ifFailed(shell));
  shell.left = left;
  stand(shell, place);
  // What is called then may be another function by that time.
  const calls = [...own.calls].filter((name) => !isOver || shell.functions.has(name));
  shell.interrupts = new Set([...shell.interrupts, ...calls].slice(0, mostNames));
  if (isOver) return;
  if (!covers(place, ends)) stray(shell);
  addChanges(changes, own);
  if (own.isAny) stopFollowing(shell);
  else loosen(shell, own.variables);
}
