/** Compares the syntax trees of two pieces of code: the same nodes at the same places, and no new errors. */
import { forEachChild, type ParsedScript, type SyntaxNode } from "unbash";
import { parse } from "./parse.ts";

export function haveSameShape(one: string, other: string): boolean {
  // Without recursion, for code may be nested deeper than a stack is.
  const pending: [SyntaxNode, SyntaxNode][] = [[parse(one), parse(other)]];
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    if (!isAlike(...pair)) return false;
    const [ones, others] = [childrenOf(pair[0]), childrenOf(pair[1])];
    if (ones.length !== others.length) return false;
    ones.forEach((child, index) => {
      const twin = others[index];
      if (twin) pending.push([child, twin]);
    });
  }
  return true;
}

function isAlike(one: SyntaxNode, other: SyntaxNode): boolean {
  if (one.type !== other.type || one.pos !== other.pos || one.end !== other.end) return false;
  return errorsOf(one) === errorsOf(other);
}

function errorsOf(node: SyntaxNode): string {
  if (node.type !== "Script") return "";
  const errors = (node as ParsedScript).errors ?? [];
  return errors.map(({ message, pos }) => `${pos} ${message}`).join("\n");
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  forEachChild(node, (child) => children.push(child));
  return children;
}
