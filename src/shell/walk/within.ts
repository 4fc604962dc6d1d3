/** Walks what is substituted within words: scripts, and what expansions set. */
import { forEachChild, type SyntaxNode } from "unbash";
import { rangeOf } from "./frame.ts";
import { forget, subshell } from "./shell.ts";
import { walkScript } from "./tree.ts";
import { type Around, note, spend, type Walk } from "./walk.ts";

/** The names of the commands that run there. */
export function walkWithin(walk: Walk, root: SyntaxNode, around: Around): string[] {
  if (root.type === "Word" && root.parts === undefined) return [];
  const from = walk.found.length;
  const left = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    if (!spend(walk, 1)) break;
    if ("script" in node) {
      const shell = subshell(around.shell);
      const at = rangeOf(around.frame, node);
      if (node.script) {
        walkScript(walk, node.script, at, { ...around, shell, depth: around.depth + 1 });
      } else note(walk, { words: [], at }, around);
    } else {
      forgetSetBy(node, around);
      const children: SyntaxNode[] = [];
      forEachChild(node, (child) => children.push(child));
      left.push(...children.reverse());
    }
  }
  return walk.found.slice(from).flatMap(({ name }) => name ?? []);
}

/** `${x:=value}`, and any name in arithmetic, which may assign. */
function forgetSetBy(node: SyntaxNode, { shell }: Around): void {
  if (node.type === "ParameterExpansion") {
    const { operation } = node;
    if (operation?.type === "Default" && operation.operator.endsWith("=")) {
      forget(shell, [node.parameter]);
    }
  }
  if (node.type === "ArithmeticWord") forget(shell, node.value.match(/[A-Za-z_]\w*/g) ?? []);
}
