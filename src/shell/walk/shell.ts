/** What a shell knows at one point of the code: variables, functions, aliases. */
import type { Function as FunctionNode, SyntaxNode } from "unbash";
import { selectsWhatRuns } from "../known-commands.ts";
import { settingsBelow } from "../variables.ts";
import type { Frame } from "./frame.ts";
import { hasHole } from "./holes.ts";

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
}

export interface Shell {
  /** Values that are certain, perhaps with holes; what is missing here may have any. */
  variables: Map<string, string>;
  /** The positional parameters from `$0` on; null where they are not known. */
  parameters: readonly string[] | null;
  /** What is exported, or chooses what runs. */
  exported: readonly Assigned[];
  readonly functions: Map<string, readonly Definition[]>;
  readonly aliases: Map<string, string>;
  /** Whether the values of variables can be followed at all. */
  follows: boolean;
  /** How many conditions stand around what is being looked at. */
  doubts: number;
}

/** Another process: it is handed what is exported. */
export function freshShell(parameters: readonly string[] | null, from?: Shell): Shell {
  const exported = from?.exported ?? [];
  const variables = exported.flatMap(({ name, text }) =>
    text === null || isOwn(name) ? [] : [[name, text] as const],
  );
  return {
    variables: new Map(variables),
    parameters,
    exported,
    functions: new Map(),
    aliases: new Map(),
    follows: true,
    doubts: 0,
  };
}

/** A subshell: what it sets is lost when it ends. */
export function subshell(shell: Shell): Shell {
  return {
    ...shell,
    variables: new Map(shell.variables),
    functions: new Map(shell.functions),
    aliases: new Map(shell.aliases),
  };
}

export function define(shell: Shell, name: string, definition: Definition): void {
  const others = definition.isCertain ? [] : (shell.functions.get(name) ?? []);
  shell.functions.set(name, [...others, definition]);
}

export function setVariable(shell: Shell, name: string, value: string): void {
  if (shell.follows && !isOwn(name)) shell.variables.set(name, value);
  else shell.variables.delete(name);
}

/** From here on the command finds it in its environment. */
export function exportVariable(shell: Shell, assigned: Assigned): void {
  const isKept = (one: Assigned) => one.name !== assigned.name || selectsWhatRuns(one.name);
  shell.exported = [...shell.exported.filter(isKept), assigned].slice(-mostExported);
}

const mostExported = 200;

export function forgetAll(shell: Shell): void {
  shell.variables.clear();
}

export function forget(shell: Shell, names: Iterable<string>): void {
  for (const name of names) shell.variables.delete(name);
}

/** Forgets what any of the nodes may set. */
export function forgetSetBelow(shell: Shell, nodes: readonly SyntaxNode[]): void {
  if (shell.variables.size === 0) return;
  for (const node of nodes) {
    const { set, loads } = settingsBelow(node);
    if (loads || shell.functions.size > 0) forgetAll(shell);
    else forget(shell, set);
  }
}

/** Does what may or may not be done: afterwards only what is the same in both cases is known. */
export function perhaps(shell: Shell, act: () => void): void {
  const before = new Map(shell.variables);
  const { parameters } = shell;
  shell.doubts += 1;
  act();
  shell.doubts -= 1;
  for (const [name, value] of before) {
    if (shell.variables.get(name) !== value) shell.variables.delete(name);
  }
  for (const name of shell.variables.keys()) {
    if (!before.has(name)) shell.variables.delete(name);
  }
  if (shell.parameters !== parameters) shell.parameters = null;
}

/** What `$name` is, perhaps with holes; null where nobody knows. */
export function variableValue(shell: Shell, name: string): string | null {
  if (/^\d+$/.test(name)) return shell.parameters?.[Number(name)] ?? null;
  return shell.variables.get(name) ?? null;
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
  "^(_|IFS|PWD|OLDPWD|REPLY|S?RANDOM|SECONDS|LINENO|HISTCMD|E?UID|PPID|DIRSTACK|FUNCNAME|GROUPS|" +
    "MAPFILE|PIPESTATUS|SHLVL|(EPOCH|OPT|BASH|COMP|READLINE)\\w*)$",
);
