/** Where a shell stands: what `cd` and its like change, and what is known of it when one of them may have failed. */
import { anywhere, hasHole } from "./holes.ts";

/** Any of these, perhaps with holes; `.` is where the code began. None for code that is never reached. */
type Directories = readonly string[];

export interface Place {
  readonly directories: Directories;
  /** Where `cd -` goes. */
  readonly before: Directories;
  /** Where `popd` goes, the next one first; null where that is not known. */
  readonly stack: readonly Directories[] | null;
}

/** Where a command has left the shell. */
export interface Outcome {
  /** If it has succeeded. */
  place: Place;
  /** If it has failed so that `bash -e` ends there; null for the same place. */
  failed: Place | null;
  /** If it has failed where `bash -e` does not look, as on the left of `||`; null for none. */
  passed: Place | null;
}

/** A shell, as far as it stands somewhere. */
export interface Standing extends Outcome {
  /** Where `break`, `continue` and `return` have left a loop or a function; null for nowhere. */
  left: Place | null;
  /** Whether a command that fails ends it, as with `bash -e`. */
  stops: boolean;
  /** Whether it may go elsewhere at any time. */
  strays: boolean;
  /** How many constructs stand around that take a failure for an answer. */
  ignores: number;
  /** How many loops stand around in the same function, and how many calls. */
  loops: number;
  calls: number;
}

/** It may be each of the others. */
const anyDirectory: Directories = [anywhere];

export const start: Place = { directories: ["."], before: anyDirectory, stack: [] };
/** Where code stands that is never reached, as after `exit`. */
export const nowhere: Place = { directories: [], before: [], stack: null };

/** Enough for every branch that somebody writes. */
const mostDirectories = 16;
/** In characters: longer than anybody's. */
const longestPath = 256;

/** As `cd` does: from where it stands, unless the path has a beginning of its own. */
export function goTo(shell: Standing, path: string): void {
  const { directories, stack } = shell.place;
  move(shell, { directories: below(directories, path), before: directories, stack });
}

function below(directories: Directories, path: string): Directories {
  if (/^[/~]/.test(path) || hasHole(path[0] ?? "")) return [path];
  // Above any directory is any.
  const isUp = /^[./]*$/.test(path);
  const all = directories.map((one) => {
    if (one === ".") return path;
    return one === anywhere && isUp ? anywhere : `${one}/${path}`;
  });
  return all.map((one) => (one.length < longestPath ? one : anywhere));
}

/** As `cd -` does. */
export function goBack(shell: Standing): void {
  const { directories, before, stack } = shell.place;
  move(shell, { directories: before, before: directories, stack });
}

/** As `pushd directory` does. */
export function push(shell: Standing, path: string): void {
  const { directories, stack } = shell.place;
  const pushed = stack && stack.length < mostDirectories ? [directories, ...stack] : null;
  move(shell, { directories: below(directories, path), before: directories, stack: pushed });
}

/** As `popd` does, and as `pushd` does without a directory. */
export function pop(shell: Standing, isSwap: boolean): void {
  const { directories, stack } = shell.place;
  const [next, ...rest] = stack ?? [anyDirectory];
  // There is nothing to go back to, and it fails.
  if (!next) return;
  const others = isSwap ? [directories, ...rest] : rest;
  move(shell, { directories: next, before: directories, stack: stack && others });
}

/** As nobody knows how: `pushd +2`. */
export function goAnywhere(shell: Standing): void {
  const { directories } = shell.place;
  move(shell, { directories: anyDirectory, before: directories, stack: null });
}

function move(shell: Standing, place: Place): void {
  shell.failed = shell.place;
  shell.place = shell.strays && place !== nowhere ? somewhere : place;
}

/** From here on it may go elsewhere at any time. */
export function stray(shell: Standing): void {
  shell.strays = true;
  stand(shell, somewhere);
}

/** As `exit` does. */
export function end(shell: Standing): void {
  shell.place = nowhere;
}

/** As `break` and `continue` do, which mean nothing without a loop. */
export function leaveLoop(shell: Standing): void {
  if (shell.loops > 0) leave(shell);
}

/** As `return` does, which fails without a function. */
export function leaveFunction(shell: Standing): void {
  if (shell.calls > 0) leave(shell);
  else move(shell, nowhere);
}

/** Where it stands now, it stands after the loop or the function. */
function leave(shell: Standing): void {
  shell.left = eitherOf(shell.left, shell.place);
  shell.place = nowhere;
}

export function eitherOf(one: Place | null, other: Place): Place;
export function eitherOf(one: Place | null, other: Place | null): Place | null;
export function eitherOf(one: Place | null, other: Place | null): Place | null {
  if (one === other || !one || one.directories.length === 0) return other ?? one;
  if (!other || other.directories.length === 0) return one;
  const isSame = one.stack?.length === other.stack?.length;
  return {
    directories: anyOf(one.directories, other.directories),
    before: anyOf(one.before, other.before),
    stack:
      one.stack && other.stack && isSame
        ? one.stack.map((some, at) => anyOf(some, other.stack?.[at] ?? []))
        : null,
  };
}

function anyOf(some: Directories, others: Directories): Directories {
  if (some === others) return some;
  const all = [...new Set([...some, ...others])];
  return all.length > mostDirectories || all.includes(anywhere) ? anyDirectory : all;
}

/** The next command begins where the last one has left the shell, however it went. */
export function settle(shell: Standing): void {
  if (shell.failed === null && shell.passed === null) return;
  const stops = shell.stops && shell.ignores === 0;
  const survived = eitherOf(shell.passed, stops ? null : shell.failed);
  stand(shell, eitherOf(survived, shell.place));
}

/** Whether nothing comes after what has been done. */
export function isNowhere({ place, failed, passed, left }: Standing): boolean {
  return [place, failed, passed, left].every((one) => !one || one.directories.length === 0);
}

export function stand(shell: Standing, place: Place): void {
  shell.place = place;
  shell.failed = null;
  shell.passed = null;
}

/** Where it stands if the last command has failed. */
export function ifFailed({ place, failed, passed }: Outcome): Place {
  return eitherOf(passed, failed ?? place);
}

export function outcomeOf({ place, failed, passed }: Outcome): Outcome {
  return { place, failed, passed };
}

/** One of two things has been done. */
export function either(shell: Standing, one: Outcome, other: Outcome): void {
  const differ = one.failed !== null || other.failed !== null;
  shell.place = eitherOf(one.place, other.place);
  shell.failed = differ ? eitherOf(one.failed ?? one.place, other.failed ?? other.place) : null;
  shell.passed = eitherOf(one.passed, other.passed);
}

/** Does what is asked whether it succeeds: `bash -e` does not end there. */
export function ignoring(shell: Standing, act: () => void): void {
  shell.ignores += 1;
  act();
  shell.ignores -= 1;
}

/** As `!` has it. */
export function turnRound(shell: Standing): void {
  const { place } = shell;
  shell.place = ifFailed(shell);
  shell.failed = nowhere;
  shell.passed = place;
}

/** Whether all that may be in the one is in the other, too. */
export function covers({ directories }: Place, other: Place): boolean {
  return other === nowhere || other.directories.every((one) => directories.includes(one));
}

/** What rounds of a loop may leave, where they go further each time. */
export const somewhere: Place = { directories: anyDirectory, before: anyDirectory, stack: null };
