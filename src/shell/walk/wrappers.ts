/** Sees through commands that run others: what they run, as whom and where. */
import { readingOf } from "../argument-roles.ts";
import { type CommandLine, commandLineOf } from "../command-line.ts";
import type { FileRedirection } from "../invocations.ts";
import { programs, shells } from "../known-commands.ts";
import { type Inner, type Program, plainInner } from "../program.ts";
import { type Reader, readerOf } from "./dialect.ts";
import { type Loss, lossOf } from "./environment.ts";
import { rootOfFound } from "./found-files.ts";
import type { Range } from "./frame.ts";
import { givenBy } from "./given.ts";
import { dig, type Fed, type Holes } from "./holes.ts";
import type { Open } from "./loose-words.ts";
import { writtenBy } from "./observers.ts";
import { isRun, linesIn, opensWay } from "./option-lines.ts";
import type { Assigned } from "./shell.ts";
import { type See, specials } from "./special-wrappers.ts";
import { toldWrappers } from "./told-runs.ts";
import { type Stdin, textsOf } from "./walk.ts";
import { type Beginning, beginningOf, viaOf } from "./where.ts";
import { made, type ShellWord } from "./words.ts";

export interface SeenThrough {
  /** The words of what does something by itself as well; null for what only runs the other. */
  readonly keeps: readonly ShellWord[] | null;
  readonly via?: readonly string[];
  /** Variables that it gives to what it runs. */
  readonly assigned?: readonly Assigned[];
  /** Where what it runs begins; null for where the shell stands. */
  readonly begins?: Beginning | null;
  /** Which variables what it runs may lack; null for none, and missing where the options make no difference. */
  readonly loses?: Loss;
  /** Files that it writes to by itself. */
  readonly writes?: readonly FileRedirection[];
  /** Words before what it runs, any of which may be something else than it looks like, and so run something else. */
  readonly open?: readonly Open[];
  readonly runs: readonly Run[];
}

export type Run = (WordRun | CodeRun) & {
  /** Where it begins, if that is not where the wrapper says. */
  readonly begins?: Beginning;
};

interface WordRun {
  readonly kind: "words";
  readonly words: readonly ShellWord[];
  /** Whether it is the same shell that runs it. */
  readonly isOwn: boolean;
}

export interface CodeRun {
  readonly kind: "code";
  /** Perhaps with holes; null for code that is not known. */
  readonly text: string | null;
  readonly at: Range;
  readonly isOwn: boolean;
  readonly parameters: readonly string[] | null;
  /** Missing for the shell that is there, where it is its own, and any where it is not. */
  readonly reader?: Reader;
  /** Whether a command that fails ends it. */
  readonly stops?: boolean;
  /** Whether the code is what comes on standard input. */
  readonly takesInput: boolean;
  readonly sources?: readonly string[];
}

/** What a wrapper is seen through with. */
export interface Sight {
  readonly name: string;
  readonly stdin: Stdin | null;
  readonly holes: Holes;
}

/** Null for a command that runs no other. The name is the first of the words. */
export function seeThrough(
  name: string,
  words: readonly ShellWord[],
  stdin: Stdin | null,
  holes: Holes,
): SeenThrough | null {
  const see = wrappers.get(name);
  return see ? see(words, { name, stdin, holes }) : null;
}

/** What is seen through, each in its way. */
const wrappers: ReadonlyMap<string, See> = new Map([
  ...toldWrappers,
  ...[...programs].filter(([, program]) => mayRun(program)).map(wrapperIn),
  ...specials,
  ...[...shells].map((name) => [name, shell] as const),
]);

function wrapperIn([name, program]: readonly [string, Program]): readonly [string, See] {
  return [name, (words, sight) => byProgram(words, program, sight)];
}

