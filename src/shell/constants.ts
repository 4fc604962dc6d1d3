/** Says which variables of shell code hold one text that the code spells out, whenever they are read. */
import { type Assignment, type Command, forEachChild, type SyntaxNode, type Word } from "unbash";
import { declaring } from "./known-commands.ts";
import { settingsAt } from "./variables.ts";

export interface Constants {
  /** The text of a word that is one variable, where that is known and stays one word; null for all others. */
  readonly textOf: (word: Word) => string | null;
  /** The texts that the code gives to the variable that a word is, as they are written; it may have others as well. */
  readonly writtenFor: (word: Word) => readonly string[];
  /** Whether the code may itself have made an option of a word that it does not spell out. */
  readonly mayBeOption: (word: Word) => boolean;
  /** Of code within other code: the same where the same is known. */
  readonly key: string;
}

/** `isText` tells the texts that stand for themselves. In code within other code, nothing is known. */
export function constantsOf(
  nodes: readonly SyntaxNode[],
  isText: (text: string) => boolean,
  above: Constants | null,
): Constants {
  const texts = textsIn(nodes, isText);
  const written = writtenIn(nodes, isText);
  const isClosed = above === null && !nodes.some((node) => maySetAny(node, texts));
  return {
    textOf: (word) => {
      const name = variableOf(word);
      if (!isClosed || name === null || setByShell.test(name)) return null;
      const [text = null, ...others] = texts.get(name) ?? [];
      if (text === null || text === anyPath || others.length > 0) return null;
      const staysWhole = word.text.startsWith('"') || (isPlain.test(text) && !texts.has("IFS"));
      return staysWhole ? text : null;
    },
    writtenFor: (word) => written.get(variableOf(word) ?? "") ?? [],
    mayBeOption: (word) => {
      if (!isBare(word)) return false;
      if (isMadeOption(word, texts) || !(isClosed || above)) return true;
      return above?.mayBeOption(word) ?? false;
    },
    key: above ? keyOf(texts, above) : "",
  };
}

function keyOf(texts: Texts, above: Constants): string {
  const options = [...texts].flatMap(([name, its]) => (mayGiveOption(its) ? [name] : []));
  return [...new Set([...above.key.split(" "), ...options])].sort().join(" ");
}

function mayGiveOption(texts: ReadonlySet<string | null>): boolean {
  return [...texts].some((text) => text === null || text.startsWith("-"));
}

/** All texts that the code may give to each variable that it sets; null for one that it does not spell out. */
type Texts = ReadonlyMap<string, ReadonlySet<string | null>>;

function textsIn(nodes: readonly SyntaxNode[], isText: (text: string) => boolean): Texts {
  const texts = new Map<string, Set<string | null>>();
  const add = (name: string, text: string | null): void => {
    texts.set(name, (texts.get(name) ?? new Set()).add(text));
  };
  for (const node of nodes) {
    if (node.type === "Assignment") {
      const text = textOf(node);
      add(node.name, text !== null && isText(text) ? text : isPath(node) ? anyPath : null);
      continue;
    }
    for (const name of settingsAt(node).set) add(name, null);
    if (node.type === "Command") for (const name of changedBy(node)) add(name, null);
  }
  return texts;
}

/** The text of each assignment to a name, with the expansions in it as they are written. */
function writtenIn(
  nodes: readonly SyntaxNode[],
  isText: (text: string) => boolean,
): ReadonlyMap<string, readonly string[]> {
  const all = nodes.flatMap((node) => {
    if (node.type !== "Assignment" || node.append || node.value?.type !== "Word") return [];
    const { value } = node.value;
    return isText(value) ? [{ name: node.name, value }] : [];
  });
  const byName = Map.groupBy(all, ({ name }) => name);
  return new Map([...byName].map(([name, its]) => [name, its.map(({ value }) => value)]));
}

