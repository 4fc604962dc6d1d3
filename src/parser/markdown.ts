/** Reads Markdown into a tree, with the facts about fences that the tree leaves out. */
import type { Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Finding } from "./finding.ts";
import { type FrontmatterBlock, findFrontmatter } from "./frontmatter-block.ts";
import { beyondLimits, easyLength } from "./limits.ts";
import { isOpen, nextCut, type Rest, withoutLast } from "./pieces.ts";
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
  let at = { offset: 0, line: 1 };
  for (let last: Piece | null = null; at.offset < body.length; ) {
    const piece = readPiece(body, at.offset);
    if ("rule" in piece) return piece;
    for (const node of piece.root.children) shift(node, at);
    append(children, piece.root.children, last?.goesOn === true);
    for (const fence of piece.fences) fences.push(fence + at.offset);
    at = { offset: at.offset + piece.length, line: at.line + piece.lines };
    last = piece;
  }
  return { root: { type: "root", children }, fences, frontmatter };
}

interface Piece extends Parsed {
  readonly length: number;
  /** How many lines end in it. */
  readonly lines: number;
  /** Whether the list that it is goes on in the next piece. */
  readonly goesOn: boolean;
}

/** What stands for itself from `start` on: more than usual only where a single block is longer. */
function readPiece(text: string, start: number): Piece | Finding {
  for (let least = easyLength(text, start, usualPiece); ; least *= 2) {
    const cut = nextCut(text, start, least);
    const source = text.slice(start, cut.at);
    const excess = beyondLimits(source);
    if (excess) return excess;
    const parsed = parse(source);
    const isWhole = cut.at === text.length || (cut.isSafe && !isOpen(parsed.root, parsed.fences));
    const rest = isWhole ? whole(source) : withoutLast(parsed.root, source);
    if (rest !== null) return pieceOf(source.slice(0, rest.from), parsed, rest);
  }
}

/** UTF-16 units. What the Markdown parser does for each piece takes longer with longer pieces. */
const usualPiece = 4096;

function whole({ length }: string): Rest {
  return { from: length, isSameList: false };
}

function pieceOf(text: string, { root, fences }: Parsed, { isSameList }: Rest): Piece {
  return {
    ...withTabs(text, { root, fences: fences.filter((fence) => fence < text.length) }),
    length: text.length,
    lines: text.match(/\r\n|\n|\r/g)?.length ?? 0,
    goesOn: isSameList,
  };
}

/** The second half of a list that was cut in two joins the first. */
function append(blocks: RootContent[], more: readonly RootContent[], goesOn: boolean): void {
  const last = blocks.at(-1);
  const [first] = more;
  const isOneList = goesOn && last?.type === "list" && first?.type === "list";
  if (isOneList) {
    for (const item of first.children) last.children.push(item);
    last.position = first.position &&
      last.position && { ...last.position, end: first.position.end };
  }
  for (const block of isOneList ? more.slice(1) : more) blocks.push(block);
}

/** Reads it again with tabs as list items, unless that would put one of them into code. */
function withTabs(text: string, parsed: Parsed): Parsed {
  let best = parsed;
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

interface Parsed {
  readonly root: Root;
  readonly fences: readonly number[];
}

function parse(text: string): Parsed {
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
  return { root, fences };
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
  "hardBreakEscape",
  "htmlText",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
];

/** Of what GFM adds within a line, only the boxes of tasks: all else costs time at each letter. */
function blocksOfGfm(): ReturnType<typeof gfm> {
  const { text, ...blocks } = gfm();
  const atBracket = [text?.[leftBracket] ?? []].flat();
  const boxes = atBracket.filter(({ name }) => name === "tasklistCheck");
  return { ...blocks, text: { [leftBracket]: boxes } };
}

const leftBracket = 91;

const syntax = [blocksOfGfm(), { disable: { null: inlineConstructs } }];

// The one with transforms looks for addresses in running text, which is not needed here.
const tree = gfmFromMarkdown().filter((extension) => !extension.transforms);
