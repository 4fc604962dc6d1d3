/** Says for each word of a command whether it is data, code that something reads, or what runs. */
import { type CommandLine, type CommandWord, commandLineOf } from "./command-line.ts";
import { expansionsOf } from "./expansions.ts";
import { fedInput, replacedText } from "./fed-words.ts";
import { gitReading } from "./git-reading.ts";
import {
  evaluatingBuiltins,
  evaluatingOptions,
  programs,
  runningOptions,
  setsCommandLine,
  shells,
  tellingNames,
  testOperators,
} from "./known-commands.ts";
import { selectsWhatRuns } from "./known-variables.ts";
import {
  evaluatedReading,
  isSpread,
  namesInput,
  type Parameter,
  parameters,
  setReading,
  shellReading,
} from "./parameter-roles.ts";
import type { Inner, Input, Program, Value } from "./program.ts";
import { withTold } from "./told-reading.ts";

/**
 * `command`: it names what runs · `spread`: so does each of the words that it becomes · `plain`: data ·
 * `zeroth`, `first`, `later`: data that shell code in sight has as `$0`, as `$1`, or as a later parameter;
 * `any`: as one of these · `shell`: a shell reads it as code, in a row with the others · `line`, `setting`: a
 * shell reads it alone, or what is after its name · `code`: something else does, or may.
 */
export type Role =
  | "command"
  | "spread"
  | "plain"
  | Parameter
  | "shell"
  | "line"
  | "setting"
  | "code";

export interface Reading {
  /** One for each word. */
  readonly roles: readonly Role[];
  readonly input: Input;
  /** Of a function and its like: which of its parameters each word is, whatever else it may be. */
  readonly parameters?: readonly Role[];
  /** Text in these words for which the program puts in its own. */
  readonly replaced?: string;
}

