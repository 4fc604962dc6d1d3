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

/** The block structure of `text`; what stands inside a line (emphasis, links) stays as written. */
export function readMarkdown(text: string): Markdown {
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

const syntax = [frontmatter(["yaml"]), gfm(), { disable: { null: inlineConstructs } }];

const tree = [
  frontmatterFromMarkdown(["yaml"]),
  // The one with transforms looks for addresses in running text, which is not needed here.
  ...gfmFromMarkdown().filter((extension) => !extension.transforms),
];
