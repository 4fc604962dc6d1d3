/** Says for each word of a command whether it is data, code that something reads, or what runs. */
import {
  containerTools,
  evaluatingBuiltins,
  evaluatingOptions,
  interpreters,
  selectsWhatRuns,
  shellOptions,
  shells,
  tellingNames,
  type Wrapper,
  wrappers,
} from "./known-commands.ts";

/**
 * `command`: it names what runs · `plain`: data · `first`, `later`: data that shell code in sight has as
 * `$1`, or as a later parameter · `shell`: a shell reads it as code · `code`: something else does, or may.
 */
export type Role = "command" | "plain" | "first" | "later" | "shell" | "code";

export interface CommandWord {
  /** The word with its quotes removed. */
  readonly value: string;
  /** Whether `value` is known as it stands: no expansions, no placeholder. */
  readonly literal: boolean;
}

export interface Reading {
  /** One for each word. */
  readonly roles: readonly Role[];
  /** What standard input is to the command. */
  readonly stdin: Role;
}

/** The roles of a command's words, the name first. `functions` are the ones that the script defines. */
export function readingOf(
  words: readonly CommandWord[],
  functions: ReadonlySet<string> = new Set(),
): Reading {
  const [first] = words;
  if (first === undefined) return { roles: [], stdin: "plain" };
  const name = first.literal ? programName(first.value) : null;
  // A command that is not known yet may do anything with what it is given.
  if (name === null) return all(words, "code");
  if (functions.has(name)) return allParameters(words, "code");
  if (name === "set") return allParameters(words, "plain");
  if (shells.has(name)) return shellReading(words);
  if (interpreters.has(name)) return all(words, "code");
  if (name === "source" || name === ".") return upTo(words, 2, "command", "plain");
  if (name === "trap") return upTo(words, 2, "shell", "plain");
  if (name === "find") return findReading(words, functions);
  if (name === "export" || name === "readonly") return exportReading(words);
  if (name === "command" && /^-[vV]/.test(words[1]?.value ?? "")) return all(words, "plain");
  if (evaluatingBuiltins.has(name)) return upTo(words, words.length, "code", "code");
  if (Object.hasOwn(shellOptions, name)) return optionReading(words, shellOptions[name] ?? []);
  const evaluating = evaluatingOptions[name];
  if (Object.hasOwn(evaluatingOptions, name) && words.some(({ value }) => value === evaluating)) {
    return upTo(words, words.length, "code", "code");
  }
  const inner = innerCommand(name, words);
  return inner ? wrapperReading(words, inner, functions) : tellingReading(words);
}

/** The last part of a path, without the version that some programs carry in their name. */
function programName(word: string): string {
  const name = word.slice(word.lastIndexOf("/") + 1);
  return name.replace(/(?<=[A-Za-z]{3})-?\d+(\.\d+)*$/, "");
}

function all(words: readonly CommandWord[], role: Role): Reading {
  return { roles: words.map((_, index) => (index === 0 ? "command" : role)), stdin: role };
}

function allParameters(words: readonly CommandWord[], stdin: Role): Reading {
  return {
    roles: words.map((_, index) => (index === 0 ? "command" : parameter(index - 1))),
    stdin,
  };
}

/** The role of the parameter after `index` others. */
function parameter(index: number): Role {
  return index === 0 ? "first" : "later";
}

/** Words 1 to `end` have one role, those after it another. */
function upTo(words: readonly CommandWord[], end: number, role: Role, rest: Role): Reading {
  const roles = words.map((_, index) => (index === 0 ? "command" : index < end ? role : rest));
  return { roles, stdin: "plain" };
}

/** `bash -c code $0 $1…`, `bash file $1…`, `bash -s $1…` */
function shellReading(words: readonly CommandWord[]): Reading {
  let code = false;
  let input = false;
  let at = 1;
  for (; at < words.length; at += 1) {
    const value = words[at]?.value ?? "";
    if (!/^[-+]./.test(value)) break;
    if (value === "--") {
      at += 1;
      break;
    }
    if (/^-[a-z]*c/i.test(value)) code = true;
    if (/^-[a-z]*s/i.test(value)) input = true;
    if (/^[-+]([a-z]*[oO]|-rcfile|-init-file)$/.test(value)) at += 1;
  }
  const roles = words.map((_, index): Role => {
    if (index === 0) return "command";
    if (index < at) return "code";
    if (code)
      return index === at ? "shell" : index === at + 1 ? "plain" : parameter(index - at - 2);
    if (input) return parameter(index - at);
    return index === at ? "command" : "plain";
  });
  return { roles, stdin: at >= words.length || input ? "shell" : "plain" };
}

