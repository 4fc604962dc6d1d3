/**
 * What the output of a command is made of. Some commands print nothing but digits, others only what they are given
 * in their words or through a pipe; from all others may come any text.
 */
import type { Command, Elif, If, Script, SyntaxNode, Word } from "unbash";
import { operandsIn, printsDigits, type Texts } from "./digit-commands.ts";
import { picksNames, printsNames } from "./name-commands.ts";

/** What the code itself has given a name: the body of a function, and null for what may be any of several. */
type Own = ReadonlyMap<string, SyntaxNode | null>;

export interface Known {
  readonly own: Own;
  /** Whether the text matters as options alone: what prints nothing but names is as good as figures then. */
  readonly asOptions: boolean;
  /** Whether what a pattern finds is believed to have names like any others. */
  readonly believes?: boolean;
  /** How many commands may still be looked at; when there are no more, any text may come out. */
  left: number;
}

/** The words whose texts may be in it; none for digits alone, and null where it may be any text. */
export type Made = readonly Word[] | null;

export function printedFrom(script: Script | undefined, known: Known, depth: number): Made {
  if (!script || depth > deepest) return null;
  return union(script.commands.map(({ command }) => printed(command, null, { known, depth })));
}

const deepest = 40;

interface Setting {
  readonly known: Known;
  readonly depth: number;
}

/** What comes out of the commands of a pipe, one after the other. */
export function pipedFrom(commands: readonly SyntaxNode[], known: Known): Made {
  return piped(commands, null, { known, depth: 0 });
}

function piped(commands: readonly SyntaxNode[], input: Made, setting: Setting): Made {
  return commands.reduce<Made>((made, command, index) => {
    const before = commands[index - 1];
    const isPicked = setting.known.asOptions && before && picksNames(linesOf(before, command));
    return isPicked ? [] : printed(command, made, setting);
  }, input);
}

/** Each command as it is written, where it is a simple one. */
function linesOf(...commands: readonly SyntaxNode[]): readonly string[] {
  return commands.map((command) => {
    if (command.type !== "Command") return "";
    return [command.name, ...command.args].map((word) => word && shownText(word)).join(" ");
  });
}

function shownText(word: Command["args"][number]): string {
  return (word.type === "Word" ? textOf(word) : null) ?? "…";
}

/** `input` is what it has on its standard input. */
function printed(node: SyntaxNode, input: Made, setting: Setting): Made {
  if (setting.known.left <= 0) return null;
  setting.known.left -= 1;
  switch (node.type) {
    case "Command":
      return printedByCommand(node, input, setting);
    case "Pipeline":
      return node.operators.includes("|&") ? null : piped(node.commands, input, setting);
    case "AndOr":
      return union(node.commands.map((command) => printed(command, input, setting)));
    case "CompoundList":
      return union(node.commands.map(({ command }) => printed(command, input, setting)));
    case "Subshell":
    case "BraceGroup":
    case "For":
    case "ArithmeticFor":
      return printed(node.body, input, setting);
    case "While":
      return union([node.clause, node.body].map((part) => printed(part, input, setting)));
    case "If":
    case "Elif":
      return union(partsOfIf(node).map((part) => printed(part, input, setting)));
    case "Word":
      return readFrom(node, setting);
    case "TestCommand":
    case "ArithmeticCommand":
      return [];
    default:
      return null;
  }
}

function partsOfIf(node: If | Elif): readonly SyntaxNode[] {
  const others = node.type === "If" ? [...node.elif, ...(node.else ? [node.else] : [])] : [];
  return [node.clause, node.then, ...others];
}

function union(all: readonly Made[]): Made {
  const words: Word[] = [];
  for (const one of all) {
    if (one === null) return null;
    words.push(...one);
  }
  return words;
}

