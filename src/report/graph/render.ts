/** The forms in which a graph can be shown, by name. */
import type { Graph } from "../../parser/graph-model.ts";
import { dotGraph } from "./dot.ts";
import { jsonGraph } from "./json.ts";
import { mermaidGraph } from "./mermaid.ts";
import { textGraph } from "./text.ts";

/** Each ends with a line end, and holds no control characters. */
export const graphFormats: ReadonlyMap<string, (graph: Graph) => string> = new Map([
  ["text", textGraph],
  ["mermaid", mermaidGraph],
  ["dot", dotGraph],
  ["json", jsonGraph],
]);