/** `su -c code`: the word after the option is shell code, the others are taken with care. */
function optionReading(words: readonly CommandWord[], options: readonly string[]): Reading {
  const roles = words.map((word, index): Role => {
    if (index === 0) return "command";
    if (options.includes(words[index - 1]?.value ?? "")) return "shell";
    return options.some((option) => word.value.startsWith(option)) ? "shell" : "code";
  });
  return { roles, stdin: "shell" };
}

/** `export name=value`: with one of these options, the value is taken for an array or for arithmetic. */
function exportReading(words: readonly CommandWord[]): Reading {
  if (words.some(({ value }) => /^-[a-zA-Z]*[aAin]/.test(value))) return all(words, "code");
  const roles = words.map(({ value }, index): Role => {
    if (index === 0) return "command";
    return assignmentRole(value) ?? (value.startsWith("-") ? "plain" : "command");
  });
  return { roles, stdin: "plain" };
}

/** The role of `name=value`; null when the word is none. */
function assignmentRole(word: string): Role | null {
  const name = /^([A-Za-z_]\w*)\+?=/.exec(word)?.[1];
  if (name === undefined) return null;
  return selectsWhatRuns(name) ? "command" : "plain";
}

/** `find … -exec command … ;` */
function findReading(words: readonly CommandWord[], functions: ReadonlySet<string>): Reading {
  const exec = words.findIndex(({ value }) => /^-(exec|ok)(dir)?$/.test(value));
  if (exec < 0) return upTo(words, 1, "plain", "plain");
  const inner = readingOf(words.slice(exec + 1), functions);
  const before = upTo(words.slice(0, exec + 1), 1, "plain", "plain");
  return { roles: [...before.roles, ...inner.roles], stdin: inner.stdin };
}

interface Inner {
  /** Where the inner command begins. */
  readonly at: number;
  readonly rereads: boolean;
}

function innerCommand(name: string, words: readonly CommandWord[]): Inner | null {
  const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  if (wrapper) return { at: skipOwn(words, 1, wrapper), rereads: wrapper.rereads };
  const tool = Object.hasOwn(containerTools, name) ? containerTools[name] : undefined;
  if (!tool) return null;
  const verb = words.findIndex(({ value }) => /^(exec|run)$/.test(value));
  return verb < 0 ? null : { at: skipOwn(words, verb + 1, tool), rereads: false };
}

/** The index of the first word that is not the wrapper's own: after its options and operands. */
function skipOwn(words: readonly CommandWord[], from: number, wrapper: Wrapper): number {
  let operands = 0;
  let at = from;
  while (at < words.length) {
    const value = words[at]?.value ?? "";
    const isOption = /^-./.test(value) && value !== "--";
    if (isOption) at += wrapper.valueOptions.includes(value) ? 2 : 1;
    else if (value === "--" || value === "-" || assignmentRole(value)) at += 1;
    else if (operands < wrapper.operands) {
      operands += 1;
      at += 1;
    } else break;
  }
  return at;
}

function wrapperReading(
  words: readonly CommandWord[],
  { at, rereads }: Inner,
  functions: ReadonlySet<string>,
): Reading {
  const own = words.slice(0, at).map(({ value }, index): Role => {
    if (index === 0) return "command";
    return rereads ? "code" : (assignmentRole(value) ?? "plain");
  });
  const rest = words.slice(at);
  if (rereads) {
    const stdin = rest.length === 0 ? "shell" : readingOf(split(rest)).stdin;
    return { roles: [...own, ...rest.map((): Role => "shell")], stdin };
  }
  const inner = readingOf(rest, functions);
  // xargs makes words for its command out of its input.
  const stdin = programName(words[0]?.value ?? "") === "xargs" ? "code" : inner.stdin;
  return { roles: [...own, ...inner.roles], stdin };
}

/** The words as the shell that reads them again would see them, as far as that matters here. */
function split(words: readonly CommandWord[]): CommandWord[] {
  return words.flatMap(({ value }) =>
    value.split(/\s+/).map((part) => ({ value: part, literal: !/[$`]/.test(part) })),
  );
}

/** Any other command; where the name of an interpreter stands among its words, it may run that one. */
function tellingReading(words: readonly CommandWord[]): Reading {
  const telling = words.findIndex(
    ({ value }, index) => index > 0 && tellingNames.has(programName(value)),
  );
  const end = telling < 0 ? words.length : telling;
  const reading = upTo(words, end, "plain", "code");
  return telling < 0 ? reading : { ...reading, stdin: "code" };
}