function printedByCommand(node: Command, input: Made, setting: Setting): Made {
  const fed = givenTo(node, input, setting);
  if (fed === "mixed") return null;
  const words = withoutWrapper([
    ...(node.name ? [node.name] : []),
    ...node.args.flatMap((arg) => (arg.type === "Word" ? [arg] : [])),
  ]);
  const [first, ...args] = words;
  if (!first) return node.redirects.length === 0 ? [] : fed;
  const name = textOf(first)?.replace(/^\/(usr\/)?s?bin\//, "");
  if (name === undefined) return null;
  const body = setting.known.own.get(name);
  if (body !== undefined) {
    const within = { ...setting, depth: setting.depth + 1 };
    return body === null || within.depth > deepest ? null : printed(body, fed, within);
  }
  if (isSilent(name, node)) return [];
  const texts = args.map(textOf);
  if (printsDigits(name, texts)) {
    return args.filter((arg, index) => isSplit(arg) || maySet(name, texts[index] ?? null));
  }
  if (setting.known.asOptions && printsNames(name, texts)) return [];
  if (printers.get(name)?.(texts)) return args;
  if (measures.get(name)?.(texts)) return args.filter((_, index) => texts[index] === null);
  if (!filters.get(name)?.(texts)) return null;
  if (texts.some((text) => isNumeric(text ?? ""))) return [];
  // What is cut out of a text may be a name that is not in it.
  return name === "bc" || !fed?.some(hasLetters) ? fed : null;
}

/** `awk program ORS=text file`: what it prints between its figures. */
function maySet(name: string, text: string | null): boolean {
  return name.endsWith("awk") && (text === null || /^(-v|--assign=)?[A-Za-z_]\w*=/.test(text));
}

function hasLetters(word: Word): boolean {
  return literalsOf(word).some((text) => /[A-Za-z_$`]/.test(text));
}

function literalsOf({ value, parts }: Word): readonly string[] {
  if (parts === undefined) return [value];
  return parts.flatMap((part): readonly string[] => {
    if (part.type === "DoubleQuoted") {
      return part.parts.flatMap((inner) => (inner.type === "Literal" ? [inner.value] : []));
    }
    return /^(Literal|SingleQuoted|AnsiCQuoted)$/.test(part.type) && "value" in part
      ? [part.value]
      : [];
  });
}

/** Outside of quotes, and of `"${a[@]}"`, more words may come than one. */
export function isSplit({ parts }: Pick<Word, "parts">): boolean {
  return (parts ?? []).some((part) =>
    part.type === "DoubleQuoted"
      ? /\$[{]?@|\[@\]/.test(part.text)
      : !/^(Literal|SingleQuoted|AnsiCQuoted|ArithmeticExpansion)$/.test(part.type),
  );
}

/** Commands that print nothing, and those that print what variables have where they are asked to. */
function isSilent(name: string, { args }: Command): boolean {
  if (silent.test(name)) return true;
  const isAsked = args.length === 0 || args.some(({ text }) => /^-\w*p/.test(text));
  return /^(set|trap|local|declare|typeset|export|readonly)$/.test(name) && !isAsked;
}

const silent =
  /^(:|true|false|cd|shift|exit|return|break|continue|test|\[|sleep|wait|unset|let|read|mapfile)$/;

function withoutWrapper(words: readonly Word[]): readonly Word[] {
  const [first, second, ...rest] = words;
  const isWrapper = /^(sudo|command|nice|builtin)$/.test((first && textOf(first)) ?? "");
  return isWrapper && second && !second.value.startsWith("-") ? [second, ...rest] : words;
}

/** What redirections give it to read; "mixed" where its complaints get into its output. */
function givenTo({ redirects }: Command, input: Made, { known, depth }: Setting): Made | "mixed" {
  let fed = input;
  for (const redirect of redirects) {
    if (redirect.type === "HereString") fed = redirect.target ? [redirect.target] : null;
    else if (redirect.type === "HereDoc") fed = null;
    else if (/^(>&|&>|&>>)$/.test(redirect.operator)) {
      if (redirect.descriptor?.type === "FileDescriptor" && redirect.target?.value === "1")
        return "mixed";
    } else if (redirect.operator === "<") fed = readFrom(redirect.target, { known, depth });
  }
  return fed;
}

/** What comes from what `<` names. */
function readFrom(target: Word | undefined, { known, depth }: Setting): Made {
  const [part] = target?.parts ?? [];
  if (part?.type === "ProcessSubstitution") return printedFrom(part.script, known, depth + 1);
  return isNumeric(target?.value ?? "") ? [] : null;
}

/** Files of the kernel that have figures in them. */
function isNumeric(path: string): boolean {
  return !path.includes("..") && numericFiles.some((files) => files.test(path));
}

/** Beside them lie others with names that somebody gave, such as `ifalias` and `model`. */
const numericFiles = [
  /^\/proc\/(loadavg|uptime|meminfo|vmstat|stat|sys\/(fs|vm|net)\/[\w/-]+)$/,
  /^\/sys\/(fs\/cgroup|devices\/system)\/[\w./:-]+$/,
  /^\/sys\/(block|class\/net)\/[\w.:-]+\/((queue|statistics)\/\w+|size|stat|inflight|ro|removable)$/,
  /^\/sys\/class\/net\/[\w.:-]+\/(mtu|speed|carrier\w*|ifindex|iflink|tx_queue_len)$/,
  /^\/sys\/class\/(thermal|hwmon)\/[\w.:-]+\/(temp|(temp|fan|in|power|curr)\d+_(input|max|crit))$/,
];

/** The text of a word without expansions; null of others. */
function textOf({ value, parts }: Word): string | null {
  if (parts === undefined) return value;
  const isPlain = parts.every((part) =>
    part.type === "DoubleQuoted"
      ? part.parts.every(({ type }) => type === "Literal")
      : /^(Literal|SingleQuoted|AnsiCQuoted)$/.test(part.type),
  );
  return isPlain ? value : null;
}

type Judge = (texts: Texts) => boolean;

/** Commands that print their words, and figures. */
const printers: ReadonlyMap<string, Judge> = new Map([
  ...named("echo printf", (texts) => texts.every((text) => !/\\[^nt]/.test(text ?? ""))),
  ...named("expr basename dirname seq", () => true),
]);

/** Commands that print figures, and the names of files that they are given. */
const measures: ReadonlyMap<string, Judge> = new Map([
  ...named("wc", (texts) => !texts.some((text) => text?.startsWith("--f"))),
  ...named(
    "du",
    (texts) =>
      texts.some((text) => /^-[a-zA-Z]*s/.test(text ?? "")) &&
      !texts.some((text) => text?.startsWith("--f")),
  ),
  ...named("df", (texts) => operandsIn(texts, []) > 0),
]);

/** Commands that print what they read, or a part of it, where their words put in nothing else. */
const filters: ReadonlyMap<string, Judge> = new Map([
  ...named("cut", (texts) => readsInput(texts, 0, "-d -f -c -b") && !texts.some(isOutput)),
  ...named("head tail", (texts) => readsInput(texts, 0, "-n -c")),
  ...named("sort", (texts) => readsInput(texts, 0, "-k -t")),
  ...named("uniq cat bc xargs", (texts) => readsInput(texts, 0, "")),
  ...named("grep egrep fgrep", (texts) => readsInput(texts, 1, "-A -B -C -m")),
  ...named("tr", (texts) =>
    texts.every((text) => /^-[dsc]+$|^[\w ,.:;%"'/-]*$|^\\n$|^\[:\w+:\]$/.test(text ?? "$")),
  ),
  ...named("sed", (texts) => readsInput(texts, 1, "") && texts.every(isPlainEdit)),
  ...named("awk gawk mawk", (texts) => readsInput(texts, 1, "-F") && texts.every(isPlainAwk)),
]);

function isOutput(text: string | null): boolean {
  return text?.startsWith("--o") ?? false;
}

function named(names: string, judge: Judge): [string, Judge][] {
  return names.split(" ").map((name) => [name, judge]);
}

function readsInput(texts: Texts, operands: number, valued: string): boolean {
  const others = texts.filter((text) => text === null || !isNumeric(text));
  return operandsIn(others, valued.split(" ")) <= operands;
}

/** One substitution or selection that brings in no letters. */
function isPlainEdit(text: string | null): boolean {
  return text !== null && plainEdit.test(text);
}

const plainEdit = new RegExp(
  [
    String.raw`^-[nEr]+$|^[\d$,]*[pdq]$|^/[^/]*/[pd]$`,
    // What is put in has no letters, and nothing that could make code of what is there.
    String.raw`^s([/|#,:])(?:(?!\1).)*\1(?:(?!\1)(?:\\\d|[^A-Za-z$\x60[(\\]))*\1[gpI\d]*$`,
  ].join("|"),
);

/** It prints what it reads, and of its own nothing with letters in it. */
function isPlainAwk(text: string | null): boolean {
  if (text === null) return false;
  const others = text.replace(/"(%[-.\d]*[dfsgi]|\\n|[^A-Za-z$`"[\\])*"/g, "");
  return !/["\\@]|getline|system|ENVIRON|FILENAME|ARGV|^-[^F]/.test(others);
}
