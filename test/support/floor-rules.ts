/** The rules about floors: imports go down only, and the lower floors touch no machine. */
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import type { Node } from "oxc-parser";
import { isPure, roomOf, rooms } from "./house.ts";
import { placeOf, type Source, type Violation, walk } from "./source.ts";

export function importsGoDown(source: Source): Violation[] {
  const room = roomOf(source.path);
  if (!room) {
    const hint = `put it into one of src/{${Object.keys(rooms).join(",")}}/`;
    return [{ place: `${source.path}:1`, rule: "every file lives in a room", hint }];
  }
  return source.imports.flatMap(({ from, at }) => {
    if (!from.startsWith(".")) return [];
    const path = posix.join(posix.dirname(source.path), from);
    const target = roomOf(path);
    const allowed: readonly string[] = [room, ...rooms[room].mayImport];
    if (target && allowed.includes(target)) return [];
    const rule = `${room} must not import ${target ?? path}`;
    return [{ place: placeOf(source, at), rule, hint: `it may import ${allowed.join(", ")}` }];
  });
}

export function pureFloorsImportNoMachine(source: Source): Violation[] {
  if (!isPure(source.path)) return [];
  return source.imports
    .filter(({ from, typeOnly }) => !typeOnly && touchesMachine(from))
    .map(({ from, at }) => ({
      place: placeOf(source, at),
      rule: `floors 0 to 2 must not import ${from}`,
      hint: "take the fact as a value or through a port; import type is fine",
    }));
}

const machineLibraries = ["execa", "ink", "react", "commander", "@lydell/node-pty"];

function touchesMachine(from: string): boolean {
  return (
    from === "(computed)" ||
    isBuiltin(from) ||
    machineLibraries.some((name) => from === name || from.startsWith(`${name}/`))
  );
}

export function pureFloorsUseNoMachine(source: Source): Violation[] {
  if (!isPure(source.path)) return [];
  const own = namesBoundIn(source);
  const found: Violation[] = [];
  for (const [node, parent] of walk(source.program)) {
    const what = machineUse(node, parent, own);
    if (!what) continue;
    found.push({
      place: placeOf(source, node.start),
      rule: `floors 0 to 2 must not use ${what}`,
      hint: "time, chance and facts come in as values or through a port",
    });
  }
  return found;
}

const machineGlobals = new Set([
  "process",
  "performance",
  "crypto",
  "console",
  "fetch",
  "globalThis",
  "require",
  "setTimeout",
  "setInterval",
  "setImmediate",
]);
const machineMembers = new Set(["Date.now", "Math.random"]);

function machineUse(
  node: Node,
  parent: Node | undefined,
  own: ReadonlySet<string>,
): string | undefined {
  if (node.type === "NewExpression" || node.type === "CallExpression") {
    const isDate = node.callee.type === "Identifier" && node.callee.name === "Date";
    // Date(…) called as a function tells the time whatever it is given.
    if (!isDate || (node.type === "NewExpression" && node.arguments.length > 0)) return undefined;
    return node.type === "NewExpression" ? "new Date() without an argument" : "Date()";
  }
  if (node.type === "MemberExpression") {
    const name = memberName(node);
    return name && machineMembers.has(name) ? name : undefined;
  }
  if (node.type !== "Identifier" || !machineGlobals.has(node.name)) return undefined;
  return own.has(node.name) || isOnlyAName(node, parent) ? undefined : node.name;
}

function memberName(node: Node & { type: "MemberExpression" }): string | undefined {
  if (node.object.type !== "Identifier") return undefined;
  const { property } = node;
  if (property.type === "Identifier" && !node.computed) {
    return `${node.object.name}.${property.name}`;
  }
  return property.type === "Literal" ? `${node.object.name}.${property.value}` : undefined;
}

/** `step.process`, `{ process: 1 }` and `interface X { process: … }` name a field, not the global. */
function isOnlyAName(node: Node, parent: Node | undefined): boolean {
  if (!parent) return false;
  if ("property" in parent && parent.property === node)
    return !("computed" in parent && parent.computed);
  if ("key" in parent && parent.key === node) {
    const shorthand = "shorthand" in parent && parent.shorthand;
    return !("computed" in parent && parent.computed) && !shorthand;
  }
  return false;
}

/** A port may be called `fetch`: what the file itself declares is not the global. */
function namesBoundIn(source: Source): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [node] of walk(source.program)) {
    if (node.type === "VariableDeclarator") collect(node.id, names);
    if (node.type === "ImportSpecifier") names.add(node.local.name);
    if ("params" in node && Array.isArray(node.params)) {
      for (const param of node.params) collect(param, names);
    }
    if (node.type === "FunctionDeclaration" && node.id) names.add(node.id.name);
  }
  return names;
}

function collect(pattern: Node, names: Set<string>): void {
  for (const [node, parent] of walk(pattern)) {
    if (node.type !== "Identifier") continue;
    const isDefault = parent?.type === "AssignmentPattern" && parent.right === node;
    const isKey = parent?.type === "Property" && parent.key === node && !parent.shorthand;
    if (!isDefault && !isKey) names.add(node.name);
  }
}