/** Any program of the table, as its options and operands are there. */
export function byProgram(
  words: readonly ShellWord[],
  program: Program,
  sight: Sight,
): SeenThrough | null {
  const { inner } = program;
  const verbs = inner?.verbs ?? null;
  if (verbs !== null && !words.some(({ value }) => verbs.includes(value))) return null;
  if (asksOnly(sight.name, words)) return null;
  const read = words.map(asRead);
  const verb = verbs === null ? 0 : verbAt(read, program, verbs);
  if (verb === null) return null;
  const before = commandLineOf(read.slice(0, verb), 1, program);
  const { after, others, areAll } = readingsOf(read, verb + (inner?.isVerb ? 0 : 1), program);
  if (runsNothing(sight.name, after)) return null;
  const line = { ...after, values: [...before.values, ...after.values] };
  const runs: Run[] = linesIn(words, line, sight.holes);
  const own = words.slice(0, line.end);
  const named = inner ? words.slice(line.end) : [];
  const rest = words[verb]?.value === "run" ? withEntry(named, line, own) : withoutDashes(named);
  if (inner && rest.length > 0) {
    const fed = inner.feeds ? withFed(rest, line, sight) : rest;
    // `parallel ::: command command`
    if (fed.length === 0) return null;
    runs.push(innerRun(fed, inner, sight));
  } else if (inner && sight.stdin && readsShell(words, program, sight)) {
    runs.push(...inputRuns(sight.stdin));
  }
  for (const end of others) {
    if (inner && end < words.length) runs.push(innerRun(words.slice(end), inner, sight));
  }
  if (!areAll) runs.push({ ...codeIn(words), text: null });
  if (runs.length === 0) return null;
  const open = openIn(words, line.operands);
  const isSettingOnly =
    rest.length === 0 && !sight.stdin && !line.values.some(({ is }) => is === "line");
  const does =
    !inner ||
    isSettingOnly ||
    makesAnew(sight.name, words[verb]?.value ?? "") ||
    (/^(auto)?ssh$/.test(sight.name) && opensWay(own, line));
  return {
    keeps: does ? words : null,
    via: viaOf(own, verb, line, sight),
    assigned: givenBy(own, line),
    begins: beginningOf(line, sight, inner),
    loses: lossOf(sight.name, line, own, inner?.isAway),
    writes: writtenBy(line, words, sight),
    open: open.length > 0 && inner && mayBeTold(program, inner) ? open : [],
    runs,
  };
}

/** Whether one of its options runs something by itself, as the settings of `ssh` do. */
function mayBeTold({ options }: Program, { rereads, verbs }: Inner): boolean {
  if (verbs !== null) return false;
  return options.values().some((is) => isRun({ is }) || (is === "setting" && rereads));
}

/** Operands that may be options instead, in quotes: without them, that is seen elsewhere. */
export function openIn(words: readonly ShellWord[], operands: readonly number[]): readonly Open[] {
  const end = words.findIndex(({ value }) => value === "--");
  return operands
    .filter((at) => end < 0 || at < end)
    .flatMap((at) => words[at] ?? [])
    .filter(({ literal, isSplit }) => !literal && !isSplit)
    .map((word) => ({ word, as: "option" }));
}

interface Readings {
  /** The one in which options that are not known have no value. */
  readonly after: CommandLine;
  /** Where the command that is run begins in the others. */
  readonly others: ReadonlySet<number>;
  readonly areAll: boolean;
}

/** An option that is not known may have a value, and then the command that is run begins elsewhere. */
function readingsOf(words: readonly ShellWord[], from: number, program: Program): Readings {
  const after = commandLineOf(words, from, program);
  const others = new Set<number>();
  const left = after.doubts.map((doubt) => [doubt]);
  for (let tries = 0; tries < mostReadings && left.length > 0; tries += 1) {
    const valued = left.pop() ?? [];
    const { end, doubts } = commandLineOf(words, from, program, valued);
    if (end !== after.end) others.add(end);
    const last = valued.at(-1) ?? 0;
    for (const doubt of doubts) if (doubt > last) left.push([...valued, doubt]);
  }
  return { after, others, areAll: left.length === 0 };
}

/** More than somebody writes who does not want to hide something. */
const mostReadings = 32;

