/** How a walk goes through a simple command: what it expands, sets, calls, and runs in its turn. */
import type { Command, CommandArgument, Redirection } from "unbash";
import { isBuiltin } from "../commands/builtins.ts";
import { keepingBuiltins, shells } from "../known-commands.ts";
import { assignedIn, isAssignment, takeBack } from "./assignments.ts";
import { fillTables } from "./bash-tables.ts";
import { changeShell, forgetNamed } from "./builtins.ts";
import { callsFunction } from "./calls.ts";
import { interrupting } from "./changes.ts";
import { setsInZsh } from "./dialect.ts";
import { lossOf } from "./environment.ts";
import { frameIn, type Range, rangeOf } from "./frame.ts";
import { dig, filled, hasHole, hidesCode } from "./holes.ts";
import { noteLoose, noteOpen } from "./loose-words.ts";
import { declareAhead, giveParameters } from "./names.ts";
import { eitherOf, type Place, settle, stand } from "./place.ts";
import { fileRedirections, mayFail, stdinOf } from "./redirections.ts";
import {
  type Assigned,
  during,
  forget,
  forgetAll,
  freshShell,
  leftOf,
  perhaps,
  type Shell,
} from "./shell.ts";
import { noteStartup } from "./startup.ts";
import { noteStatements } from "./statements.ts";
import { beginsHere, fromTilde } from "./tilde.ts";
import { setTrap } from "./traps.ts";
import { walkText } from "./tree.ts";
import {
  type Around,
  deepest,
  type Noted,
  namesFrom,
  note,
  spend,
  type Walk,
  wrapperCall,
} from "./walk.ts";
import { begin } from "./where.ts";
import { walkWithin } from "./within.ts";
import { expandInto, made, type Scene, type ShellWord } from "./words.ts";
import { type Run, seeThrough } from "./wrappers.ts";

export function walkCommand(walk: Walk, node: Command, around: Around): void {
  const { frame } = around;
  const from = walk.found.length;
  declareAhead(walk, node, around);
  for (const part of node.prefix) if (!isAssignment(part)) walkWithin(walk, part, around);
  if (node.name) walkWithin(walk, node.name, around);
  for (const part of node.suffix) walkWithin(walk, part, around);
  const words = wordsOf(node, around);
  if (!spend(walk, (around.shell.exported.size + around.shell.choosers.length) / 10)) return;
  const { redirects } = node;
  ifOpened(around.shell, redirects, () => {
    const isAlone = words.length === 0;
    const { assigned, lent } = assignedIn(walk, node, isAlone, around);
    if (!isAlone) takeBack(around.shell, lent);
    const redirections = fileRedirections(redirects, around);
    if (isAlone) takeBack(around.shell, lent);
    const sources = namesFrom(walk, from);
    const stdin = stdinOf(redirects, sources, around);
    const within = stdin ? { ...around, stdin } : around;
    const noted = { words, at: rangeOf(frame, node), assigned, redirections, sources };
    fillTables(walk, node, around);
    if (isAlone) note(walk, noted, within, "");
    else runWords(walk, noted, within, "all");
  });
}

/** Where a redirection fails, the command is not run. */
function ifOpened(shell: Shell, redirects: readonly Redirection[], act: () => void): void {
  if (!redirects.some(mayFail)) {
    act();
    return;
  }
  const { place } = shell;
  perhaps(shell, act);
  if (shell.place !== place) shell.failed = eitherOf(shell.failed, place);
}

function wordsOf(node: Command, scene: Scene): ShellWord[] {
  const words: ShellWord[] = [];
  if (!node.name) return words;
  addWords(words, node.name, scene);
  for (const part of node.suffix) {
    if (part.type === "Word" || part.type === "Assignment") addWords(words, part, scene);
  }
  return words;
}

function addWords(words: ShellWord[], part: CommandArgument, scene: Scene): void {
  const first = words.length;
  expandInto(words, part, scene);
  if (beginsHere(part.text, scene)) {
    const from = scene.shell.place;
    for (const word of words.splice(words.length - 1)) words.push({ ...word, from });
  }
  if (!part.text.startsWith("~")) return;
  for (const word of words.splice(first)) words.push(withoutTilde(word, scene));
}

/** Where it still is, the path is `./x`. */
function fromHere(word: ShellWord, place: Place): ShellWord {
  if (word.from !== place) return word;
  return made(`.${word.value.slice(1)}`, word.written, word);
}