/** Stands for every path: no text that is spelt out has it. */
const anyPath = "\0";

/** Whether a node may give any variable anything. */
function maySetAny(node: SyntaxNode, texts: Texts): boolean {
  // `${!x:=text}` and `${x@P}`
  if (node.type === "ParameterExpansion") {
    return node.operation?.type === "Transform" || (node.prefix === "!" && !!node.operation);
  }
  if (node.type !== "Command" || !node.name) return false;
  const { name, args } = node;
  const [first] = args;
  if (!isSpeltOut(name) || settingsAt(node).loads) return true;
  if (/^(printf|wait)$/.test(name.value) && first?.type === "Word") {
    return isSpeltOut(first) ? /^-\w*[vp]/.test(first.value) : isMadeOption(first, texts);
  }
  if (/^(mapfile|readarray)$/.test(name.value)) {
    return args.some((arg) => arg.type !== "Word" || !isSpeltOut(arg) || /^-\w*C/.test(arg.value));
  }
  if (name.value === "command") return !/^-[vV]$/.test(first?.text ?? "");
  return /^(trap|alias|builtin)$/.test(name.value);
}

/** Whether a word is nothing but what the code has set, and that may be an option. */
function isMadeOption(word: Word, texts: Texts): boolean {
  const name = variableOf(word);
  if (name === null) return isBare(word);
  return mayGiveOption(texts.get(name) ?? new Set());
}

/** Variables to which a shell gives what no assignment says. */
const setByShell =
  /^(_|REPLY|MAPFILE|OPT(ARG|IND|ERR)|(OLD)?PWD|S?RANDOM|SECONDS|LINENO|HISTCMD|BASH.*|COPROC.*)$/;

/** `declare -u x=a` makes something else of the text. */
function changedBy({ name, args }: Command): string[] {
  if (!declaring.has(name?.value ?? "")) return [];
  if (!args.some((arg) => arg.type === "Word" && /^[-+$]/.test(arg.text))) return [];
  return args.flatMap((arg) => (arg.type === "Assignment" ? [arg.name] : []));
}

/** Needs no quotes, and is neither split nor taken for a pattern. */
const isPlain = /^[\w./:@%+=,-]+$/;

/** The variable that is all there is to the word. */
function variableOf({ text }: Word): string | null {
  const [, , braced, bare] = /^("?)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))\1$/.exec(text) ?? [];
  return braced ?? bare ?? null;
}

/** Nothing but letters around what is expanded: what has a slash or a dot is a path, and no option. */
function isBare({ value }: Word): boolean {
  const around = value.replace(/\$\{[^}]*\}|\$\(.*\)|`.*`/gs, "$");
  return around.includes("$") && /^[-\w$@*]+$/.test(around);
}

/** The text that an assignment gives; null where that is not spelt out, or is a part of what it will be. */
function textOf({ value, append, index }: Assignment): string | null {
  if (append || index || value.type !== "Word" || !isSpeltOut(value)) return null;
  // A tilde becomes a directory; dash knows no `$'…'`.
  return /[~$]/.test(value.text) ? null : value.value;
}

/** Whether it gives something that cannot be an option of letters, whatever is expanded in it. */
function isPath({ value, append, index }: Assignment): boolean {
  return (
    !append && !index && value.type === "Word" && (!isBare(value) || printsPath.test(value.value))
  );
}

/** What these print is a path. */
const printsPath = /^\$\((mktemp|find|realpath|readlink|which|dirname|pwd|command -v)\b[^;|&]*\)$/;

const speltOut = ["Word", "Literal", "SingleQuoted", "DoubleQuoted", "AnsiCQuoted"];

/** Whether a word is known as it stands: nothing in it is expanded. */
export function isSpeltOut(node: SyntaxNode): boolean {
  let whole = speltOut.includes(node.type);
  forEachChild(node, (child) => {
    whole &&= isSpeltOut(child);
  });
  return whole;
}
