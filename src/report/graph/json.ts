/** A graph for programs. The shape is a promise: `version` changes when it does. */
import type { Graph } from "../../parser/graph-model.ts";
import { asciiControls } from "../json-lines.ts";

export function jsonGraph(graph: Graph): string {
  const lines = JSON.stringify({ version: 1, ...graph }, null, 2).split("\n");
  return `${lines.map(asciiControls).join("\n")}\n`;
}