function withoutTilde(word: ShellWord, scene: Scene): ShellWord {
  const value = fromTilde(word.value, word.written, scene);
  return value === word.value ? word : made(value, filled(scene.holes, value), word);
}

/**
 * Who looks the name up: the shell, with functions and aliases first, or where the aliases are taken away already;
 * the shell without any of them, as by `command`; or another program.
 */
type Lookup = "all" | "functions" | "command" | "elsewhere";

function runWords(walk: Walk, noted: Noted, around: Around, lookup: Lookup): void {
  const { words } = noted;
  const { directories } = around.shell.place;
  const paths = directories.reduce((sum, one) => sum + one.length, 0);
  if (!spend(walk, 1 + (words.length * (1 + directories.length)) / 10 + paths / 50)) return;
  if (around.wrappers.length > deepest) {
    note(walk, { words: [], at: noted.at }, around);
    return;
  }
  const { shell } = around;
  const [first] = words;
  if (!first?.literal) {
    if (lookup !== "elsewhere") forgetAll(shell);
    note(walk, noted, around);
    return;
  }
  const name = first.value.slice(first.value.lastIndexOf("/") + 1);
  shell.changes?.calls.add(name);
  const isOwn = lookup === "all" || lookup === "functions";
  if (isOwn && callsFunction(walk, first.value, noted, around)) return;
  if (lookup === "all") expandAlias(walk, first.value, noted, around);
  if (shells.has(name)) noteStartup(walk, noted, around);
  if (lookup !== "elsewhere" && keepingBuiltins.has(name)) forget(shell, namesOf(noted.assigned));
  const seen = seeThrough(name, words, around.stdin, walk.holes);
  if (!seen) {
    note(walk, { ...noted, words: words.map((word) => fromHere(word, shell.place)) }, around, name);
    noteStatements(walk, name, noted, around);
    if (lookup !== "elsewhere" && isBuiltin(name)) changeShell(walk, name, noted, around);
    if (setsInZsh(around.frame.reader, name)) forgetNamed(shell, words);
    return;
  }
  const { keeps, via = [], assigned = [], begins = null, writes = [], open = [], runs } = seen;
  const redirections = [...(noted.redirections ?? []), ...writes];
  if (keeps) {
    note(walk, { ...noted, words: keeps, redirections }, around, name);
    if (lookup !== "elsewhere" && isBuiltin(name)) changeShell(walk, name, noted, around);
  } else if (redirections.length > 0) {
    note(walk, { ...noted, words: [], redirections, sources: [] }, around, "");
  }
  const { loses = lossOf(name) } = seen;
  const left = leftOf(shell, noted.assigned ?? [], loses);
  const inner = { ...noted, redirections: [], assigned: [...left.given, ...assigned] };
  const within = {
    ...around,
    shell: left.shell,
    via: [...around.via, ...via],
    wrappers: [...around.wrappers, wrapperCall(walk, noted, shell)],
  };
  if (!keeps) noteLoose(walk, words, runs, around);
  if (!keeps) noteOpen(walk, open, around);
  if (name === "trap") {
    for (const run of runs) setAside(walk, run, { ...inner, assigned: [] }, within);
    return;
  }
  for (const run of runs) {
    const begun = run.begins ?? begins;
    runInner(walk, run, inner, begun ? { ...within, shell: begin(left.shell, begun) } : within);
  }
}

function namesOf(assigned: readonly Assigned[] = []): readonly string[] {
  return assigned.map(({ name }) => name);
}

/** What waits for a signal may run from here on, or may not: it changes the shell, and is told last. */
function setAside(walk: Walk, run: Run, noted: Noted, around: Around): void {
  const { shell } = around;
  const { place } = shell;
  const text = run.kind === "code" ? run.text : null;
  setTrap(walk, shell, text, (later) => runInner(walk, run, noted, { ...around, shell: later }));
  const from = walk.found.length;
  const act = () => perhaps(shell, () => runInner(walk, run, noted, around));
  if (!isAtEnd(noted.words, around)) interrupting(shell, act);
  else {
    act();
    stand(shell, eitherOf(shell.place, place));
  }
  if (walk.left > 0) walk.found.splice(from);
}

