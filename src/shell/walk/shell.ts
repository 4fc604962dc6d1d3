/** What a shell knows at one point of the code: variables, functions, aliases. */
import type { Function as FunctionNode, SyntaxNode } from "unbash";
import { selectsWhatRuns } from "../known-variables.ts";
import { settingsBelow } from "../variables.ts";
import type { Frame } from "./frame.ts";
import { hasHole, isPerhapsNone, perhapsNone } from "./holes.ts";
import { type Place, type Standing, start } from "./place.ts";

/** A variable that a command is given. */
export interface Assigned {
  readonly name: string;
  /** Null where it is not known before it runs. */
  readonly text: string | null;
  readonly written: string;
}

export interface Definition {
  readonly body: FunctionNode["body"];
  readonly frame: Frame;
  readonly via: readonly string[];
  /** Whether a command of its name is the function for sure. */
  isCertain: boolean;
  /** Whether it has been called, or looked through by itself. */
  isSeen: boolean;
  /** Null where it is not being called right now. */
  call: Call | null;
}

/** One call of a function, and what is found out while it is gone through, where it calls itself. */
export interface Call {
  /** With which parameters, and where, it has called itself; null where it has not. */
  again: { readonly values: readonly string[] | null; readonly place: Place } | null;
  /** What calling itself changes, and where that leaves the shell, as far as that has been found out. */
  changes: Changes | null;
  ends: Place | null;
}

interface Fixed {
  readonly isCertain: boolean;
  /** How many calls stood around when it was made so: with the last of them it is no more. */
  readonly calls: number;
}

/** Its maps are never changed, but replaced, so that a subshell begins with the same. */
export interface Shell extends Standing {
  /**
   * Values that are certain, perhaps with holes; what is missing here may have any. Of what another environment may
   * have left out, the value that it had.
   */
  variables: ReadonlyMap<string, string>;
  /** The positional parameters from `$0` on; null where they are not known. */
  parameters: readonly string[] | null;
  /** The names of those that other programs are given. */
  exported: ReadonlySet<string>;
  /** What has ever been put into those that choose what runs. */
  choosers: readonly Assigned[];
  functions: ReadonlyMap<string, readonly Definition[]>;
  aliases: ReadonlyMap<string, string>;
  /** Arrays whose subscripts are text for sure, with which bash does not compute. */
  associative: ReadonlySet<string>;
  /** Variables that may be read-only: what is put into them is not there. */
  fixed: ReadonlyMap<string, Fixed>;
  /** Variables that the function that is being called has declared for itself, or may have. */
  own: ReadonlySet<string>;
  /** Whether the values of variables can be followed at all. */
  follows: boolean;
  /** Those that cannot, as something may set them at any time: a trap, a coprocess that ends. */
  loose: ReadonlySet<string>;
  /** What is noted of all that is done now. */
  changes: Changes | null;
  /** What runs at any time from here on. */
  interrupts: ReadonlySet<string>;
  /** How many conditions stand around what is being looked at. */
  doubts: number;
}

/** What has been changed, and what was called. */
export interface Changes {
  readonly variables: Set<string>;
  /** Whether any other may have been. */
  isAny: boolean;
  readonly calls: Set<string>;
}

const nothing: ReadonlyMap<string, never> = new Map<string, never>();
const none: ReadonlySet<never> = new Set<never>();
/** More than anybody names; keeps hostile code from growing the maps without end. */
export const mostNames = 1000;
const mostArrays = 100;
/** A value is kept up to here: `x=$x$x` makes it twice as long each time. */
const longest = 20_000;

/** Another process: it is handed what is exported. */
export function freshShell(parameters: readonly string[] | null, from?: Shell): Shell {
  return {
    variables: from ? handedOn(from) : nothing,
    parameters,
    exported: from?.exported ?? none,
    choosers: from?.choosers ?? [],
    place: from ? { ...from.place, stack: [] } : start,
    failed: null,
    passed: null,
    left: null,
    stops: false,
    strays: false,
    ignores: 0,
    loops: 0,
    calls: 0,
    functions: nothing,
    aliases: nothing,
    associative: none,
    fixed: nothing,
    own: none,
    follows: true,
    loose: none,
    changes: null,
    interrupts: none,
    doubts: 0,
  };
}

/**
 * What is left of a shell, and of the variables given to a command, for what it runs where it `loses` some: only
 * rules and doubts go by their values there, which to the code are not known. What chooses programs stays as it
 * is, since it has chosen the one that goes there.
 */
export function leftOf(
  from: Shell,
  given: readonly Assigned[],
  loses: ((name: string) => boolean) | null,
): { readonly shell: Shell; readonly given: readonly Assigned[] } {
  const isNone = from.exported.size === 0 && given.length === 0;
  if (loses === null || isNone) return { shell: from, given };
  const shell = { ...from, variables: handedOn(from) };
  for (const one of given) if (loses(one.name)) handOver(shell, one);
  const values = [...shell.variables].map(
    ([name, value]) => [name, loses(name) ? perhapsNone(value) : value] as const,
  );
  shell.variables = new Map(values);
  return { shell, given: given.filter(({ name }) => !loses(name)) };
}

