/** Reads Markdown into a tree, with the facts about fences that the tree leaves out. */
import type { Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Finding } from "./finding.ts";
import { type FrontmatterBlock, findFrontmatter } from "./frontmatter-block.ts";
import { beyondLimits } from "./limits.ts";
import { isOpenHtml, nextCut } from "./pieces.ts";
import { tabsAsItems } from "./tabs.ts";

export interface Markdown {
  readonly root: Root;
  /** Offsets where a run of fence characters opens or closes a block. */
  readonly fences: readonly number[];
  readonly frontmatter: FrontmatterBlock | null;
}

/**
 * The block structure of `text`; what stands inside a line (emphasis, links) stays as written. A finding
 * where the text is more than can be read in time.
 */
export function readMarkdown(text: string): Markdown | Finding {
  const frontmatter = findFrontmatter(text);
  const end = frontmatter?.bodyStart ?? 0;
  // Blanks instead of the metadata keep every offset and line.
  const body = text.slice(0, end).replace(/[^\r\n]/g, " ") + text.slice(end);
  const children: RootContent[] = [];
  const fences: number[] = [];
  for (let at = { offset: 0, line: 1 }; at.offset < body.length; ) {
    const piece = readPiece(body, at.offset);
    if ("rule" in piece) return piece;
    for (const node of piece.root.children) {
      shift(node, at);
      children.push(node);
    }
    for (const fence of piece.fences) fences.push(fence + at.offset);
    const lines = (piece.root.position?.end.line ?? 1) - 1;
    at = { offset: at.offset + piece.length, line: at.line + lines };
  }
  return { root: { type: "root", children }, fences, frontmatter };
}

interface Piece {
  readonly root: Root;
  readonly fences: readonly number[];
  readonly length: number;
}

/** As much from `start` as stands for itself: twice as much where code or HTML would go on after it. */
function readPiece(text: string, start: number): Piece | Finding {
  for (let least = leastPiece; ; least *= 2) {
    const end = nextCut(text, start + least);
    const source = text.slice(start, end);
    const excess = beyondLimits(source);
    if (excess) return excess;
    const piece = withTabs(source, parse(source));
    if (end === text.length || !isOpen(piece)) return piece;
  }
}

/** UTF-16 units. What the Markdown parser does for each piece takes longer with longer pieces. */
const leastPiece = 16_384;

/** Reads it again with tabs as list items, unless that would put one of them into code. */
function withTabs(text: string, piece: Piece): Piece {
  let best = piece;
  let source = text;
  for (let depth = 0; depth < deepestTabs; depth++) {
    const changed = tabsAsItems(source, best.root);
    if (changed === null) return best;
    const next = parse(changed);
    if (codeDiffers(next.root, text)) return best;
    best = next;
    source = changed;
  }
  return best;
}

const deepestTabs = 4;

/** Whether a line of code is not what stands in `text`: it was taken for a tab. */
function codeDiffers(root: Root, text: string): boolean {
  const lines = new Set(text.split(/\r\n|\n|\r/).map((line) => line.trim().replace(/^[>\s]+/, "")));
  const nodes: Nodes[] = [root];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if ("children" in node) nodes.push(...node.children);
    if (node.type !== "code") continue;
    const isKnown = (line: string) => lines.has(line.trim().replace(/^[>\s]+/, ""));
    if (!node.value.split(/\r\n|\n|\r/).every(isKnown)) return true;
  }
  return false;
}

function isOpen({ root, fences }: Piece): boolean {
  const last = root.children.at(-1);
  if (last?.type === "html") return isOpenHtml(last.value);
  if (last?.type !== "code") return false;
  const start = last.position?.start.offset ?? 0;
  return fences.filter((fence) => fence >= start).length === 1;
}

function parse(text: string): Piece {
  const fences: number[] = [];
  const root = fromMarkdown(text, {
    extensions: syntax,
    mdastExtensions: [
      ...tree,
      {
        enter: {
          codeFencedFence(token) {
            fences.push(token.start.offset);
          },
        },
      },
    ],
  });
  return { root, fences, length: text.length };
}

function shift(node: Nodes, by: { readonly offset: number; readonly line: number }): void {
  for (const point of [node.position?.start, node.position?.end]) {
    if (point?.offset === undefined) continue;
    point.offset += by.offset;
    point.line += by.line - 1;
  }
  if ("children" in node) for (const child of node.children) shift(child, by);
}

/** Steps depend on blocks only, and some inline constructs take quadratic time on hostile text. */
const inlineConstructs = [
  "attention",
  "autolink",
  "characterEscape",
  "characterReference",
  "codeText",
  "emailAutolink",
  "gfmFootnoteCall",
  "gfmPotentialFootnoteCall",
  "hardBreakEscape",
  "htmlText",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
  "protocolAutolink",
  "strikethrough",
  "wwwAutolink",
];

const syntax = [gfm(), { disable: { null: inlineConstructs } }];

// The one with transforms looks for addresses in running text, which is not needed here.
const tree = gfmFromMarkdown().filter((extension) => !extension.transforms);
