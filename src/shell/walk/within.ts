/** Walks what is substituted within words: scripts, and what expansions set. */
import { forEachChild, type SyntaxNode } from "unbash";
import { put } from "./assign.ts";
import { noteComputing } from "./computes.ts";
import { rangeOf } from "./frame.ts";
import { hasHole } from "./holes.ts";
import { forget, forgetAll, forked, variableValue } from "./shell.ts";
import { walkScript } from "./tree.ts";
import { type Around, note, spend, type Walk } from "./walk.ts";
import { textOf } from "./words.ts";

export function walkWithin(walk: Walk, root: SyntaxNode, around: Around): void {
  if (isPlain(root)) return;
  const left = [root];
  const children: SyntaxNode[] = [];
  const add = (child: SyntaxNode) => children.push(child);
  for (let node = left.pop(); node; node = left.pop()) {
    if (!spend(walk, 1)) break;
    if (isPlain(node)) continue;
    if ("script" in node) {
      // To find its end, the parser reads all of it once more.
      if (!spend(walk, (node.end - node.pos) / 50)) break;
      // There, bash forgets that it has been called with `-e`.
      const shell = { ...forked(around.shell), stops: false };
      const at = rangeOf(around.frame, node);
      if (node.script) {
        const within = { ...around, shell, isRead: true };
        walkScript(walk, node.script, at, within);
      } else note(walk, { words: [], at }, around);
    } else {
      noteComputing(walk, node, around);
      forgetSetBy(walk, node, around);
      forEachChild(node, add);
      for (let child = children.pop(); child; child = children.pop()) left.push(child);
    }
  }
}

/** Nothing is substituted there, or only what sets and runs nothing: `"a $b"`. */
function isPlain(node: SyntaxNode): boolean {
  return node.type === "Word" && !/[`({[]/.test(node.text);
}

/** `${x:=value}`, and any name in arithmetic, which may assign. */
function forgetSetBy(walk: Walk, node: SyntaxNode, around: Around): void {
  if (node.type === "ParameterExpansion") {
    const { operation, parameter } = node;
    if (operation?.type === "Default" && operation.operator.endsWith("=")) {
      const text = textOf(operation.operand, around);
      const name = node.prefix === "!" ? variableValue(around.shell, parameter) : parameter;
      // `${!name:=value}` sets the one that is named there.
      if (name === null || hasHole(name)) forgetAll(around.shell);
      else put(walk, around, rangeOf(around.frame, node), { name, text });
    }
  }
  if (node.type === "ArithmeticWord") {
    forget(around.shell, node.value.match(/[A-Za-z_]\w*/g) ?? []);
  }
}