function innerRun(words: readonly ShellWord[], { rereads }: Inner, { name }: Sight): Run {
  const isOwn = /^(command|builtin|exec|eval)$/.test(name);
  return rereads ? codeIn(words, { isOwn }) : { kind: "words", words, isOwn };
}

/** `docker run --entrypoint program image word…`: what follows the image are words for that program. */
function withEntry(
  rest: readonly ShellWord[],
  { values }: CommandLine,
  own: readonly ShellWord[],
): readonly ShellWord[] {
  const entry = values.findLast(({ option }) => option === "--entrypoint");
  const word = own[entry?.at ?? -1];
  // Options for what the image runs by itself.
  if (!entry?.text || !word) return rest[0]?.value.startsWith("-") ? [] : rest;
  const words = entry.text.split(/\s+/).filter((part) => part !== "");
  return [...words.map((part) => made(part, word.written, word)), ...rest];
}

/** `minikube kubectl -- get pods`: the dashes are for what stands before the name. */
function withoutDashes(words: readonly ShellWord[]): readonly ShellWord[] {
  const [first, second, ...rest] = words;
  return first?.value === "kubectl" && second?.value === "--" ? [first, ...rest] : words;
}

/** `command -v name`, `ionice -p 4711`: what is named is looked for, or runs already. */
function asksOnly(name: string, [, ...args]: readonly ShellWord[]): boolean {
  if (name === "command") return /^-[vV]/.test(args[0]?.value ?? "");
  const isSchedule = /^(ionice|taskset|chrt)$/.test(name);
  return isSchedule && args.some(({ value }) => /^(-[a-zA-Z]*[pPu]|--u?p?g?id)$/.test(value));
}

/** `sudo -e file`, `sudo -l command`: what is named is edited, or looked up. */
function runsNothing(name: string, { flags }: CommandLine): boolean {
  return name === "sudo" && flags.some((flag) => /^(-[elvV]|--(edit|list|validate))$/.test(flag));
}

function mayRun({ inner, options }: Program): boolean {
  if (inner) return true;
  return options.values().some((is) => isRun({ is }) || is === "setting");
}

/** Whether it makes something new to run the command in, or reads a file that is code before. */
function makesAnew(name: string, verb: string): boolean {
  const isProject = verb === "exec" && /^bundler?$/.test(name);
  if (verb === "run" || verb === "debug" || isProject) return true;
  return name === "systemd-run" || name === "ssh-agent" || name === "direnv";
}

