/** Reads the tabs and boxes of MkDocs: `=== "Linux"` or `!!! note`, and what is indented by four below it. */
import type { Nodes, Root } from "mdast";

/**
 * `text` with each such line in `root`, its tree, made the first line of a list item, whose content is
 * indented by four as well; every offset stays. Null when there is none.
 */
export function tabsAsItems(text: string, root: Root): string | null {
  const starts = new Set<number>();
  const nodes: Nodes[] = [root];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (node.type === "paragraph") {
      const { start, end } = node.position ?? {};
      for (const at of markersIn(text, start?.offset ?? 0, end?.offset ?? 0)) starts.add(at);
    } else if ("children" in node) for (const child of node.children) nodes.push(child);
  }
  if (starts.size === 0) return null;
  let rest = 0;
  let changed = "";
  for (const start of [...starts].sort((a, b) => a - b)) {
    // Where the marker has a fourth character, a mark of its own keeps the content four columns away.
    const isLong = text[start + 3] !== " " && text[start + 3] !== "\t";
    changed += text.slice(rest, start) + (isLong ? "-   _" : "-   ");
    rest = start + (isLong ? 5 : 4);
  }
  return changed + text.slice(rest);
}

/** Only where code of a block is indented below it: elsewhere it is what it looks like. */
function markersIn(text: string, start: number, end: number): number[] {
  return [...text.slice(start, end).matchAll(marker)].flatMap(({ index, 1: lead = "" }) => {
    const at = start + index + lead.length;
    const column = at - (text.lastIndexOf("\n", at - 1) + 1);
    const lineEnd = text.indexOf("\n", at);
    const below = lineEnd < 0 ? "" : text.slice(lineEnd, lineEnd + 2000);
    const next = /^\s*\n([ \t>]*)(?=[^\s>])/.exec(below)?.[1]?.replaceAll("\t", "    ") ?? "";
    return next.length >= column + 4 ? [at] : [];
  });
}

const marker = /^([ \t>]*)(?:===[!+]?|!!!|\?\?\?\+?)[ \t](?=[ \t]*["\w])/gm;
