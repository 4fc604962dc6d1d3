/** A long document is read in pieces, and nobody can tell: the blocks are those of the whole. */
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import { readMarkdown } from "../../src/parser/markdown.ts";
import fc, { cases } from "../support/properties.ts";

/** Longer than a piece in all, so that a cut may come at any of them. */
const parts = [
  "Some words of a paragraph that goes on\nin a second line",
  "# A heading",
  "Underlined\n---",
  "- an item\n- [ ] a task\n\n  its second paragraph\n  - an inner one",
  "1. first\n2. second\n\n   ```sh\n   ls\n\n   # a remark\n   ```\n10. tenth",
  "* * *",
  "+ \n+ a\n   + b",
  "```sh\nls\n\nnot a paragraph\n\n# no heading\n- no item\n```",
  "~~~\n```\n\n> no quote\n~~~",
  "    indented code\n\n    and more",
  "> a quote\n> - with an item\nthat goes on lazily\n\n> another",
  "<div>\n**no** Markdown\n</div>",
  "<!-- a remark\n\n# over\n\n- lines -->",
  "<pre>\na\n\nb\n</pre>",
  "| a | b |\n| --- | --- |\n| 1 | 2 |\nlast row",
  "[^1]: a footnote\n\n    goes on\n\n[word]: https://example.com\n'a title\nin lines'",
];
const documents = fc
  .array(fc.tuple(fc.constantFrom(...parts), fc.constantFrom("\n", "\n\n", "\n\n\n")), {
    minLength: 80,
    maxLength: 140,
  })
  .map((chosen) => chosen.flat().join(""));

describe("a document in pieces", () => {
  test("has the blocks of the whole", () => {
    const isSame = (text: string) => {
      expect(read(text)).toEqual(whole(text));
    };
    fc.assert(fc.property(documents, isSame), cases(8));
  });

  test.each(["\r\n", "\r"])("has them with %j at the end of a line", (ending) => {
    const isSame = (lines: string) => {
      const text = lines.replaceAll("\n", ending);
      expect(read(text)).toEqual(whole(text));
    };
    fc.assert(fc.property(documents, isSame), cases(3));
  });

  test.each([
    ["items", "- item\n"],
    ["items with blank lines", " 7. item\n\n    its text\n\n"],
    ["fences with blank lines", "```\na\n\nb\n\nc\n```\n"],
  ])("of %s alone has them", (_name, unit) => {
    const text = unit.repeat(1000);
    expect(read(text)).toEqual(whole(text));
  });
});

interface Block {
  readonly type: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly line: number | undefined;
  readonly children: readonly Block[];
}

function read(text: string): Block[] {
  const markdown = readMarkdown(text);
  if ("rule" in markdown) throw new Error(markdown.message);
  return markdown.root.children.map(blockOf);
}

function whole(text: string): Block[] {
  const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };
  return fromMarkdown(text, options).children.map(blockOf);
}

/** Without what stands within its lines. */
function blockOf(node: Nodes): Block {
  const { type, position } = node;
  const hasText = type === "paragraph" || type === "heading" || type === "tableCell";
  return {
    type,
    from: position?.start.offset,
    to: position?.end.offset,
    line: position?.start.line,
    children: "children" in node && !hasText ? node.children.map(blockOf) : [],
  };
}
