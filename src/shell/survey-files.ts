/**
 * How a survey follows values into files and back: into the name of one, or through what is written there, to
 * where such names, or what is in such files, are read as code.
 */
import type { Command, Redirect, Redirection, SyntaxNode, Word } from "unbash";
import type { Reading, Role } from "./argument-roles.ts";
import { isSpeltOut } from "./constants.ts";
import {
  copiers,
  copyists,
  feeders,
  inputWriters,
  listers,
  listings,
  movers,
  namers,
  readers,
  searchers,
  splitters,
} from "./file-commands.ts";
import { withNames } from "./marks.ts";
import { alternativesIn } from "./pattern-braces.ts";
import { tells } from "./survey-builtins.ts";
import {
  type Carrier,
  type Context,
  hasMark,
  into,
  noteUse,
  outside as nowhere,
  type Survey,
  underInput,
} from "./survey-context.ts";
import { carriers, type Flow, isOfFiles, namesAt } from "./variable-flow.ts";

/** Whether a command is known to print what it reads, or runs others. */
export function passesOn(node: SyntaxNode): boolean {
  if (node.type !== "Command") return true;
  const name = node.name?.value ?? "";
  return readers.has(name) || name === "tee";
}

/** The context of a file's name. */
function intoName(survey: Survey, context: Context): Context {
  return also(context, [namesAt(survey.flow)]);
}

/** The same for a redirection's: what the command writes there has no part of it. */
export function intoTarget(survey: Survey, context: Context): Context {
  return intoName(survey, { ...context, carriers: withoutFiles(context.carriers) });
}

function withoutFiles(all: readonly Carrier[]): readonly Carrier[] {
  const known = othersThanFiles.get(all) ?? all.filter(({ name }) => !isOfFiles(name));
  othersThanFiles.set(all, known);
  return known;
}

/** A command may have thousands of redirections, all in one context. */
const othersThanFiles = new WeakMap<readonly Carrier[], readonly Carrier[]>();

/** The context of what a command prints, when these redirections take it to files. */
export function intoFiles(
  survey: Survey,
  context: Context,
  redirects: readonly Redirection[],
): Context {
  const targets = redirects.flatMap((redirect) =>
    writes(redirect) && redirect.target ? [fileAt(survey, redirect.target)] : [],
  );
  const feeds = redirects.some(
    (redirect) => redirect.type === "Redirect" && redirect.target && feedsProcess(redirect.target),
  );
  return also(context, feeds ? [...targets, carriers.input] : targets);
}

/** The context of what goes through a command: most make something else of it, before it gets to a file. */
export function through(context: Context, command: Command, roles: readonly Role[]): Context {
  const last = wordsIn(command).findLast((_, index) => index === 0 || roles[index] === "command");
  const isCopied = !last || copyists.has(last.value);
  const isTold = tells(command);
  const carriers = context.carriers.map((one) => ({
    ...one,
    directly: one.directly && (isCopied || !one.startsLine),
    isTold: one.isTold === true && isTold,
  }));
  return { ...context, carriers };
}

/** The context of what a command prints, or reads, when it is told a process to write that to: `tee >(command)`. */
export function intoProcesses(context: Context, command: Command): Context {
  return wordsIn(command).some(feedsProcess) ? also(context, [carriers.input]) : context;
}

/** `>(command)` */
function feedsProcess({ text }: Word): boolean {
  return text.includes(">(");
}

export function writes(redirect: Redirection): redirect is Redirect {
  if (redirect.type !== "Redirect" || !redirect.operator.includes(">")) return false;
  return !/^\/dev\/(null|stdout|stderr|tty|fd\/.*)$/.test(redirect.target?.value ?? "");
}

/** The context of what a command has as its input, when it writes that to files. */
export function intoOperands(
  survey: Survey,
  context: Context,
  command: Command,
  roles: readonly Role[],
): Context {
  const names: string[] = [];
  if (isAny(inputWriters, command, roles)) {
    names.push(...operandsOf(command, roles).map((word) => fileAt(survey, word)));
  }
  if (isAny(splitters, command, roles)) names.push(carriers.anyFile);
  if (isAny(copiers, command, roles) && wordsIn(command).some(namesInput)) {
    names.push(
      ...operandsOf(command, roles)
        .slice(-1)
        .map((word) => fileAt(survey, word)),
    );
  }
  const output = isAny(readers, command, roles) ? outputFileOf(command) : undefined;
  return also(context, output ? [...names, fileAt(survey, output)] : names);
}

export function namesInput({ value }: Word): boolean {
  return /^-$|(^|=)\/dev\/(stdin|fd\/0)$|^\/proc\/self\/fd\/0$/.test(value);
}

export function also(context: Context, names: readonly string[]): Context {
  if (names.length === 0) return context;
  const added = names.map((name): Carrier => ({ name, directly: true, startsLine: true }));
  return { ...context, carriers: [...context.carriers, ...added] };
}

/** The context of a command's plain words. */
export function operandContext(
  survey: Survey,
  context: Context,
  command: Command,
  roles: readonly Role[],
): Context {
  return isAny(namers, command, roles) ? intoName(survey, context) : context;
}