function handedOn({ variables, exported }: Shell): Shell["variables"] {
  if (exported.size === 0 || variables.size === 0) return nothing;
  return new Map([...variables].filter(([name]) => exported.has(name)));
}

/** What a command has in its environment from this shell. */
export function environmentOf({ exported, choosers, variables }: Shell): readonly Assigned[] {
  if (exported.size === 0) return choosers;
  const others = [...exported].filter((name) => !selectsWhatRuns(name));
  const plain = others.map((name): Assigned => {
    const text = variables.get(name) ?? null;
    return { name, text, written: text ?? `$${name}` };
  });
  return [...choosers, ...plain];
}

/** A subshell: what it sets is lost when it ends. */
export function subshell(shell: Shell): Shell {
  return { ...shell };
}

/** One that is another process, in which `break` means nothing. */
export function forked(shell: Shell): Shell {
  return { ...shell, loops: 0 };
}

export function define(shell: Shell, name: string, definition: Definition): void {
  if (shell.interrupts.has(name)) stopFollowing(shell);
  const others = definition.isCertain ? [] : (shell.functions.get(name) ?? []);
  if (others.length < mostNames) {
    shell.functions = withEntry(shell.functions, name, [...others, definition]);
  }
}

export function setAlias(shell: Shell, name: string, text: string): void {
  if (shell.interrupts.has(name)) stopFollowing(shell);
  if (shell.aliases.size < mostNames) shell.aliases = withEntry(shell.aliases, name, text);
}

export function setVariable(shell: Shell, name: string, value: string): void {
  const fixed = shell.fixed.get(name);
  if (fixed?.isCertain) return;
  // Where words are split is another matter from here on.
  if (name === "IFS") stopFollowing(shell);
  shell.changes?.variables.add(name);
  const isShort = value.length <= longest && shell.variables.size < mostNames;
  const isFollowed = shell.follows && !shell.loose.has(name) && !isOwn(name);
  if (isFollowed && !fixed && isShort) shell.variables = withEntry(shell.variables, name, value);
  else forget(shell, [name]);
}

/** From here on it may be set at any time. */
export function loosen(shell: Shell, names: Iterable<string>): void {
  const all = new Set([...shell.loose, ...names]);
  if (all.size > mostNames) stopFollowing(shell);
  else if (all.size > shell.loose.size) {
    shell.loose = all;
    forget(shell, all);
  }
}

/** From here on it is read-only, or may be. */
export function fix(shell: Shell, name: string, fixed: Fixed): void {
  const known = shell.fixed.get(name);
  if (known?.isCertain || known?.isCertain === fixed.isCertain) return;
  if (shell.fixed.size < mostNames) shell.fixed = withEntry(shell.fixed, name, fixed);
  else stopFollowing(shell);
}

/** The function that is being called declares it for itself, or may. */
export function own(shell: Shell, name: string): void {
  if (shell.own.has(name)) return;
  if (shell.own.size < mostNames) shell.own = new Set([...shell.own, name]);
  else stopFollowing(shell);
}

/**
 * Does what a function does. When it is over, so are the variables that it has declared for itself: what those of
 * the same names around it are then, it may have changed before.
 */
export function duringCall(shell: Shell, act: () => void): void {
  const { own } = shell;
  shell.own = none;
  shell.calls += 1;
  act();
  shell.calls -= 1;
  const left = [...shell.fixed].filter(([, { calls }]) => calls <= shell.calls);
  if (left.length < shell.fixed.size) shell.fixed = new Map(left);
  forget(shell, shell.own);
  shell.own = own;
}

export function setAssociative(shell: Shell, name: string, isAssociative: boolean): void {
  if (shell.associative.has(name) === isAssociative) return;
  const others = [...shell.associative].filter((one) => one !== name).slice(0, mostArrays);
  shell.associative = new Set(isAssociative ? [...others, name] : others);
}

function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  name: string,
  value: Value,
): ReadonlyMap<string, Value> {
  return new Map(map).set(name, value);
}

/** From here on commands find it in their environment. What chooses programs is never taken back. */
export function exportVariable(shell: Shell, assigned: Assigned): void {
  const { exported, choosers } = shell;
  const { name } = assigned;
  if (!exported.has(name) && exported.size < mostNames)
    shell.exported = new Set([...exported, name]);
  const chooses = selectsWhatRuns(name) && choosers.length < mostNames;
  if (chooses) shell.choosers = [...choosers, assigned];
}

