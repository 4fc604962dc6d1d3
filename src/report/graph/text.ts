/** A graph as a list that a person can read anywhere: by phase, with what each step hangs on. */
import { neutralise } from "../../model/neutralise.ts";
import type { Graph, GraphEdge, GraphNode } from "../../parser/graph-model.ts";
import { fitted, foldHard } from "./fit.ts";
import { factsOf, groupsOf } from "./words.ts";

/** Lines of at most 80 columns. */
export function textGraph(graph: Graph): string {
  const position = new Map(graph.nodes.map(({ id }, index) => [id, index + 1]));
  const into = Map.groupBy(graph.edges, ({ to }) => to);
  const outOf = Map.groupBy(graph.edges, ({ from }) => from);
  const lines = [...foldHard(clean(graph.title), columns)];
  for (const { name, nodes } of groupsOf(graph.nodes)) {
    lines.push("", name);
    for (const node of nodes) {
      const number = `${position.get(node.id) ?? 0}`.padStart(3);
      lines.push(fitted(`${number}. ${clean(node.title)}`, columns));
      const relations = relationsOf(node, into.get(node.id) ?? [], outOf.get(node.id) ?? []);
      for (const relation of [factsOf(node), ...relations]) lines.push(...indented(relation));
    }
  }
  if (graph.nodes.length === 0) lines.push("", "no steps");
  return `${lines.join("\n")}\n`;
}

const columns = 80;
const indent = "     ";

function relationsOf(
  { when }: GraphNode,
  into: readonly GraphEdge[],
  outOf: readonly GraphEdge[],
): string[] {
  const from = (kind: GraphEdge["kind"]) =>
    into.flatMap((edge) => (edge.kind === kind ? [edge.from] : []));
  const options = outOf.flatMap((edge) =>
    edge.kind === "choice" ? [`→ ${edge.to}: ${edge.label}`] : [],
  );
  const ways = into.flatMap((edge) =>
    edge.kind === "choice" ? [`if chosen at ${edge.from}: ${edge.label}`] : [],
  );
  const undoneBy = outOf.flatMap(({ kind, to }) => (kind === "rollback" ? [to] : []));
  const sources = from("when");
  const source = sources.length > 0 ? ` (from ${sources.join(", ")})` : "";
  return [
    ...options,
    ...ways,
    ...(from("needs").length > 0 ? [`needs ${from("needs").join(", ")}`] : []),
    ...(when === null ? [] : [`when ${when}${source}`]),
    ...(undoneBy.length > 0 ? [`undone by ${undoneBy.join(", ")}`] : []),
    ...(from("rollback").length > 0 ? [`undoes ${from("rollback").join(", ")}`] : []),
  ];
}

/** Lines that go on are set in further, so that one sees where the next begins. */
function indented(text: string): string[] {
  const [first = "", ...rest] = foldHard(clean(text), columns - indent.length - 2);
  return [`${indent}${first}`, ...rest.map((line) => `${indent}  ${line}`)];
}

function clean(text: string): string {
  return neutralise(text.replace(/\s+/g, " ")).trim();
}
