/**
 * What a text is made of: the variables that are in it, and what comes from outside the code. Variables are named
 * also where the text spells them, for bash looks up the names in what it computes.
 */
import type { ParameterExpansionPart, SyntaxNode, Word } from "unbash";
import { type Known, type Made, pipedFrom, printedFrom } from "./digits.ts";
import { type Hole, type Holes, holesIn } from "./holes.ts";

export interface Origins {
  readonly names: Set<string>;
  /** The first text from outside, as it is written in the code; null without any. */
  outside: string | null;
}

/** What origins are looked for with. */
export interface Search {
  readonly holes: Holes;
  readonly known: Known;
  /** Whether patterns stand for names of files, which may be anything, or for themselves. */
  readonly matchesFiles: boolean;
}

/** The positional parameters, as if they were one variable. */
export const parameters = "@";

export function noOrigins(): Origins {
  return { names: new Set(), outside: null };
}

/** `text` perhaps has holes; it is a value, so what looks like code in it has come there on purpose. */
export function addText(origins: Origins, text: string, search: Search): void {
  if (hasCode.test(text) && !search.known.asOptions) origins.outside ??= text;
  addNames(origins, text, search);
  addHoles(origins, text, search);
}

/** Of a text in which what is spelled has been looked up already. */
export function addHoles(origins: Origins, text: string, search: Search): void {
  for (const hole of holesIn(search.holes, text)) addHole(origins, hole, search);
}

/** Also half of it, to which another text, or what cuts some out of this one, makes up the rest. */
export const hasCode = /[$`]/;

/** Bash does not look up what is spelled in an option. */
function addNames({ names }: Origins, text: string, { known }: Search): void {
  if (known.asOptions) return;
  for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) names.add(name);
}

function addHole(origins: Origins, { of, written, isCode }: Hole, search: Search): void {
  if (typeof of === "string") return;
  if (of?.type === "Fed" && of.variable !== undefined) {
    origins.names.add(of.variable);
    return;
  }
  if (of?.type === "Fed") {
    addPrinted(origins, pipedFrom(of.from, search.known), written, search);
    return;
  }
  if (of !== null) {
    addNode(origins, of, search);
    return;
  }
  // What stands for a variable of a loop; any other is a placeholder, whose value was checked for its place.
  const name = /^\$(\w+)$/.exec(written)?.[1];
  if (name !== undefined) origins.names.add(name);
  else if (isCode) origins.outside ??= written;
}

/** `node` is a word, a part of one, or what a text was printed by. */
function addNode(origins: Origins, node: SyntaxNode, search: Search, depth = 0): void {
  if (depth > deepest) {
    origins.outside ??= "text" in node && typeof node.text === "string" ? node.text : "…";
    return;
  }
  switch (node.type) {
    case "Word":
      if (node.parts === undefined) addText(origins, node.value, search);
      else for (const part of node.parts) addNode(origins, part, search, depth + 1);
      break;
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      addText(origins, node.value, search);
      break;
    case "DoubleQuoted":
    case "LocaleString":
      for (const part of node.parts) addNode(origins, part, search, depth + 1);
      break;
    case "SimpleExpansion":
      addParameter(origins, node.text.slice(1));
      break;
    case "ParameterExpansion":
      addExpansion(origins, node, search, depth);
      break;
    case "CommandExpansion":
    case "ArithmeticCommandExpansion": {
      const made = printedFrom(node.script, search.known, depth);
      addPrinted(origins, made, node.text, search, depth + 1);
      break;
    }
    case "ArithmeticExpansion":
    case "ProcessSubstitution":
      break;
    case "ArrayValue":
      for (const word of node.elements)
        addNode(origins, word, { ...search, matchesFiles: true }, depth + 1);
      break;
    case "BraceExpansion":
      addNames(origins, node.text, search);
      for (const part of node.parts ?? []) addNode(origins, part, search, depth + 1);
      break;
    case "Glob":
    case "ExtendedGlob":
      if (search.matchesFiles && !search.known.believes) origins.outside ??= node.text;
      else {
        addNames(origins, node.text, search);
        for (const part of node.parts ?? []) addNode(origins, part, search, depth + 1);
      }
      break;
    default:
      origins.outside ??= "text" in node && typeof node.text === "string" ? node.text : "…";
  }
}

const deepest = 40;

/** What is printed; `written` stands for what may be any text. */
export function addPrinted(
  origins: Origins,
  made: Made,
  written: string,
  search: Search,
  depth = 0,
): void {
  if (made === null) origins.outside ??= written;
  else for (const word of made) addNode(origins, word, { ...search, matchesFiles: true }, depth);
}

function addParameter({ names }: Origins, name: string): void {
  if (/^[A-Za-z_]/.test(name)) names.add(name);
  else if (/^(\d+|[@*])$/.test(name) && name !== "0") names.add(parameters);
}

function addExpansion(
  origins: Origins,
  { parameter, prefix, operation, index }: ParameterExpansionPart,
  search: Search,
  depth: number,
): void {
  if (prefix === "#" || keepsDigits(operation)) return;
  if (prefix === "!" && index) {
    origins.names.add(keysOf(parameter));
    return;
  }
  addParameter(origins, parameter);
  if (prefix === "!" && parameter === "#") origins.names.add(parameters);
  const isIndirect = prefix === "!" && !index && operation?.type !== "Names";
  if (isIndirect && !/^[#?$!]$/.test(parameter)) origins.names.add(anyName);
  for (const word of operandsOf(operation)) addNode(origins, word, search, depth + 1);
}

/** The subscripts of an array, as if they were another variable. */
export function keysOf(array: string): string {
  return `!${array}`;
}

/** `${x//[^0-9]/}` */
function keepsDigits(operation: ParameterExpansionPart["operation"]): boolean {
  if (operation?.type !== "Replace" || operation.operator !== "//") return false;
  return (
    /^\[[!^](0-9|\[:digit:\])\]$/.test(operation.pattern.text) && operation.replacement.text === ""
  );
}

/** Stands for a variable that is not known by name. */
export const anyName = "*";

function operandsOf(operation: ParameterExpansionPart["operation"]): readonly Word[] {
  switch (operation?.type) {
    case "Default":
      return [operation.operand];
    case "Replace":
      return [operation.replacement];
    default:
      return [];
  }
}