/** Commands do not find it there any more. */
export function hide(shell: Shell, names: readonly string[]): void {
  if (!names.some((name) => shell.exported.has(name))) return;
  shell.exported = new Set([...shell.exported].filter((name) => !names.includes(name)));
}

/** Does what is done while these are set. Some shells leave them as they are afterwards. */
export function during(shell: Shell, assigned: readonly Assigned[], act: () => void): void {
  const hidden = assigned.map(({ name }) => name).filter((name) => !shell.exported.has(name));
  for (const one of assigned) handOver(shell, one);
  act();
  hide(shell, hidden);
  forget(
    shell,
    assigned.map(({ name }) => name),
  );
}

/** It is given this in its environment. */
function handOver(shell: Shell, assigned: Assigned): void {
  if (assigned.text !== null) setVariable(shell, assigned.name, assigned.text);
  else forget(shell, [assigned.name]);
  exportVariable(shell, assigned);
}

export function stopFollowing(shell: Shell): void {
  shell.follows = false;
  forgetAll(shell);
}

export function forgetAll(shell: Shell): void {
  if (shell.changes) shell.changes.isAny = true;
  shell.variables = nothing;
}

export function forget(shell: Shell, names: Iterable<string>): void {
  if (shell.changes) for (const name of names) shell.changes.variables.add(name);
  if (shell.variables.size === 0) return;
  const { variables, fixed } = shell;
  const known = [...names].filter((name) => variables.has(name) && !fixed.get(name)?.isCertain);
  if (known.length === 0) return;
  const left = new Map(shell.variables);
  for (const name of known) left.delete(name);
  shell.variables = left;
}

/** Forgets what any of the nodes may set. */
export function forgetSetBelow(shell: Shell, nodes: readonly SyntaxNode[]): void {
  if (shell.variables.size === 0 && !shell.changes) return;
  for (const node of nodes) {
    const { set, loads } = settingsBelow(node);
    if (loads || shell.functions.size > 0) forgetAll(shell);
    else forget(shell, set);
  }
}

/**
 * Does what may or may not be done: afterwards only what is the same in both cases is known. Where the shell
 * stands is told apart by who asks.
 */
export function perhaps(shell: Shell, act: () => void): void {
  const before = subshell(shell);
  shell.doubts += 1;
  act();
  shell.doubts -= 1;
  doubt(shell, before);
}

/** Of what has been done since, only what is the same as before is certain. */
export function doubt(shell: Shell, before: Shell): void {
  const { parameters, variables, stops, associative, fixed, functions } = before;
  shell.stops &&= stops;
  if (shell.functions !== functions) shell.functions = eitherFunction(shell.functions, functions);
  if (shell.parameters !== parameters) shell.parameters = null;
  if (shell.associative !== associative) {
    shell.associative = new Set([...associative].filter((name) => shell.associative.has(name)));
  }
  if (shell.fixed !== fixed) {
    const all = [...shell.fixed].map(
      ([name, one]) => [name, fixed.get(name) ?? maybe(one)] as const,
    );
    shell.fixed = new Map(all);
  }
  if (shell.variables === variables) return;
  const same = [...shell.variables].filter(([name, value]) => variables.get(name) === value);
  shell.variables = new Map(same);
}

/** What has been defined since may be, and so may what it was before. */
function eitherFunction(now: Shell["functions"], before: Shell["functions"]): Shell["functions"] {
  return new Map(
    [...now].map(([name, definitions]) => {
      const others = before.get(name) ?? [];
      if (definitions === others) return [name, definitions];
      const added = definitions.filter((one) => !others.includes(one));
      for (const one of added) one.isCertain = false;
      return [name, [...others, ...added].slice(0, mostNames)];
    }),
  );
}

function maybe(fixed: Fixed): Fixed {
  return { ...fixed, isCertain: false };
}

/** What `$name` is, perhaps with holes; null where nobody knows. */
export function variableValue(shell: Shell, name: string): string | null {
  if (/^\d+$/.test(name)) return shell.parameters?.[Number(name)] ?? null;
  const value = shell.variables.get(name);
  return value === undefined || isPerhapsNone(value) ? null : value;
}

/** Whether a value stays one word, and the same, where it is expanded outside of quotes. */
export function staysWhole(value: string): boolean {
  return value !== "" && (hasHole(value) || !/[\s*?[\]]/.test(value));
}

/** Variables that bash itself sets, or that mean something to it. */
function isOwn(name: string): boolean {
  return ownNames.test(name);
}

const ownNames = new RegExp(
  "^(_|IFS|PWD|OLDPWD|REPLY|S?RANDOM|SECONDS|LINENO|LINES|COLUMNS|HISTCMD|E?UID|PPID|DIRSTACK|" +
    "FUNCNAME|GROUPS|MAPFILE|PIPESTATUS|SHLVL|SHELLOPTS|(EPOCH|OPT|BASH|COMP|COPROC|READLINE)\\w*)$",
);
