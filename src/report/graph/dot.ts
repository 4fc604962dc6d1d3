/** A graph in the language of Graphviz. */
import { neutralise } from "../../model/neutralise.ts";
import {
  drawnEdges,
  type Graph,
  type GraphEdge,
  type GraphNode,
} from "../../parser/graph-model.ts";
import { factsOf, groupsOf, riskColors } from "./words.ts";

export function dotGraph(graph: Graph): string {
  const names = new Map(graph.nodes.map(({ id }, index) => [id, `s${index + 1}`]));
  const nameOf = (id: string) => names.get(id) ?? "s0";
  return [
    "digraph runbook {",
    `  graph [label=${quoted(graph.title)}, labelloc=t, fontname="sans-serif"]`,
    '  node [shape=box, style=filled, fontname="sans-serif"]',
    '  edge [fontname="sans-serif", fontsize=10]',
    ...groupsOf(graph.nodes).flatMap(({ name, nodes }, index) => [
      `  subgraph cluster_${index + 1} {`,
      `    label=${quoted(name)}`,
      ...nodes.map((node) => `    ${nameOf(node.id)} [${lookOf(node)}]`),
      "  }",
    ]),
    ...drawnEdges(graph).map(
      (edge) => `  ${nameOf(edge.from)} -> ${nameOf(edge.to)} [${lineOf(edge)}]`,
    ),
    "}",
    "",
  ].join("\n");
}

function lookOf(node: GraphNode): string {
  const { fill, stroke, text } = riskColors[node.risk];
  const condition = node.when === null ? [] : [`when ${node.when}`];
  const label = quoted(node.title, factsOf(node), ...condition);
  const look = `label=${label}, fillcolor="${fill}", color="${stroke}", fontcolor="${text}"`;
  return `${look}${looks[node.kind]}`;
}

const looks = {
  code: "",
  manual: ', style="filled,rounded"',
  choice: ", shape=diamond",
  call: ", shape=component",
} as const;

function lineOf(edge: GraphEdge): string {
  switch (edge.kind) {
    case "order":
      return 'style="solid"';
    case "needs":
      return `style="bold", label=${quoted("needed by")}`;
    case "when":
      return `style="solid", label=${quoted(`when ${edge.condition}`)}`;
    case "choice":
      return `style="solid", label=${quoted(edge.label)}`;
    case "rollback":
      return `style="dashed", constraint=false, label=${quoted("undone by")}`;
  }
}

/** Graphviz reads escapes such as `\\N` in labels, and entities such as `&lt;`. */
function quoted(...lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    neutralise(line.replace(/\s+/g, " ")).replace(/[\\"]/g, "\\$&").replaceAll("&", "&amp;"),
  );
  return `"${escaped.join("\\n")}"`;
}
