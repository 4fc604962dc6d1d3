/** Which lists of links are choices although no comment says so. All others stay what they are: text. */
import { plainText } from "../naming.ts";
import type { Block, HeadingBlock, ListBlock } from "../outline.ts";
import { decoded } from "../rules/dangling-link.ts";
import type { SourceText } from "../source-text.ts";
import { readItem } from "./item.ts";
import { anchorsIn } from "./ways.ts";
import { readsLikeChoice } from "./wording.ts";

/**
 * `blocks` without the lists that are no choices. A list is one when it reads like one, its links lead on
 * to headings further below, each to another, and at least one has a step under it, as `isStep` tells.
 */
export function withoutMereLists(
  blocks: readonly Block[],
  headings: readonly HeadingBlock[],
  { text }: SourceText,
  isStep: (block: Block) => boolean,
): readonly Block[] {
  const likely = likelyLists(blocks, text);
  if (likely.size === 0) return blocks.filter((block) => block.kind !== "list" || block.comment);
  const anchors = anchorsIn(headings);
  const tops = blocks.filter((block) => block.kind === "heading");
  const starts = blocks.filter(isStep).map(({ span }) => span.start);
  const kept: Block[] = [];
  // From the end: what a list leads to may be a choice itself.
  for (const block of blocks.toReversed()) {
    if (block.kind === "list") {
      if (block.comment === null && !(likely.has(block) && leadsOn(block))) continue;
      starts.push(block.span.start);
    }
    kept.push(block);
  }
  return kept.reverse();

  function leadsOn({ items, span }: ListBlock): boolean {
    const links = items.map((item) => readItem(item, text).link);
    const ends = links.map((link) => headings[anchors.get(decoded(link?.anchor ?? "")) ?? -1]);
    const sections = ends.flatMap((end) => (end && tops.includes(end) ? [sectionOf(end)] : []));
    return (
      sections.length === items.length &&
      new Set(sections.map(({ start }) => start)).size === sections.length &&
      sections.every(({ start }) => start >= span.end) &&
      sections.some(({ start, end }) => starts.some((at) => at >= start && at < end))
    );
  }

  function sectionOf({ span, depth }: HeadingBlock): { start: number; end: number } {
    const next = tops.find((each) => each.span.start > span.start && each.depth <= depth);
    return { start: span.start, end: next?.span.start ?? Number.POSITIVE_INFINITY };
  }
}

/** The first lists that read like choices. */
function likelyLists(blocks: readonly Block[], text: string): ReadonlySet<Block> {
  const found = new Set<Block>();
  let heading = "";
  for (const block of blocks) {
    if (block.kind === "heading") heading = plainText(block.text);
    if (block.kind !== "list" || block.comment !== null || found.size >= mostInferred) continue;
    const items = block.items.map((item) => readItem(item, text));
    const asks = block.asks ? text.slice(block.asks.start, block.asks.end) : "";
    if (readsLikeChoice(items, asks, heading)) found.add(block);
  }
  return found;
}

/** A document with more of them than this is no runbook; each takes a look at all of its steps. */
const mostInferred = 100;
