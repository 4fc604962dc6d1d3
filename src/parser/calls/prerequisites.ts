/** Documents that have to be walked first: links in a list under a heading such as "Prerequisites". */
import type { Prerequisite } from "../../model/runbook.ts";
import type { Draft } from "../draft.ts";
import { plainText } from "../naming.ts";
import type { Block, HeadingBlock, LinkItem } from "../outline.ts";
import { decoded } from "../rules/dangling-link.ts";
import { withoutCode } from "../rules/passages.ts";
import { lineOf, type SourceText } from "../source-text.ts";

/** In document order; the first link of each item counts, and each path once. */
export function prerequisitesIn(
  blocks: readonly Block[],
  source: SourceText,
  drafts: readonly Draft[],
): Prerequisite[] {
  const found = new Map<string, Prerequisite>();
  let trail: readonly HeadingBlock[] = [];
  for (const block of blocks) {
    if (block.kind === "heading") {
      trail = [...trail.filter(({ depth }) => depth < block.depth), block];
    }
    if (block.kind !== "list" || block.comment !== null || !isAboutBefore(trail)) continue;
    const headings = trail.map(({ text }) => plainText(text));
    const at = drafts.filter(({ span }) => span.start < block.span.start).length;
    for (const item of block.items) {
      const path = documentIn(item, source.text);
      if (path === null || found.has(path) || found.size >= most) continue;
      const lines = { first: lineOf(source, item.span.start), last: lineOf(source, item.span.end) };
      found.set(path, { path, at, lines, headings });
    }
  }
  return [...found.values()];
}

/** Each is read with all that it calls itself. */
const most = 20;

function isAboutBefore(trail: readonly HeadingBlock[]): boolean {
  return trail.some(({ text }) => wording.test(plainText(text)));
}

const wording =
  /^[\d.)\s]*(?:pre-?\s?requisites?|prereqs?|before you (?:begin|start)|before (?:beginning|starting)|first of all)\b/i;

function documentIn({ isPlain, span }: LinkItem, source: string): string | null {
  if (!isPlain) return null;
  const text = source.slice(span.start, Math.min(span.end, span.start + 1000));
  const target = link.exec(withoutCode(text))?.[1];
  return target === undefined ? null : decoded(target);
}

/** A Markdown file in this tree: no address with a scheme, no path from the root of a site. */
const link =
  /(?<!!)\[[^[\]]{1,300}\]\((?![a-z][a-z0-9+.-]*:|\/)([^()\s#?{}]{1,300}\.(?:md|markdown))(?:#[^()\s]*)?\)/i;
