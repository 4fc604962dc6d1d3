/** A source file as the house rules see it: its text, its syntax tree and what it imports. */
import { type Node, type Program, parseSync, visitorKeys } from "oxc-parser";

export interface Violation {
  readonly place: string;
  readonly rule: string;
  readonly hint: string;
}

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
  readonly at: number;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly imports: readonly Import[];
}

export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text, { sourceType: "module" });
  const [error] = errors;
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`);
  return { path, text, program, imports: importsOf(program) };
}

/** Shows a violation as one line that an editor can open. */
export function show({ place, rule, hint }: Violation): string {
  return `${place}: ${rule} — ${hint}`;
}

export function placeOf(source: { path: string; text: string }, offset: number): string {
  return `${source.path}:${source.text.slice(0, offset).split("\n").length}`;
}

/** Every node with the node above it, parents first. */
export function* walk(node: Node, parent?: Node): Generator<[node: Node, parent?: Node]> {
  yield parent ? [node, parent] : [node];
  for (const key of visitorKeys[node.type] ?? []) {
    const below = node[key as keyof Node] as unknown;
    for (const child of Array.isArray(below) ? below : [below]) {
      if (isNode(child)) yield* walk(child, node);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

function importsOf(program: Program): Import[] {
  const found: Import[] = [];
  for (const [node] of walk(program)) {
    const one = importIn(node);
    if (one) found.push(one);
  }
  return found;
}

function importIn(node: Node): Import | undefined {
  switch (node.type) {
    case "ImportDeclaration":
      return { from: node.source.value, typeOnly: node.importKind === "type", at: node.start };
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return node.source
        ? { from: node.source.value, typeOnly: node.exportKind === "type", at: node.start }
        : undefined;
    case "TSImportType":
      return { from: node.source.value, typeOnly: true, at: node.start };
    case "ImportExpression":
      // What a computed import loads cannot be known, so it is named as what it is.
      return { from: literalOf(node.source) ?? "(computed)", typeOnly: false, at: node.start };
    default:
      return undefined;
  }
}

function literalOf(node: Node): string | undefined {
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}