/** Notes what a command takes from files: names, what is in them, or code. `context` is that of its output. */
export function noteFiles(
  survey: Survey,
  command: Command,
  { roles, input }: Reading,
  context: Context,
): void {
  if (isLister(command, roles)) noteTaken(survey, namesAt(survey.flow), context, command.pos);
  noteRead(survey, command, roles, context);
  noteRun(survey, command, roles);
  if (isAny(feeders, command, roles)) {
    noteFed(survey, command, into(underInput(context, input), carriers.input));
    // `ls | xargs bash`
    if (input === "command") {
      survey.flow.uses.push({ carrier: anyAt(survey.flow), kind: "nestedCode" });
    }
  }
  if (isAny(copiers, command, roles)) noteCopied(survey, operandsOf(command, roles));
  if (isAny(readers, command, roles)) noteSorted(survey, command);
  if (isAny(splitters, command, roles)) {
    for (const word of operandsOf(command, roles)) {
      noteUse(survey, fileAt(survey, word), also(nowhere, [carriers.anyFile]), word.pos);
    }
  }
  if (command.name?.value === "find") noteFound(survey, command, roles);
}

function isLister(command: Command, roles: readonly Role[]): boolean {
  if (isAny(listers, command, roles)) return true;
  return listings.some(
    ([name, told]) =>
      isAny(new Set([name]), command, roles) &&
      wordsIn(command).some(({ value }, index) => index > 0 && told.test(value)),
  );
}

/** `cat file`, and any other command that is told the name of a file which the code has written. */
function noteRead(
  survey: Survey,
  command: Command,
  roles: readonly Role[],
  context: Context,
): void {
  const readsAny = isAny(readers, command, roles);
  const first = isAny(searchers, command, roles) ? operandsOf(command, roles)[0] : undefined;
  for (const word of wordsIn(command).slice(1).flatMap(eachOf)) {
    if (word === first) continue;
    if (readsAny && isUnknown(word)) noteTaken(survey, anyAt(survey.flow), context, word.pos);
    if (readsAny) noteTaken(survey, carriers.anyFile, context, word.pos);
    if (readsAny || !isUnknown(word)) {
      noteTaken(survey, fileAt(survey, word), context, word.pos);
    }
  }
}

/** `. file`, `bash "$file"`, `./file`, `psql -f file` */
function noteRun(survey: Survey, command: Command, roles: readonly Role[]): void {
  const { uses } = survey.flow;
  const isKnownCommand = isKnownName(survey, command);
  const words = wordsIn(command);
  // Their words are code where the script is not known, and their files are not.
  const isReader = isKnownCommand && isAny(readers, command, roles);
  const isData = movers.has(words[0]?.value ?? "") || isReader;
  words.forEach((word, index) => {
    const role = roles[index] ?? "plain";
    const isCode = !isData || /^-\w*f$|^--(from-)?file$/.test(words[index - 1]?.value ?? "");
    const isFile = role === "code" ? isCode && isPath.test(word.value) : isRun(word, role, index);
    if (!isFile) return;
    const kind = role === "code" && !isKnownCommand ? "unknown" : "nestedCode";
    uses.push({ carrier: fileAt(survey, word), kind }, { carrier: carriers.anyFile, kind });
    // Whatever `$SUDO` is, it is rather a program than what was written just before.
    const isOther = index === 0 && !word.value.includes("/");
    if (isUnknown(word) && !isOther) uses.push({ carrier: anyAt(survey.flow), kind });
  });
}

function isKnownName(survey: Survey, { name }: Command): boolean {
  return name !== undefined && isSpeltOut(name) && !hasMark(survey, name.value);
}

