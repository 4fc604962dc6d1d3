/** A graph as a Mermaid flowchart, which most forges draw where it stands in Markdown. */
import { neutralise } from "../../model/neutralise.ts";
import { riskLevels } from "../../model/risk.ts";
import {
  drawnEdges,
  type Graph,
  type GraphEdge,
  type GraphNode,
} from "../../parser/graph-model.ts";
import { factsOf, groupsOf, riskColors } from "./words.ts";

export function mermaidGraph(graph: Graph): string {
  // Names of its own: an id of the document could be a word of Mermaid, such as `end`.
  const names = new Map(graph.nodes.map(({ id }, index) => [id, `s${index + 1}`]));
  const nameOf = (id: string) => names.get(id) ?? "s0";
  return [
    "flowchart TD",
    ...groupsOf(graph.nodes).flatMap(({ name, nodes }, index) => [
      `  subgraph p${index + 1}[${quoted(name)}]`,
      ...nodes.map((node) => `    ${nameOf(node.id)}${shape(node)}:::${node.risk}`),
      "  end",
    ]),
    ...drawnEdges(graph).map((edge) => `  ${nameOf(edge.from)} ${arrow(edge)} ${nameOf(edge.to)}`),
    ...riskLevels.map((risk) => {
      const { fill, stroke, text } = riskColors[risk];
      return `  classDef ${risk} fill:${fill},stroke:${stroke},color:${text}`;
    }),
    "",
  ].join("\n");
}

function shape(node: GraphNode): string {
  const condition = node.when === null ? [] : [`when ${node.when}`];
  const label = quoted(node.title, factsOf(node), ...condition);
  const [left, right] = shapes[node.kind];
  return `${left}${label}${right}`;
}

const shapes = {
  code: ["[", "]"],
  manual: ["([", "])"],
  choice: ["{{", "}}"],
  call: ["[[", "]]"],
} as const;

function arrow(edge: GraphEdge): string {
  switch (edge.kind) {
    case "order":
      return "-->";
    case "needs":
      return `==>|${quoted("needed by")}|`;
    case "when":
      return `-->|${quoted(`when ${edge.condition}`)}|`;
    case "choice":
      return `-->|${quoted(edge.label)}|`;
    case "rollback":
      return `-.->|${quoted("undone by")}|`;
  }
}

/**
 * Everything but letters, digits and commas becomes an entity of Mermaid's. Quotes are not the only
 * danger: a label is also read as Markdown, and searched for icons and styles.
 */
function quoted(...lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    neutralise(line.replace(/\s+/g, " ")).replace(
      /[^\p{L}\p{N}, ]/gu,
      (character) => `#${character.codePointAt(0)};`,
    ),
  );
  return `"${escaped.join("<br/>")}"`;
}
