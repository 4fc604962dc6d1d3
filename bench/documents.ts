/** The documents that reading and linting are measured with: those of a directory, or our own. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readMarkdown } from "../src/parser/markdown.ts";

/** All Markdown below `directory`; without one, the shipped runbooks and the documents beside them. */
export function documentsOf(root: string, directory: string | undefined): string[] {
  const folders =
    directory === undefined ? ["runbooks", "docs"].map((at) => join(root, at)) : [directory];
  return folders.flatMap(below).map((path) => readFileSync(path, "utf8"));
}

function below(directory: string): string[] {
  return readdirSync(directory)
    .toSorted()
    .map((name) => join(directory, name))
    .flatMap((path) => {
      if (statSync(path).isDirectory()) return below(path);
      return path.endsWith(".md") ? [path] : [];
    });
}

/** One document of about `length` UTF-16 units, of the sections of `documents` over and over. */
export function longDocument(documents: readonly string[], length: number): string {
  const section = documents.map(withoutFrontmatter).filter(isClosed).join("\n\n");
  return `${section}\n\n`.repeat(Math.ceil(length / section.length)).slice(0, length);
}

function withoutFrontmatter(text: string): string {
  return text.replace(/^---\n.*?\n---\n/s, "");
}

/** Some show what happens when a comment or a block is never closed: all that follows would belong to it. */
function isClosed(text: string): boolean {
  const markdown = readMarkdown(`${text}\n\nThe end\n`);
  return !("rule" in markdown) && markdown.root.children.at(-1)?.type === "paragraph";
}

/** A document of many steps with next to nothing in them. */
export function shortSteps(count: number): string {
  return "```sh\nls\n```\n".repeat(count);
}
