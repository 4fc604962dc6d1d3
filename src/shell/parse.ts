/**
 * Parses shell code, of any depth: the parser holds some of it on the stack of calls, without a limit of its own. What
 * bash would read in another way is an error.
 */
import { forEachChild, type ParsedScript, parse as parseBash, type SyntaxNode } from "unbash";

/** What nests deeper than the stack holds is code with an error at its beginning, and nothing of it is known. */
export function parse(code: string): ParsedScript {
  try {
    return withMisread(parseBash(code), code);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const errors = [{ message: "commands are nested too deep", pos: 0 }];
    return { ...parseBash(""), end: code.length, errors };
  }
}

/** `"$$(a "b")"` is `$$` and a parenthesis, but to find its end bash takes it for `$` and a command. */
function withMisread(script: ParsedScript, code: string): ParsedScript {
  if (!/\$\$[({]/.test(code)) return script;
  const [first] = nodesOf(script).filter(endsElsewhere);
  if (!first) return script;
  const error = { message: "bash finds the end of this string elsewhere", pos: first.pos };
  return { ...script, errors: [error, ...(script.errors ?? [])] };
}

function endsElsewhere(node: SyntaxNode): boolean {
  if (node.type !== "DoubleQuoted") return false;
  const { parts } = node;
  return parts.some((part, at) => {
    if (part.type !== "SimpleExpansion" || part.text !== "$$") return false;
    const next = parts[at + 1];
    const rest = next ? node.text.slice(next.pos - node.pos) : "";
    return /^[({]/.test(rest) && !/^(\([^()"'\\`]*\)|\{[^{}"'\\`]*\})/.test(rest);
  });
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
