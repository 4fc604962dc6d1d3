/** The anchors that a forge makes of headings, and those that a document sets itself. */
import type { Facts } from "./rule.ts";

export function anchorsOf({ passages, source }: Facts): Set<string> {
  const headings = passages.filter(({ kind }) => kind === "heading");
  const anchors = new Set(headingAnchors(headings.map(({ text }) => text)).keys());
  for (const [, id = ""] of source.text.matchAll(
    /<[a-z][^<>]*?\s(?:id|name)\s*=\s*["']?([^"'\s>]+)/gi,
  )) {
    anchors.add(id);
  }
  return anchors;
}

/** Which of `headings`, by its index, each anchor leads to. They are all of a document, as they are written. */
export function headingAnchors(headings: readonly string[]): Map<string, number> {
  const anchors = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const [index, text] of headings.entries()) {
    const own = /\{#([\w.:-]+)[^{}]*\}[ \t]*#*\s*$/.exec(text)?.[1];
    if (own !== undefined && !anchors.has(own)) anchors.set(own, index);
    const slug = slugOf(text);
    let free = slug;
    let number = numbers.get(slug) ?? 0;
    while (anchors.has(free)) free = `${slug}-${++number}`;
    numbers.set(slug, number);
    anchors.set(free, index);
  }
  return anchors;
}

/** As GitHub does: lower case, no punctuation but `-` and `_`, a hyphen for each blank. */
function slugOf(heading: string): string {
  const written = heading
    .replace(/^#+\s+|\s+#+\s*$|\n\s*(?:=+|-+)\s*$/g, "")
    .replace(/\s*\{#[^{}]*\}\s*$/, "");
  // What is in code marks is no markup.
  const parts = written
    .split(/(`+[^`]*`+)/)
    .map((part) => (part.startsWith("`") ? part : plain(part)));
  return parts
    .join("")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}

/** Without tags, addresses of links, and underscores that mark emphasis. */
function plain(text: string): string {
  return text
    .replace(/<[^<>]*>/g, "")
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replace(/(^|[^\w])(_{1,2})(?=\S)([^_]+)\2(?=\W|$)/g, "$1$3");
}