/** Whether it names what runs; without a slash, a command's own name is looked for elsewhere. */
function isRun({ value }: Word, role: Role, index: number): boolean {
  return /^(command|spread)$/.test(role) && (index > 0 || /^\$|\//.test(value));
}

/** Whether a word that may be code may be the name of a file. */
const isPath = /^[\w./:@%+=,~${}-]+$/;

/** `xargs -a file sh -c code` */
function noteFed(survey: Survey, command: Command, context: Context): void {
  for (const { value, ...word } of wordsIn(command)) {
    const file = { ...word, value: value.replace(/^(-a|--arg-file=?)/, "") };
    noteInputFile(survey, file, context);
  }
}

/** `find -exec sh -c 'cat {}' ;` */
function noteFound({ flow }: Survey, command: Command, roles: readonly Role[]): void {
  const text = wordsIn(command).filter((_, index) => roles[index] === "shell");
  if (!text.some(({ value }) => value.includes("{}"))) return;
  flow.uses.push({ carrier: namesAt(flow), kind: "unknown" });
}

/** `cp a b` */
function noteCopied(survey: Survey, operands: readonly Word[]): void {
  const last = operands.at(-1);
  if (!last) return;
  const to = fileAt(survey, last);
  for (const word of operands.slice(0, -1)) {
    const from = isUnknown(word) ? [anyAt(survey.flow)] : [];
    for (const one of [...from, fileAt(survey, word)]) {
      survey.flow.copies.push({ from: one, to, isNext: false });
    }
  }
}

/** `sort x -o y` */
function noteSorted(survey: Survey, command: Command): void {
  const to = outputFileOf(command);
  if (!to) return;
  const [, ...words] = wordsIn(command);
  for (const word of words) noteCopied(survey, [word, to]);
}

/** The file that an option names for what the command would print. */
export function outputFileOf(command: Command): Word | undefined {
  const words = wordsIn(command);
  const at = words.findIndex(({ value }) => /^(-o.*|--output(=.*)?)$/.test(value));
  const word = words[at];
  if (!word) return undefined;
  const [, joined] = /^(?:-o|--output=)(.+)$/.exec(word?.value ?? "") ?? [];
  return joined === undefined ? words[at + 1] : { ...word, value: joined };
}

/** Notes what is in a file that becomes a command's input. */
export function noteInputFile(survey: Survey, file: Word, context: Context): void {
  const carrier = isUnknown(file) ? anyAt(survey.flow) : fileAt(survey, file);
  noteUse(survey, carrier, context, file.pos);
  if (isUnknown(file)) noteUse(survey, fileAt(survey, file), context, file.pos);
}

/** Notes the names that a pattern finds. */
export function noteGlob(survey: Survey, context: Context, offset: number): void {
  if (context.strict === "pattern") return;
  noteTaken(survey, namesAt(survey.flow), context, offset);
}

/** Notes that a word which something takes has a pattern in it, which may find files where that is used. */
export function notePattern({ flow }: Survey, { value }: Word, context: Context): void {
  const text = value.replace(/\$(\{[^}]*\}|\(.*\)|[?*@#])|`.*`/gs, "");
  if (!/[*?[]/.test(text)) return;
  for (const { name } of context.carriers) {
    flow.copies.push({ from: carriers.pattern, to: name, isNext: false });
  }
}

/** Notes that what a carrier holds is printed, or stands in a word, where `context` says. */
export function noteTaken(survey: Survey, carrier: string, context: Context, offset: number): void {
  const around = { ...context, quoted: false, splits: false };
  if (!context.isForeign || context.strict !== "nestedCode") {
    noteUse(survey, carrier, around, offset);
    return;
  }
  // It may be code, and begins no command.
  survey.flow.uses.push({ carrier, kind: "unknown" });
  noteUse(survey, carrier, { ...around, strict: null }, offset);
}

export function isAny(
  names: ReadonlySet<string>,
  command: Command,
  roles: readonly Role[],
): boolean {
  return wordsIn(command).some(
    ({ value }, index) =>
      (index === 0 || roles[index] === "command") &&
      names.has(value.slice(value.lastIndexOf("/") + 1)),
  );
}

export function wordsIn({ name, args }: Command): readonly Word[] {
  const words = args.map((arg) =>
    arg.type === "Word" ? arg : { ...arg, type: "Word" as const, value: arg.text, parts: [] },
  );
  return name ? [name, ...words] : words;
}

/** The operands of the command itself, or of the last one that it runs. */
export function operandsOf(command: Command, roles: readonly Role[]): Word[] {
  const at = Math.max(0, roles.lastIndexOf("command"));
  return wordsIn(command)
    .slice(at + 1)
    .filter(({ value }) => !value.startsWith("-"))
    .flatMap(eachOf);
}

/** `x{,.sh}` stands for several words. */
function eachOf(word: Word): Word[] {
  if (!word.value.includes("{")) return [word];
  const all = alternativesIn(word.value);
  return typeof all === "string" ? [word] : all.map((value) => ({ ...word, value }));
}

/** A carrier of what is in one file, told by the last part of its path, or by how it is written. */
export function fileAt({ flow, constants, marks }: Survey, word: Word): string {
  const text = withNames(marks, constants.textOf(word) ?? word.value);
  const name = lastPart(text);
  const key = isKnown.test(name) ? name : text.replace(/^\$\{(\w+)\}$/, "$$$1");
  return `file:${key}@${flow.moment}`;
}

/** Whether the name of the file is not known. */
export function isUnknown({ value }: Word): boolean {
  return !isKnown.test(lastPart(value));
}

/** Of a path: with `$` for each expansion in it, for what that has at its end is no part of the name. */
function lastPart(path: string): string {
  let known = path.replace(/\$\{[^{}]*\}/g, "$");
  for (const [open, close] of [
    ["$(", ")"],
    ["`", "`"],
  ] as const) {
    const [from, to] = [known.indexOf(open), known.lastIndexOf(close)];
    if (from >= 0 && to > from) known = `${known.slice(0, from)}$${known.slice(to + 1)}`;
  }
  let end = known.length;
  while (known[end - 1] === "/") end -= 1;
  const before = Math.max(known.lastIndexOf("/", end - 1), known.lastIndexOf("=", end - 1));
  return known.slice(before + 1, end);
}

const isKnown = /^(\{\{\w[\w-]*\}\}|[^{$`*?[])+$/;

export function anyAt({ moment }: Flow): string {
  return `files@${moment}`;
}
