/** Compares the syntax trees of two pieces of code: the same nodes at the same places, and no new errors. */
import { forEachChild, type ParsedScript, parse, type SyntaxNode } from "unbash";

export function haveSameShape(one: string, other: string): boolean {
  return same(parse(one), parse(other));
}

function same(one: SyntaxNode, other: SyntaxNode): boolean {
  if (one.type !== other.type || one.pos !== other.pos || one.end !== other.end) return false;
  if (errorsOf(one) !== errorsOf(other)) return false;
  const [ones, others] = [childrenOf(one), childrenOf(other)];
  if (ones.length !== others.length) return false;
  return ones.every((child, index) => {
    const twin = others[index];
    return twin !== undefined && same(child, twin);
  });
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