/** An expansion that is named for options is taken for some. */
export function asRead(word: ShellWord, index: number): ShellWord {
  const isOptions =
    index > 0 && !word.literal && /^\W*\w*(opt|arg|flag)|[[{][@*]/i.test(word.written);
  return isOptions ? { ...word, value: `-${word.value}` } : word;
}

/** The index of the verb that runs a command; null when the first operand is another. */
function verbAt(
  words: readonly ShellWord[],
  program: Program,
  verbs: readonly string[],
): number | null {
  const inner = plainInner;
  let at = commandLineOf(words, 1, { ...program, inner }).end;
  if (/^(alloc|compose|container|tasks?|t)$/.test(words[at]?.value ?? "")) {
    at = commandLineOf(words, at + 1, { ...program, inner }).end;
  }
  return verbs.includes(words[at]?.value ?? "") ? at : null;
}

/** Without a command, a shell reads its standard input there. */
function readsShell(words: readonly ShellWord[], { input }: Program, { name }: Sight): boolean {
  if (input !== "shell") return false;
  return (
    name !== "sudo" || words.some(({ value }) => /^(-[a-zA-Z]*[is]|--login|--shell)$/.test(value))
  );
}

const plainCode = {
  kind: "code",
  isOwn: false,
  parameters: null,
  takesInput: false,
} as const;

/** Words that a shell reads again, joined by blanks. */
export function codeIn(words: readonly ShellWord[], more: Partial<CodeRun> = {}): CodeRun {
  const text = words.map(({ value }) => value).join(" ");
  const [first, last] = [words[0], words.at(-1)];
  const at = { start: first?.start ?? 0, end: last?.end ?? 0 };
  return { ...plainCode, text, at, ...more };
}

/** A shell reads its standard input: any of the texts that it may be. */
export function inputRuns(stdin: Stdin, more: Partial<CodeRun> = {}): CodeRun[] {
  const { sources, start, end } = stdin;
  const texts = textsOf(stdin);
  const at = { start, end };
  const run = { ...plainCode, at, takesInput: true, sources, ...more };
  return texts.length > 0 ? texts.map((text) => ({ ...run, text })) : [{ ...run, text: null }];
}

/** `xargs command…` puts words from its input after the command's own, or where `{}` is. */
function withFed(
  rest: readonly ShellWord[],
  { values }: CommandLine,
  { name, holes, stdin }: Sight,
): readonly ShellWord[] {
  const end = rest.findIndex(({ value }) => name === "parallel" && /^:::/.test(value));
  // With `-a file` it is not the input, and with `-d e` its words end in the middle.
  const isInput = end < 0 && !values.some(readsOtherwise);
  const fed: Fed = { type: "Fed", by: "xargs", from: (isInput && stdin?.from) || [] };
  const root = rootOfFound(fed.from, holes);
  const option = values.find((value) => /^(-I|-i|--replace)$/.test(value.option));
  const given = option && (option.text || "{}");
  const replaced = given ?? (name === "parallel" ? "{}" : null);
  const words = end < 0 ? rest : rest.slice(0, end);
  if (replaced !== null && words.some(({ value }) => value.includes(replaced))) {
    return words.map((word) => filledIn(word, replaced, holes, fed, root));
  }
  const last = words.at(-1);
  return given !== undefined || !last
    ? words
    : [...words, made(root + dig(holes, "{}", true, 1, fed), `${root}{}`, last, null, true)];
}

function readsOtherwise({ option, text }: CommandLine["values"][number]): boolean {
  if (/^(-d|--delimiter)$/.test(option)) return !/^(\n|\\n|\\0)$/.test(text);
  return /^(-a|--arg-file|-C|--colsep)$/.test(option);
}

/** A word in which something that is not known, but what it begins with, stands for `replaced`. */
export function filledIn(
  word: ShellWord,
  replaced: string,
  holes: Holes,
  of: Fed | null = null,
  start = "",
): ShellWord {
  if (replaced === "" || !word.value.includes(replaced)) return word;
  const value = word.value.replaceAll(replaced, start + dig(holes, replaced, true, 1, of));
  const written = word.written.replaceAll(replaced, start + replaced);
  return { ...word, value, written, literal: false, text: null };
}

/** `bash -c code $0 $1…`, or what it reads on its standard input; a file of code stays what it is. */
function shell(words: readonly ShellWord[], { name, stdin }: Sight): SeenThrough | null {
  const reader = readerOf(name);
  const { roles, input } = readingOf(words);
  const at = roles.indexOf("shell");
  const code = words[at];
  const stops = words
    .slice(1, at < 0 ? words.length : at)
    .some(({ value }) => /^-[a-zA-Z]*e|^errexit$/.test(value));
  if (code) {
    const parameters = words.slice(at + 1).map(({ value }) => value);
    const readsFile = words.some(({ value }) => /^--(rcfile|init-file)/.test(value));
    return {
      keeps: readsFile ? words : null,
      runs: [codeIn([code], { parameters, stops, reader })],
    };
  }
  const file = words[roles.indexOf("command", 1)];
  if (file && file.prints !== null) {
    return { keeps: null, runs: [{ ...codeIn([file], { reader }), text: file.prints }] };
  }
  if (input !== "shell" || stdin === null) return null;
  const isKnown = textsOf(stdin).length > 0;
  return {
    keeps: isKnown ? null : words,
    runs: isKnown ? inputRuns(stdin, { stops, reader }) : [],
  };
}