/** Whether a trap is sprung only when its shell ends; to zsh, that is the end of a function as well. */
function isAtEnd([, ...words]: readonly ShellWord[], { frame }: Around): boolean {
  const [, ...signals] = words.filter(({ value }) => value !== "--");
  return frame.reader === "bash" && signals.every(({ value }) => /^(SIG)?EXIT$|^0$/i.test(value));
}

function runInner(walk: Walk, run: Run, noted: Noted, around: Around): void {
  if (run.kind === "words") {
    const lookup = run.isOwn ? "command" : "elsewhere";
    runWords(walk, { ...noted, words: run.words }, around, lookup);
    return;
  }
  const { shell } = around;
  const sources = [...around.sources, ...(noted.sources ?? []), ...(run.sources ?? [])];
  const within = { ...around, sources, stdin: run.takesInput ? null : around.stdin };
  if (run.text === null) {
    if (run.isOwn) forgetAll(shell);
    note(walk, { words: [], at: noted.at }, within);
    return;
  }
  const inner = run.isOwn ? shell : freshShell(run.parameters, shell);
  if (!run.isOwn) inner.stops = run.stops ?? false;
  if (run.parameters) giveParameters(walk, within, run.at, run.parameters.slice(1));
  const from = walk.found.length;
  const hides = hidesCode(walk.holes, run.text);
  const { reader = run.isOwn ? around.frame.reader : "any" } = run;
  const frame = frameIn(walk.code, run.text, run.at, reader);
  during(inner, noted.assigned ?? [], () => walkText(walk, frame, { ...within, shell: inner }));
  const isNoted = walk.found.slice(from).some(({ name }) => name === null);
  if (hides && !isNoted) note(walk, { words: [], at: run.at }, within);
  if (hides && run.isOwn) forgetAll(shell);
}

/** An alias counts beside the command of its name: in a script it holds only where bash is told so. */
function expandAlias(walk: Walk, name: string, noted: Noted, around: Around): void {
  const { shell } = around;
  const { aliases, place } = shell;
  const alias = aliases.get(name);
  if (alias === undefined) return;
  const words = unaliased(walk, noted.words, aliases, noted.at);
  if (words === noted.words) return;
  shell.aliases = without(aliases, name);
  perhaps(shell, () => walkAliased(walk, words, noted, around));
  shell.aliases = aliases;
  settle(shell);
  stand(shell, eitherOf(shell.place, place));
  if (hasHole(alias)) note(walk, { words: [], at: noted.at }, around);
}

/** `words` are with what stands for aliases put in. */
function walkAliased(walk: Walk, words: readonly ShellWord[], noted: Noted, around: Around): void {
  const isPlain = words.every((word) => noted.words.includes(word) || isSimple.test(word.value));
  if (isPlain && words[0] && !looksAssigned.test(words[0].value)) {
    runWords(walk, { ...noted, words }, around, "functions");
    return;
  }
  const texts = words.map((word) => {
    const { value, written: shown } = word;
    const isText = isSimple.test(value) || !noted.words.includes(word);
    return isText ? value : dig(walk.holes, shown, false);
  });
  const { reader } = around.frame;
  walkText(walk, frameIn(walk.code, texts.join(" "), noted.at, reader), around);
}

/** Means the same in code as in a word. */
const isSimple = /^[\w./:=@%+-]+$/;
const looksAssigned = /^[A-Za-z_]\w*\+?=/;

/**
 * With what they stand for in place of aliases: behind one that ends in a blank, the next word may be one, too, and so
 * on. In the text of an alias it is none itself.
 */
function unaliased(
  walk: Walk,
  words: readonly ShellWord[],
  aliases: Aliases,
  at: Range,
): readonly ShellWord[] {
  const [first, ...rest] = words;
  // In quotes it is none.
  if (!first?.literal || first.written !== first.value) return words;
  if (!spend(walk, 1 + aliases.size / 10)) return words;
  if (looksAssigned.test(first.value)) return [first, ...unaliased(walk, rest, aliases, at)];
  const alias = aliases.get(first.value);
  if (alias === undefined) return words;
  const texts = alias.split(/\s+/).filter((text) => text !== "");
  const own = texts.map((text) => made(text, text, at));
  const others = /\s$/.test(alias) ? unaliased(walk, rest, aliases, at) : rest;
  return [...unaliased(walk, own, without(aliases, first.value), at), ...others];
}

type Aliases = Shell["aliases"];

function without(aliases: Aliases, name: string): Aliases {
  return new Map([...aliases].filter(([one]) => one !== name));
}
