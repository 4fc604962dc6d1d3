/** Reads Markdown into a tree, with the facts about fences that the tree leaves out. */
import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";

export interface Markdown {
  readonly root: Root;
  /** Offsets where a run of fence characters opens or closes a block. */
  readonly fences: readonly number[];
}

/**
 * The block structure of `text`; what stands inside a line (emphasis, links) stays as written.
 * Null when it is nested too deeply to be read.
 */
export function readMarkdown(text: string): Markdown | null {
  if (deepestNesting(text) > deepest) return null;
  const fences: number[] = [];
  const root = fromMarkdown(text, {
    extensions: [frontmatter(["yaml"]), gfm(), { disable: { null: inlineConstructs } }],
    mdastExtensions: [
      frontmatterFromMarkdown(["yaml"]),
      // The one with transforms looks for addresses in running text, which is not needed here.
      ...gfmFromMarkdown().filter((extension) => !extension.transforms),
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

/** No runbook nests deeper; far beyond it the parser's time grows with the square, and its stack ends. */
const deepest = 100;

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

const containers = /^[ \t]*(?:(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)|\[\^[^\]\s]+\]:)[ \t]*)+/gm;

/** An upper bound: the markers of a line, and for the lines above it two columns a level. */
function deepestNesting(text: string): number {
  let most = 0;
  for (const [prefix] of text.matchAll(containers)) {
    const columns = prefix.replace(/\t/g, "    ").search(/[^ ]/);
    const markers = prefix.match(/>|[-+*](?=[ \t]|$)|\d[.)]|\]:/g)?.length ?? 0;
    most = Math.max(most, markers + Math.ceil(columns / 2));
  }
  return most;
}
