/**
 * Where bash computes, or takes a text for the name of a variable, within words, tests and arithmetic. What builtins
 * do with their words is told in `names.ts`.
 */
import {
  type ArithmeticExpression,
  type ArithmeticWord,
  type Assignment,
  forEachChild,
  type ParameterExpansionPart,
  type SyntaxNode,
  type Word,
} from "unbash";
import { noteComputed } from "./arithmetic.ts";
import { put } from "./assign.ts";
import { rangeOf } from "./frame.ts";
import { dig } from "./holes.ts";
import { noteList, parametersOf, takeName } from "./names.ts";
import { expands, noteUse } from "./outside-text.ts";
import { noteExpandedTwice } from "./redirections.ts";
import { variableValue } from "./shell.ts";
import type { Around, Walk } from "./walk.ts";
import { bodyText, textOf } from "./words.ts";

export function noteComputing(walk: Walk, node: SyntaxNode, around: Around): void {
  switch (node.type) {
    case "ArithmeticExpansion":
    case "ArithmeticCommand":
      if (node.expression) noteExpression(walk, node.expression, around);
      break;
    case "TestBinary":
      if (/^-(eq|ne|lt|le|gt|ge)$/.test(node.operator)) {
        compute(walk, node, [node.left, node.right], around);
      } else if (node.operator === "=~") {
        const at = rangeOf(around.frame, node);
        const text = textOf(node.left, around);
        const isNumber = /^\^?(\(*\[0-9\]\+?\)*|[-.:,/ ]|\\\.)+\$?$/.test(node.right.text);
        put(walk, around, at, { name: "BASH_REMATCH", text: isNumber ? "" : text });
      }
      break;
    case "TestUnary":
      if (node.operator === "-v") takeName(walk, namedBy(node.operand, around), node, around);
      break;
    case "ParameterExpansion":
      noteExpansion(walk, node, around);
      break;
    case "Assignment":
      noteSubscripts(walk, node, around);
      break;
    case "Redirect":
      noteExpandedTwice(walk, node, around);
      break;
    case "FileDescriptorVariable":
      if (node.name.includes("[")) takeName(walk, node.name, node, around);
      break;
    default:
  }
}

/** The terms of an expression, all in one: with which of them bash computes does not matter. */
export function noteExpression(walk: Walk, root: ArithmeticExpression, around: Around): void {
  const texts: string[] = [];
  const left: SyntaxNode[] = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.type === "ArithmeticWord") texts.push(termOf(walk, node, around));
    else if (node.type === "ArithmeticCommandExpansion") {
      texts.push(dig(walk.holes, node.text, true, 1, node));
    } else {
      const children: SyntaxNode[] = [];
      forEachChild(node, (child) => children.push(child));
      for (const child of children.reverse()) left.push(child);
    }
  }
  const written = around.frame.text.slice(root.pos, root.end);
  noteComputed(walk, around, rangeOf(around.frame, root), texts.join(" "), written);
}

/** Of a term without other expansions, the parser leaves parameters as they are written. */
function termOf(walk: Walk, node: ArithmeticWord, around: Around): string {
  if (node.parts !== undefined) return textOf(node, around);
  return node.value.replace(/\$([\d@*])/g, (text, name: string) => {
    if (name === "@" || name === "*") return parametersOf(walk, around);
    const { pos, end } = node;
    const value = variableValue(around.shell, name);
    return value ?? dig(walk.holes, text, true, 1, { type: "SimpleExpansion", text, pos, end });
  });
}

function compute(
  walk: Walk,
  at: SyntaxNode,
  words: readonly (Word | undefined)[],
  around: Around,
): void {
  const text = words.map((word) => (word ? textOf(word, around) : "")).join(" ");
  noteComputed(walk, around, rangeOf(around.frame, at), text);
}

function noteExpansion(walk: Walk, node: ParameterExpansionPart, around: Around): void {
  const { parameter, prefix, index, operation } = node;
  if (index) noteSubscript(walk, parameter, index, around);
  if (operation?.type === "Slice") {
    compute(walk, node, [operation.offset, operation.length], around);
  }
  const bare = { ...node, prefix: undefined, operation: undefined, index: undefined };
  const isIndirect = prefix === "!" && !index && operation?.type !== "Names";
  const isPrompt = operation?.type === "Transform" && operation.operand.text === "P";
  if (!isIndirect && !isPrompt) return;
  const value = bodyText([bare], node.text, around);
  if (isIndirect) takeName(walk, value, node, around);
  else noteUse(walk, around, rangeOf(around.frame, node), value, expands, false);
}

/** In `[[ -v a[x] ]]`, nothing is taken for a pattern. */
function namedBy(word: Word, around: Around): string {
  const { text, value, parts } = word;
  if (parts === undefined) return value;
  if (parts.some(({ type }) => type === "Glob")) return text;
  return bodyText(parts, text, around);
}

/** `a[x]=1`, and `a=([x]=1)`. */
function noteSubscripts(walk: Walk, { name, index, value }: Assignment, around: Around): void {
  if (index) noteSubscript(walk, name, index, around);
  if (index || value.type === "ArrayValue") noteList(walk, name, around);
  if (value.type !== "ArrayValue") return;
  for (const element of value.elements) {
    if (element.text.startsWith("[")) noteSubscript(walk, name, element, around);
  }
}

function noteSubscript(walk: Walk, array: string, index: Word, around: Around): void {
  if (around.shell.associative.has(array) || /^[@*]$/.test(index.text)) return;
  const text = textOf(index, around).replace(/^\[(.*)\]\+?=.*$/s, "$1");
  noteComputed(walk, around, rangeOf(around.frame, index), text);
}
