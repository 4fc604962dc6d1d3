/**
 * What code reads as once the aliases that it defines are put in, as shells do before they take a command apart:
 * zsh and dash in any script, bash where it is told so.
 */
import type { Assignment, Command, SyntaxNode, Word } from "unbash";
import { isSpeltOut } from "./constants.ts";
import { nodesOf, parse } from "./parse.ts";
import { wordsOf } from "./program.ts";
import { bareCommand, textOf } from "./survey-builtins.ts";

/** What each name stands for; null where that is not known. The name may be unknown, too: `anyName`. */
export type Aliases = ReadonlyMap<string, string | null>;

/** Stands in the place of a name that is not known: of any. */
const anyName = "";

type IsText = (text: string) => boolean;

/** The aliases that code defines, or a text in it, besides those of the code around it. `isText`: it has no mark. */
export function aliasesIn(nodes: readonly SyntaxNode[], isText: IsText, known: Aliases): Aliases {
  const found = definedIn(nodes, isText, deepestText);
  if (found.length === 0) return known;
  const aliases = new Map(known);
  for (const [name, text] of found) {
    const isOther = aliases.has(name) && aliases.get(name) !== text;
    aliases.set(name, isOther ? null : text);
  }
  return aliases;
}

/** The code with all aliases put in; null where nobody knows what it is then. */
export function withoutAliases(
  code: string,
  nodes: readonly SyntaxNode[],
  aliases: Aliases,
  isText: IsText,
): string | null {
  if (aliases.size === 0) return code;
  if (aliases.has(anyName) || aliases.size > mostNames) return null;
  const text = putIn(code, nodes, aliases, { isText, left: mostTexts });
  return text === null || text === code || isWhole(text, aliases) ? text : null;
}

/**
 * What is put in may make a command of a word behind it (`X=1`, `true;`), whose name may be an alias in turn. What an
 * alias stands for may begin with its own name; of one that does more than that, nobody can say where it came from.
 */
function isWhole(text: string, aliases: Aliases): boolean {
  const areOpen = [...aliases.values()].some((one) => one !== null && !isSimple(one));
  return nodesOf(parse(text)).every((node) => {
    const name = node.type === "Command" ? (node.name?.value ?? "") : "";
    const own = aliases.get(name);
    return own === undefined || (!areOpen && own?.trim().split(/\s+/)[0] === name);
  });
}