/** The roles of a command's words, the name first. `functions` are the ones that the script defines. */
export function readingOf(
  words: readonly CommandWord[],
  functions: ReadonlySet<string> = new Set(),
): Reading {
  const [first] = words;
  if (first === undefined) return { roles: [], input: "plain" };
  // Each is looked into from the one before; nobody writes so many, and no stack of calls holds any number.
  if (words.filter(isWrapper).length > mostWrappers) return all(words, "code");
  const name = first.literal ? programName(first.value) : null;
  // A command that is not known yet may do anything with what it is given.
  if (name === null) return unknownReading(words, functions);
  if (functions.has(name)) return functionReading(words, functions);
  if (name === "set") return setReading(words);
  if (shells.has(name)) return shellReading(words);
  if (name === "source" || name === ".") return sourceReading(words);
  if (name === "trap") return trapReading(words);
  if (name === "find") return findReading(words, functions);
  if (name === "export" || name === "readonly") return exportReading(words);
  if (name === "command" && /^-[vV]/.test(words[1]?.value ?? "")) return all(words, "plain");
  const running = runningOptions.get(name);
  if (running && words.some((word, at) => at > 0 && (running.test(word.value) || word.isOption))) {
    return { ...upTo(words, words.length, "command", "command"), input: "shell" };
  }
  if (name === "alias") return upTo(words, words.length, "setting", "setting");
  if (evaluatingBuiltins.has(name)) return evaluatedReading(name, words);
  const evaluating = evaluatingOptions.get(name);
  if (evaluating) return evaluatingReading(words, evaluating, /^(test|\[)$/.test(name));
  return withTold(name, words, tableReading(name, words, functions), {
    command: (rest) => readingOf(rest, functions),
    value: (is, text) => valueRole(is, text, "plain"),
  });
}

/** As the table of programs has it. */
function tableReading(
  name: string,
  words: readonly CommandWord[],
  functions: ReadonlySet<string>,
): Reading {
  const program = programs.get(name);
  if (!program) return tellingReading(words);
  if (name === "su" || name === "runuser") return userReading(words, program, functions);
  if (name !== "git") return programReading(words, program, functions);
  return gitReading(words, program, {
    command: (rest) => readingOf(rest, functions),
    program: (all, git) => programReading(all, git, functions),
  });
}

function isWrapper({ value }: CommandWord): boolean {
  return value === "-exec" || programs.get(programName(value))?.inner !== undefined;
}

const mostWrappers = 200;

/** The last part of a path, without the version that some programs carry in their name. */
export function programName(word: string): string {
  const name = word.slice(word.lastIndexOf("/") + 1);
  return name.replace(/(?<=[A-Za-z]{3})-?\d+(\.\d+)*$/, "");
}

function all(words: readonly CommandWord[], role: "plain" | "code"): Reading {
  return { roles: words.map((_, index) => (index === 0 ? "command" : role)), input: role };
}

/** `run() { "$@"; }; run bash -c code`: the words may name another command, and be that one's. */
function functionReading(words: readonly CommandWord[], functions: ReadonlySet<string>): Reading {
  const own: readonly Role[] = ["command", ...parameters(words.slice(1))];
  const at = words.findIndex((word, index) => index > 0 && (tells(word) || isWrapper(word)));
  if (at < 0) return { roles: own, input: "code" };
  const inner = readingOf(words.slice(at), functions).roles;
  const roles = own.map((role, index) => (index > at && inner[index - at]) || role);
  return { roles, input: "code", parameters: own };
}

/**
 * `$RUN bash -c code`: if nothing is known but that, any word may be code. Words that may become none leave it to
 * the next to be the command.
 */
function unknownReading(words: readonly CommandWord[], functions: ReadonlySet<string>): Reading {
  const first = words.findIndex(({ isOpen }) => !isOpen);
  const reading = upTo(words, first < 0 ? words.length : first + 1, "command", "code", "code");
  const at = words.findIndex((word, index) => index > 0 && tells(word));
  if (at < 0) return reading;
  const inner = readingOf(words.slice(at), functions).roles;
  const roles = reading.roles.map((role, index) => {
    const isRun = /^(command|spread|shell|line)$/.test(inner[index - at] ?? "");
    return (isRun && inner[index - at]) || role;
  });
  return { ...reading, roles };
}

function tells({ value, literal }: CommandWord): boolean {
  return literal && tellingNames.has(programName(value));
}

/** Words 1 to `end` have one role, those after it another. */
function upTo(
  words: readonly CommandWord[],
  end: number,
  role: Role,
  rest: Role,
  input: Input = "plain",
): Reading {
  const roles = words.map((_, index) => (index === 0 ? "command" : index < end ? role : rest));
  return { roles, input };
}

/** `printf -v name`, `[ -v name ]`: a word that is not known may be that option, and the next one the name. */
function evaluatingReading(
  words: readonly CommandWord[],
  option: RegExp,
  isTest: boolean,
): Reading {
  const last = words.findIndex((word, at) => at > 0 && endsOptions(word));
  const options = words.slice(0, isTest || last < 0 ? words.length : last + 1);
  if (options.some(({ value, literal }) => literal && option.test(value))) {
    return upTo(words, words.length, "code", "code");
  }
  const mayEvaluate = (at: number): boolean => {
    const word = at > 0 ? options[at] : undefined;
    if (!word || word.literal || !mayBeOption(word)) return false;
    return !isTest || isSpread(word) || !isOperandOfTest(words[at + 1]);
  };
  const roles = words.map((_, at): Role => {
    if (at === 0) return "command";
    const isName = mayEvaluate(at - 1) && (isTest || at <= last || last < 0);
    return isName || mayEvaluate(at) ? "code" : "plain";
  });
  return { roles, input: "plain" };
}

/** Whether no option stands behind this word. */
function endsOptions(word: CommandWord): boolean {
  if (word.value === "--" || !mayBeOption(word)) return true;
  return !word.literal && !isExpansion.test(word.value);
}

function mayBeOption({ value, literal }: CommandWord): boolean {
  // A placeholder is not given a value with a dash where that would begin a word.
  return literal ? /^-./.test(value) : /^[-$`{]/.test(value);
}

/** Nothing else than expansions, with a dash before them or not. */
const isExpansion = expansionsOf(/\$\w+|\$[@*]|\$?\{[^{}]*\}/, "-?");

/** Whether what stands before this word of `test` is compared, or all there is. */
function isOperandOfTest(next: CommandWord | undefined): boolean {
  return !next || (next.literal && (/^[\])]$/.test(next.value) || testOperators.has(next.value)));
}

/** `source file $1…` */
function sourceReading(words: readonly CommandWord[]): Reading {
  const at = firstOperand(words);
  const reading = upTo(words, at + 1, "command", "plain");
  return { ...reading, input: namesInput(words[at]?.value ?? "") ? "shell" : "plain" };
}

/** `trap code signal…`: behind a word that may be an option, any may be the code. */
function trapReading(words: readonly CommandWord[]): Reading {
  const at = firstOperand(words);
  const opens =
    words[at]?.isOption === true || words.slice(1, at).some(({ value }) => value !== "--");
  const roles = words.map((_, index): Role => {
    if (index === 0 || index < at) return index === 0 ? "command" : "plain";
    return index === at || opens ? "line" : "plain";
  });
  return { roles, input: "plain" };
}

function firstOperand(words: readonly CommandWord[]): number {
  const ended = words.findIndex(({ value }) => value === "--");
  const at = words.findIndex(({ value }, index) => index > 0 && !/^-./.test(value));
  return ended > 0 && (at < 0 || ended < at) ? ended + 1 : Math.max(at, 1);
}

/** `export name=value`: with one of these options, the value is taken for an array or for arithmetic. */
function exportReading(words: readonly CommandWord[]): Reading {
  if (words.some(({ value }) => /^-[a-zA-Z]*[aAin]/.test(value))) return all(words, "code");
  const roles = words.map(({ value }, index): Role => {
    if (index === 0) return "command";
    return assignmentRole(value) ?? (value.startsWith("-") ? "plain" : "command");
  });
  return { roles, input: "plain" };
}

/** The role of `name=value`; null when the word is none. */
function assignmentRole(word: string): Role | null {
  const name = /^([A-Za-z_]\w*)\+?=/.exec(word)?.[1];
  if (name === undefined) return null;
  return selectsWhatRuns(name) ? "command" : "plain";
}

/** `su user file word…`: what follows the user is for that one's shell. */
function userReading(
  words: readonly CommandWord[],
  program: Program,
  functions: ReadonlySet<string>,
): Reading {
  const reading = programReading(words, program, functions);
  const { operands, values } = commandLineOf(words, 1, program);
  if (values.some(({ is }) => is === "line")) return reading;
  const given = operands.filter((at) => words[at]?.value !== "-").slice(1);
  const roles = reading.roles.map((role, at) => (given.includes(at) ? "command" : role));
  return { ...reading, roles };
}

/** `find … -exec command … ;` */
function findReading(words: readonly CommandWord[], functions: ReadonlySet<string>): Reading {
  const exec = words.findIndex(({ value }) => /^-(exec|ok)(dir)?$/.test(value));
  if (exec < 0) return upTo(words, 1, "plain", "plain");
  const inner = readingOf(words.slice(exec + 1), functions);
  const before = upTo(words.slice(0, exec + 1), 1, "plain", "plain");
  return { roles: [...before.roles, ...inner.roles], input: inner.input, replaced: "{}" };
}

/** Any program of the table, as its options and operands are there. */
function programReading(
  words: readonly CommandWord[],
  program: Program,
  functions: ReadonlySet<string>,
): Reading {
  const { inner, first } = program;
  const verb = words.findIndex(({ value }) => inner?.verbs?.includes(value));
  if (inner?.verbs && verb < 0) return tellingReading(words);
  const line = commandLineOf(words, Math.max(verb, 0) + (inner?.isVerb ? 0 : 1), program);
  if (inner) return innerReading(words, line, program, inner, functions);
  if (first) return scriptReading(words, line, program, first);
  const isData = program.rest === "plain";
  const { roles, input } = isData ? tellingReading(words) : all(words, "code");
  return { roles: withValues(roles, line, "plain"), input: isData ? input : program.input };
}

/** The roles with those of option values in place; `data` is what plain ones are. */
function withValues(roles: readonly Role[], { values }: CommandLine, data: Role): Role[] {
  const known = new Map(values.map(({ at, is, text }) => [at, valueRole(is, text, data)]));
  return roles.map((role, index) => known.get(index) ?? role);
}

function valueRole(is: Value, text: string, data: Role): Role {
  if (is === "plain" || is === "pair" || is === "directory")
    return assignmentRole(text) === "command" ? "command" : data;
  if (is === "line" || is === "carrier") return "line";
  if (is !== "setting") return "code";
  return setsCommandLine(text) ? "setting" : "code";
}

/** `awk script file…`, `python3 file argument…`: with a script in sight, what it is given is data. */
function scriptReading(
  words: readonly CommandWord[],
  line: CommandLine,
  { rest, mayRun, runs }: Program,
  first: "script" | "file",
): Reading {
  const given = line.values.flatMap(({ is, at, text }) =>
    is === "script" || is === "file" ? [{ is, at, text }] : [],
  );
  const [at, ...others] = line.operands;
  const isOperand = given.length === 0 && at !== undefined;
  const scripts = isOperand ? [{ is: first, at, text: words[at]?.value ?? "" }] : given;
  const read = scripts.map(({ is, at: index, text }): Input => {
    if (!words[index]?.literal) return "code";
    if (is === "file") return text.startsWith("-") || namesInput(text) ? "code" : "plain";
    const told = runs?.(text) ?? null;
    return told ? "command" : told === null && mayRun?.test(text) ? "code" : "plain";
  });
  const isKnown = read.length > 0 && !read.includes("code");
  const data = read.includes("command") ? "command" : isKnown ? "plain" : "code";
  const operand = rest === "plain" ? data : "code";
  const plain = isOperand ? others : line.operands;
  const roles = all(words, "code").roles.map((role, index) =>
    plain.includes(index) ? operand : role,
  );
  return { roles: withValues(roles, line, data), input: data };
}

/** `sudo command…`, `ssh host command…`, `docker exec container command…` */
function innerReading(
  words: readonly CommandWord[],
  line: CommandLine,
  program: Program,
  { rereads, feeds }: Inner,
  functions: ReadonlySet<string>,
): Reading {
  const own = words.slice(0, line.end).map((word, index): Role => {
    const { value } = word;
    if (index === 0) return "command";
    // `timeout "$@"`: what is left of it after the operands is the command.
    if (!rereads && !program.inner?.verbs && !word.literal && isSpread(word)) return "spread";
    return rereads ? "code" : (assignmentRole(value) ?? "plain");
  });
  const rest = words.slice(line.end);
  const fed = feeds ? (replacedText(line) ?? "{}") : null;
  // `xargs command…` puts words from its input after the command's own, or where `{}` is. Each is read once: what
  // is read twice at each of many levels never comes to an end.
  const all = fed !== null && rest.length > 0 ? [...rest, { value: fed, literal: false }] : rest;
  const reading: Reading =
    rest.length === 0
      ? { roles: [], input: program.input }
      : rereads
        ? { roles: all.map(() => "shell"), input: "plain" }
        : readingOf(all, functions);
  const replaced = feeds ? replacedText(line) : (reading.replaced ?? null);
  return {
    roles: [
      ...withValues(own, line, rereads ? "code" : "plain"),
      ...reading.roles.slice(0, rest.length),
    ],
    input: fed !== null && rest.length > 0 ? fedInput(all, reading, fed) : reading.input,
    ...(replaced === null ? {} : { replaced }),
  };
}

/** Any other command; where the name of an interpreter stands among its words, it may run that one. */
function tellingReading(words: readonly CommandWord[]): Reading {
  const telling = words.findIndex(
    ({ value }, index) => index > 0 && tellingNames.has(programName(value)),
  );
  const end = telling < 0 ? words.length : telling;
  const reading = upTo(words, end, "plain", "code");
  return telling < 0 ? reading : { ...reading, input: "code" };
}
