/** Parses shell code, of any depth: the parser holds some of it on the stack of calls, without a limit of its own. */
import { forEachChild, type ParsedScript, parse as parseBash, type SyntaxNode } from "unbash";

/** What nests deeper than the stack holds is code with an error at its beginning, and nothing of it is known. */
export function parse(code: string): ParsedScript {
  try {
    return parseBash(code);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const errors = [{ message: "commands are nested too deep", pos: 0 }];
    return { ...parseBash(""), end: code.length, errors };
  }
}

/** All nodes of a tree, level by level: without recursion, for code may be nested deeper than a stack of calls is. */
export function nodesOf(root: SyntaxNode): SyntaxNode[] {
  return levelsOf(root, Number.POSITIVE_INFINITY).nodes;
}

/** The same down to one level below `most`, and how many levels those are. */
export function levelsOf(root: SyntaxNode, most: number): { nodes: SyntaxNode[]; depth: number } {
  const nodes: SyntaxNode[] = [];
  let depth = 0;
  for (let level = [root]; level.length > 0 && depth <= most; depth += 1) {
    for (const node of level) nodes.push(node);
    const below: SyntaxNode[] = [];
    for (const node of level) forEachChild(node, (child) => below.push(child));
    level = below;
  }
  return { nodes, depth };
}