/** A command with plain words: behind it, no other one begins. */
function isSimple(text: string): boolean {
  const [first = "", ...others] = text.trim().split(/\s+/);
  return (
    /^[\w./:@%+,-]+$/.test(first) && !reserved.has(first) && !/[;&|()<>`]/.test(others.join(" "))
  );
}

const mostNames = 200;
/** Aliases of aliases can make more of each, and again. */
const mostTexts = 500;
const longest = 20_000;
/** Texts in texts are looked into so far. */
const deepestText = 3;

interface Work {
  readonly isText: IsText;
  /** How many texts of aliases may yet be put in. */
  left: number;
}

interface Edit {
  readonly pos: number;
  readonly end: number;
  readonly put: string;
}

function putIn(
  code: string,
  nodes: readonly SyntaxNode[],
  aliases: Aliases,
  work: Work,
): string | null {
  const edits: Edit[] = [];
  for (const node of nodes) {
    // The parser has taken it for the name of the function.
    if (node.type === "Function" && aliases.has(node.name.value)) return null;
    if (node.type !== "Command") continue;
    const own = editsOf(node, aliases, work);
    if (own === null) return null;
    edits.push(...own);
  }
  edits.sort((one, other) => one.pos - other.pos);
  let text = "";
  let from = 0;
  for (const { pos, end, put } of edits) {
    text += code.slice(from, pos) + put;
    from = end;
    if (text.length > code.length + longest) return null;
  }
  return text + code.slice(from);
}

/** The name of a command, and each next word after a text that ends in a blank. */
function editsOf({ name, args }: Command, aliases: Aliases, work: Work): Edit[] | null {
  const edits: Edit[] = [];
  for (const word of [name, ...args]) {
    if (word?.type !== "Word") break;
    // A value may be such a name.
    if (edits.length > 0 && !work.isText(word.text)) return null;
    const text = aliases.get(word.value);
    if (text === undefined) break;
    const put = text === null ? null : inFull(word.value, text, aliases, work);
    if (put === null) return null;
    edits.push({ pos: word.pos, end: word.end, put });
    if (!/\s$/.test(put)) break;
  }
  return edits;
}

/** Its own name is no alias within the text of one. */
function inFull(name: string, text: string, aliases: Aliases, work: Work): string | null {
  work.left -= 1;
  if (work.left < 0) return null;
  const others = new Map([...aliases].filter(([one]) => one !== name));
  const script = parse(text);
  if (!script.errors?.length) return putIn(text, nodesOf(script), others, work);
  const hasOthers = text.split(/[\s;&|()]+/).some((word) => others.has(word));
  return hasOthers ? null : text;
}

type Definition = readonly [name: string, text: string | null];

function definedIn(nodes: readonly SyntaxNode[], isText: IsText, depth: number): Definition[] {
  return nodes.flatMap((node): Definition[] => {
    if (node.type === "Assignment") return mayDefine(node) ? [[anyName, null]] : [];
    if (node.type === "Word") return definedInText(node.value, isText, depth);
    if (node.type === "HereDocBody") return definedInText(node.text, isText, depth);
    if (node.type !== "Command") return [];
    const { name, args } = bareCommand(node);
    if (name?.value === "alias") return definitions(args, isText);
    // `eval alias name=text`
    const at = args.findIndex((arg) => textOf(arg) === "alias");
    return at < 0 ? [] : definedInText(args.slice(at).map(textOf).join(" "), isText, depth);
  });
}

/** `a=alias; $a name=text`; in zsh, `aliases[name]=text` */
function mayDefine({ name, value, index }: Assignment): boolean {
  if (value.type === "Word" && value.value === "alias") return true;
  return /^[gs]?aliases$/.test(name) && (index !== undefined || value.type !== "Word");
}

/** Code may be in it; where it is prose, no word has a sign of equality. */
function definedInText(text: string, isText: IsText, depth: number): Definition[] {
  if (!/(?<![\w./-])alias\s[^\n]*=/.test(text)) return [];
  const script = parse(text);
  if (depth === 0 || script.errors?.length)
    return /alias\s+\S+=/.test(text) ? [[anyName, null]] : [];
  return definedIn(nodesOf(script), isText, depth - 1);
}

/** The words after `alias`. */
function definitions(args: Command["args"], isText: IsText): Definition[] {
  return args.flatMap((arg): Definition[] => {
    if (arg.type === "Assignment") return [ofAssignment(arg, isText)];
    if (/^-(-|p|L)$/.test(arg.text)) return [];
    const known = ofWord(arg, isText);
    return known === null ? [] : [known];
  });
}

function ofAssignment({ name, value, append, index }: Assignment, isText: IsText): Definition {
  if (append || index || value.type !== "Word" || !isName(name, isText)) return [anyName, null];
  return [name, isSpeltOut(value) && isText(value.value) ? value.value : null];
}

/** Null where it asks for what one stands for. In zsh, an option makes it one for any word, or an ending. */
function ofWord(word: Word, isText: IsText): Definition | null {
  const [, name, text] = /^([^=]+)=(.*)$/s.exec(word.value) ?? [];
  if (name === undefined || text === undefined) {
    return isSpeltOut(word) && isText(word.value) && !/^[-+]/.test(word.value)
      ? null
      : [anyName, null];
  }
  if (!isName(name, isText)) return [anyName, null];
  return [name, isSpeltOut(word) && isText(text) ? text : null];
}

/** What nothing is expanded in, and no shell takes for more than a name. */
function isName(name: string, isText: IsText): boolean {
  return /^[\w.:@,^][\w.:@,^-]*$/.test(name) && isText(name) && !reserved.has(name);
}

const reserved = new Set(
  wordsOf(
    "if then elif else fi for select while until do done case in esac function time coproc " +
      "repeat foreach end nocorrect",
  ),
);
