/** The rules about documents: whatever they name in this repository is there. */
import type { Code, Definition, Heading, Image, InlineCode, Link, Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString as textOf } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";
import { type Source, type Violation, walk } from "./source.ts";

export interface Document {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly tree: Nodes;
}

export function readDocument(path: string, text: string): Document {
  const tree = fromMarkdown(text, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  return { path, text, tree };
}

/** What the rules hold a document against. */
export interface Repository {
  readonly exists: (path: string) => boolean;
  /** The document at a path; null when there is none. */
  readonly document: (path: string) => Document | null;
  /** Whether the code defines a function of this name. */
  readonly defines: (name: string) => boolean;
  readonly npmScripts: readonly string[];
  /** The words that the command line knows: commands and flags. */
  readonly commandWords: readonly string[];
}

/** Paths of files and folders of this repository, wherever in the text they stand. */
export function namesPathsThatExist(document: Document, { exists }: Repository): Violation[] {
  return document.text.split("\n").flatMap((line, index) =>
    pathsIn(line)
      .filter((path) => !exists(path))
      .map((path) => ({
        place: `${document.path}:${index + 1}`,
        rule: `names ${path}, which is not there`,
        hint: "name what took its place",
      })),
  );
}

/** A path ends before what stands for any name, as `<room>` or `*` do, and before a full stop. */
function pathsIn(line: string): string[] {
  const found = line.matchAll(/(?<![\w./~-])(?:src|test|docs|bench|scripts|runbooks)\/[\w./-]*/g);
  return [...found].map(([path]) =>
    path.endsWith("/") ? path : path.replace(/\.+$/, "").replace(/\/[\w.-]*-$/, "/"),
  );
}

export function linksToWhatExists(document: Document, repository: Repository): Violation[] {
  return nodesOf<Link | Image | Definition>(document, ["link", "image", "definition"])
    .filter(({ url }) => !/^[a-z][a-z0-9+.-]*:/i.test(url))
    .flatMap((node) => {
      const [target = "", anchor = ""] = node.url.split("#");
      const wrong = wrongTarget(document, target, anchor, repository);
      if (wrong === null) return [];
      return [{ place: placeOf(document, node), rule: wrong, hint: "mend the link" }];
    });
}

function wrongTarget(
  document: Document,
  target: string,
  anchor: string,
  { exists, document: documentAt }: Repository,
): string | null {
  const path = target === "" ? document.path : besides(document.path, decodeURI(target));
  if (!exists(path)) return `links to ${path}, which is not there`;
  if (anchor === "" || !path.endsWith(".md")) return null;
  const linked = target === "" ? document : documentAt(path);
  const anchors = linked === null ? [] : anchorsOf(linked);
  return anchors.includes(anchor)
    ? null
    : `links to ${path}#${anchor}, a heading that is not there`;
}

function besides(path: string, target: string): string {
  return new URL(target, `file:///${path}`).pathname.slice(1);
}

/** As forges make them: in lower case, without punctuation, blanks as dashes. */
function anchorsOf(document: Document): string[] {
  return nodesOf<Heading>(document, ["heading"]).map((heading) =>
    textOf(heading)
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Code in a sentence that ends with a call, such as `drive()`, names a function of this code. */
export function namesFunctionsThatExist(document: Document, { defines }: Repository): Violation[] {
  return nodesOf<InlineCode>(document, ["inlineCode"]).flatMap((node) => {
    const name = /(?:^|\.)([A-Za-z_]\w*)\([^)]*\)$/.exec(node.value)?.[1];
    if (name === undefined || defines(name)) return [];
    const rule = `names ${name}(), which nothing defines`;
    return [{ place: placeOf(document, node), rule, hint: "name what took its place" }];
  });
}

/** Whatever has a name of its own in the code: functions, variables, methods, fields. */
export function* definedNames({ program }: Source): Generator<string> {
  for (const [node] of walk(program)) {
    const named =
      node.type === "FunctionDeclaration" || node.type === "VariableDeclarator"
        ? node.id
        : node.type === "TSMethodSignature" || node.type === "Property"
          ? node.key
          : null;
    if (named?.type === "Identifier") yield named.name;
  }
}

export function namesScriptsThatExist(document: Document, { npmScripts }: Repository): Violation[] {
  return document.text.split("\n").flatMap((line, index) =>
    [...line.matchAll(/\bnpm run ([\w:-]+)/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !npmScripts.includes(name))
      .map((name) => ({
        place: `${document.path}:${index + 1}`,
        rule: `names npm run ${name}, which package.json does not have`,
        hint: "see scripts in package.json",
      })),
  );
}

/** Code that calls `firebreak`, in a sentence or in a block of its own. */
export function namesCommandsThatExist(
  document: Document,
  { commandWords }: Repository,
): Violation[] {
  return nodesOf<InlineCode | Code>(document, ["inlineCode", "code"]).flatMap((node) =>
    node.value
      .split("\n")
      .flatMap((line) => /^(?:npx |bin\/)?firebreak (?![|>])(.*)/.exec(line)?.[1] ?? [])
      .flatMap((rest) => [/^[a-z]+\b/.exec(rest)?.[0] ?? [], rest.match(/--[a-z-]+/g) ?? []])
      .flat()
      .filter((word) => !["--help", "--version", ...commandWords].includes(word))
      .map((word) => ({
        place: placeOf(document, node),
        rule: `has firebreak ${word}, which the command line does not know`,
        hint: "see firebreak --help",
      })),
  );
}

/** The text of each block of code in `language`. */
export function blocksIn(document: Document, language: string): string[] {
  return nodesOf<Code>(document, ["code"])
    .filter(({ lang }) => lang === language)
    .map(({ value }) => value);
}

function placeOf({ path }: Document, { position }: Nodes): string {
  return `${path}:${position?.start.line ?? 1}`;
}

/** All nodes of these types, in order. */
function nodesOf<T extends Nodes>({ tree }: Document, types: readonly T["type"][]): T[] {
  const found: T[] = [];
  const visit = (node: Nodes): void => {
    if ((types as readonly string[]).includes(node.type)) found.push(node as T);
    if ("children" in node) node.children.forEach(visit);
  };
  visit(tree);
  return found;
}
