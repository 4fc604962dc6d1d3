/** Says which variables shell code reads, and which it sets itself. */
import {
  type Command,
  forEachChild,
  type ParameterExpansionPart,
  type SyntaxNode,
  type Word,
} from "unbash";
import { markPlaceholders } from "./marks.ts";
import { parse } from "./parse.ts";

export interface VariableUse {
  readonly name: string;
  /** Offset of the dollar sign, in UTF-16 units. */
  readonly start: number;
  /** Offset right after the expansion. */
  readonly end: number;
}

export interface Variables {
  /** Expansions of named variables, in order; none where the code could not be parsed. */
  readonly uses: readonly VariableUse[];
  /** Names that get a value, or whose absence the code provides for. */
  readonly set: ReadonlySet<string>;
  /** Whether it reads other code into this shell, or takes a name from a variable: it may set any variable. */
  readonly loads: boolean;
}

/** `code` is bash with `{{placeholders}}`. What another program or another shell reads is left out. */
export function variablesOf(code: string): Variables {
  const script = parse(markPlaceholders(code)?.code ?? code);
  const notes: Notes = { code, uses: [], set: new Set(), loads: false };
  noteBelow(notes, script);
  const isBroken = (script.errors ?? []).length > 0;
  const uses = isBroken ? [] : notes.uses.sort((a, b) => a.start - b.start);
  return { uses, set: notes.set, loads: notes.loads };
}

/** The names that may get a value at or below a node, and whether it reads other code. */
export function settingsBelow(root: SyntaxNode): Pick<Variables, "set" | "loads"> {
  const notes: Notes = { code: "", uses: [], set: new Set(), loads: false };
  noteBelow(notes, root);
  return notes;
}

/** The same of one node, without those below it. */
export function settingsAt(node: SyntaxNode): Pick<Variables, "set" | "loads"> {
  const notes: Notes = { code: "", uses: [], set: new Set(), loads: false };
  noteNode(notes, node);
  return notes;
}

/** Level by level, for code may be nested deeper than a stack is; what is deeper than anybody writes may set any. */
function noteBelow(notes: Notes, root: SyntaxNode): void {
  let level = [root];
  for (let depth = 0; level.length > 0 && depth < deepest; depth += 1) {
    const below: SyntaxNode[] = [];
    for (const node of level) {
      noteNode(notes, node);
      forEachChild(node, (child) => below.push(child));
    }
    level = below;
  }
  if (level.length > 0) notes.loads = true;
}

const deepest = 300;

interface Notes {
  /** With its placeholders. */
  readonly code: string;
  readonly uses: VariableUse[];
  readonly set: Set<string>;
  loads: boolean;
}

interface Range {
  readonly pos: number;
  readonly end: number;
}

function noteNode(notes: Notes, node: SyntaxNode): void {
  switch (node.type) {
    case "SimpleExpansion":
      noteSimple(notes, node);
      break;
    case "ParameterExpansion":
      noteParameter(notes, node);
      break;
    case "Assignment":
      notes.set.add(node.name);
      break;
    case "For":
    case "Select":
      notes.set.add(node.name.text);
      break;
    case "FileDescriptorVariable":
      notes.set.add(node.name);
      break;
    case "ArithmeticWord":
      // In arithmetic a variable needs no dollar, may be set there, and counts as 0 when it is not.
      for (const [name] of node.value.matchAll(/[A-Za-z_]\w*/g)) notes.set.add(name);
      break;
    case "TestUnary":
      if (/^-[vnz]$/.test(node.operator)) noteTested(notes, node.operand.text);
      break;
    case "Command":
      noteCommand(notes, node);
      break;
    default:
  }
}

/** A placeholder right behind reads as if it were a part of the name. */
function noteSimple(notes: Notes, { pos, end }: SyntaxNode): void {
  const name = /^\$(\w+)/.exec(notes.code.slice(pos, end))?.[1] ?? "";
  noteUse(notes, name, { pos, end: pos + name.length + 1 });
}

function noteUse(notes: Notes, name: string, { pos, end }: Range): void {
  if (/^[A-Za-z_]\w*$/.test(name)) notes.uses.push({ name, start: pos, end });
}

function noteParameter(notes: Notes, node: ParameterExpansionPart): void {
  const { operation, prefix } = node;
  // Where a placeholder stands for the name, that is no name.
  const written = notes.code.slice(node.parameterPos, node.parameterEnd);
  const parameter = notes.code === "" ? node.parameter : written;
  const provides = operation?.type === "Default" && !operation.operator.endsWith("?");
  if (provides) notes.set.add(parameter);
  else if (prefix !== "!" && operation?.type !== "Names") noteUse(notes, parameter, node);
}

/** Code that asks whether a variable has a value does without one. */
function noteTested(notes: Notes, operand: string): void {
  const name = /^"?\$?\{?([A-Za-z_]\w*)/.exec(operand)?.[1];
  if (name !== undefined) notes.set.add(name);
}

function noteCommand(notes: Notes, { name, args }: Command): void {
  const words = args.filter((word) => word.type === "Word");
  const command = name?.value ?? "";
  if (command === "source" || command === "." || command === "eval") notes.loads = true;
  if (setters.has(command)) {
    words.forEach((word, index) => {
      noteName(notes, word);
      if (!takesValue.test(words[index - 1]?.text ?? "")) noteUnread(notes, word);
    });
  }
  // What is put into a name that stands for another one changes that one.
  if (declaring.test(command) && words.some(({ text }) => /^-\w*n/.test(text))) notes.loads = true;
  if (command === "printf" && words[0]?.text === "-v") {
    noteName(notes, words[1]);
    noteUnread(notes, words[1]);
  }
  if (command === "test" || command === "[") {
    words.forEach((word, index) => {
      const before = words[index - 1]?.text ?? "";
      if (/^-[vnz]$/.test(before)) noteTested(notes, word.text);
    });
  }
}

function noteName(notes: Notes, word: Word | undefined): void {
  const name = /^[A-Za-z_]\w*/.exec(word?.text ?? "")?.[0];
  if (name !== undefined) notes.set.add(name);
}

/** `printf -v "$name"` */
function noteUnread(notes: Notes, word: Word | undefined): void {
  if (/^["']?[$`]/.test(word?.text ?? "")) notes.loads = true;
}

/** Options of `read` and `mapfile` after which no name comes. */
const takesValue = /^-\w*[dinNptucCOs]$/;

const declaring = /^(declare|typeset|local)$/;

/** Builtins whose arguments are names of variables. */
const setters: ReadonlySet<string> = new Set(
  "read readarray mapfile getopts export readonly declare typeset local let unset".split(" "),
);
