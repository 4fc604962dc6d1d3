/** Code blocks as CommonMark has them: the steps hold what its reference tree holds, whatever stands around. */
import type { Code, Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { readInfo } from "../../src/parser/info-string.ts";
import { readMarkdown } from "../../src/parser/markdown.ts";
import { outlineOf } from "../../src/parser/outline.ts";
import { sourceText } from "../../src/parser/source-text.ts";

/** Cases that the specification tells apart, each in its shortest form. */
const cases: Record<string, string> = {
  backticks: "```\n<\n >\n```",
  tildes: "~~~\n<\n >\n~~~",
  "two backticks": "``\nfoo\n``",
  "tildes inside backticks": "```\naaa\n~~~\n```",
  "backticks inside tildes": "~~~\naaa\n```\n~~~",
  "a shorter fence inside": "````\naaa\n```\n``````",
  "a shorter fence of tildes inside": "~~~~\naaa\n~~~\n~~~~",
  "no end": "```",
  "no end, with code": "`````\n\n```\naaa",
  "the end of a quote": "> ```\n> aaa\n\nbbb",
  "blank lines": "```\n\n  \n```",
  nothing: "```\n```",
  "one column of indentation": " ```\n aaa\naaa\n```",
  "two columns": "  ```\naaa\n  aaa\naaa\n  ```",
  "three columns": "   ```\n   aaa\n    aaa\n  aaa\n   ```",
  "four columns, which are code": "    ```\n    aaa\n    ```",
  "an indented end": "```\naaa\n  ```",
  "an end that is indented more": "   ```\naaa\n  ```",
  "an end that is indented too far": "```\naaa\n    ```",
  "a fence with a space in it": "``` ```\naaa",
  "an end with a space in it": "~~~~~~\naaa\n~~~ ~~",
  "paragraphs around": "foo\n```\nbar\n```\nbaz",
  "headings around": "foo\n---\n~~~\nbar\n~~~\n# baz",
  "a language": "```ruby\ndef foo(x)\n  return 3\nend\n```",
  "a language and more": "~~~~    ruby startline=3 $%@#$\ndef foo(x)\nend\n~~~~~~~",
  "a language of one sign": "````;\n````",
  "a backtick in the language": "``` aa ```\nfoo",
  "backticks in the language of tildes": "~~~ aa ``` ~~~\nfoo\n~~~",
  "an end with a language": "```\n``` aaa\n```",
  "an item": "1.  A paragraph\n\n        indented\n\n    > quote\n\n    ```sh\n    ls\n    ```",
  "an item right away": "- ```sh\n  ls\n  ```",
  "an item that ends it": "- ```sh\n  ls\n\n# After\n",
  "an item in an item": "- foo\n  - bar\n    - baz\n\n      ```\n      ls\n      ```",
  "an item in one line": "- - 1. ```\n       ls\n       ```",
  "an item with blank lines": "- foo\n\n  ```\n  bar\n\n\n  baz\n  ```\n",
  "an ordered item": "123456789. ok\n\n           ```\n           ls\n           ```",
  "too long a number": "1234567890. not ok\n\n```\nls\n```",
  "an item that begins with a blank line": "-\n  ```\n  bar\n  ```",
  "not indented enough": "- foo\n\n ```\n bar\n ```",
  "a list that it breaks": "1. a\n\n```\nls\n```\n\n2. b",
  "a quote in an item": "* a\n  > b\n  > ```\n  > c\n  > ```\n  * d",
  "an item in a quote": "> 1. > Blockquote\n>    > ```\n>    > ls\n>    > ```",
  "a tab": "-\t```\n\tls\n\t```",
  "a tab in the code": "```\n\tls\n\t\tls\n```",
  "another line end": "```sh\r\nls\r\nls\r\n```\r\n",
  "HTML before a blank line": "<div>\n\n```\nls\n```\n\n</div>",
  "HTML without one": "<div>\n```\nls\n```\n</div>",
  "a comment": "<!--\n```\nls\n```\n-->",
};

describe("a code block with", () => {
  test.each(Object.entries(cases))("%s", (_name, text) => {
    expect(blocksOf(text)).toEqual(blocksOfTree(text));
  });
});

test("is the same in a document that is read in pieces", () => {
  const filler = "\n\nSome words in a paragraph.\n\n# A heading\n\n".repeat(20);
  const texts = Object.entries(cases).flatMap(([name, text]) =>
    // What stays open takes all that follows.
    name.startsWith("no end") || name === "a fence with a space in it" ? [] : [filler, text],
  );
  const text = [...texts, filler, ...texts].join("\n\n");
  expect(text.length).toBeGreaterThan(80_000);
  expect(blocksOf(text)).toEqual(blocksOfTree(text));
  const open = `${filler.repeat(20)}\`\`\`sh\n# a\n\nb\n${filler.repeat(40)}\n\`\`\`\n\n${filler}`;
  expect(blocksOf(open)).toEqual(blocksOfTree(open));
  const comment = `${filler.repeat(20)}<!--\n\`\`\`\n${filler.repeat(40)}\n-->\n\n${filler}\`\`\`\na\n\`\`\``;
  expect(blocksOf(comment)).toEqual(blocksOfTree(comment));
});

/** Language, code and first line of each. */
type Found = readonly [language: string, code: string, line: number | undefined];

function blocksOf(text: string): Found[] {
  const source = sourceText(text);
  const markdown = readMarkdown(text);
  if ("rule" in markdown) throw new Error(markdown.message);
  return outlineOf(markdown, source).blocks.flatMap((block): Found[] => {
    if (block.kind !== "fence") return [];
    const line = source.lineStarts.findLastIndex((start) => start <= block.span.start) + 1;
    return [[readInfo(text, block.info).language, block.code, line]];
  });
}

function blocksOfTree(text: string): Found[] {
  const found: Code[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === "code" && /^[`~]/.test(text.slice(node.position?.start.offset)))
      found.push(node);
    if ("children" in node) node.children.forEach(visit);
  };
  visit(fromMarkdown(text));
  return found.map(({ lang, value, position }) => [
    lang ?? "",
    value.replaceAll("\r\n", "\n"),
    position?.start.line,
  ]);
}
