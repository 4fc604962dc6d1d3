/** Finds the metadata at the top of a document: YAML, TOML or JSON. */
import type { Span } from "./finding.ts";

/** What is between the fences; with JSON that has none, the object itself. */
export interface FrontmatterBlock extends Span {
  readonly format: "yaml" | "toml" | "json";
  /** Where the document goes on: the end of the closing line. */
  readonly bodyStart: number;
}

/** Null when `text` does not begin with any; `text` has no byte order mark. */
export function findFrontmatter(text: string): FrontmatterBlock | null {
  const fence = /^(---(?:json|toml|yaml)?|\+\+\+)[ \t]*(?:\r\n|\n|\r)/.exec(text);
  if (!fence) return bareJson(text);
  const [opening, marker = ""] = fence;
  const closing = marker.startsWith("-") ? closingDashes : closingPluses;
  // The closing line may come right after the opening one.
  closing.lastIndex = opening.length - 1;
  const close = closing.exec(text);
  if (!close) return null;
  const word = marker.slice(3);
  const format =
    marker === "+++" || word === "toml" ? "toml" : word === "json" ? "json" : ("yaml" as const);
  const start = opening.length;
  const bodyStart = close.index + close[0].length;
  return { format, start, end: Math.max(close.index, start), bodyStart };
}

const closingDashes = /(?:\r\n|\n|\r)---[ \t]*(?=[\r\n]|$)/g;
const closingPluses = /(?:\r\n|\n|\r)\+\+\+[ \t]*(?=[\r\n]|$)/g;

/** An object that begins the document and fills its lines. */
function bareJson(text: string): FrontmatterBlock | null {
  if (!/^\{[ \t]*[\r\n]\s*["}]/.test(text)) return null;
  let depth = 0;
  for (const { 0: found, index } of text
    .slice(0, longest)
    .matchAll(/"(?:[^"\\\r\n]|\\.)*"|[{}]/g)) {
    depth += found === "{" ? 1 : found === "}" ? -1 : 0;
    if (depth > 0) continue;
    const end = index + 1;
    const isAlone = /^[ \t]*(?:[\r\n]|$)/.test(text.slice(end, end + 100));
    return isAlone ? { format: "json", start: 0, end, bodyStart: end } : null;
  }
  return null;
}

/** UTF-16 units. */
const longest = 65_536;
