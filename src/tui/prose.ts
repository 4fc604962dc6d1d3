/** Markdown for reading in a terminal: what it says, without the marks that say it. */
import type {
  BlockContent,
  DefinitionContent,
  ListItem,
  PhrasingContent,
  Root,
  RootContent,
} from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { readMarkdown } from "../parser/markdown.ts";
import { legible, legibleLines } from "./legible.ts";
import { blank, type Line, line, type Span, span, type Tone } from "./line.ts";
import type { Signs } from "./signs.ts";
import { wrap } from "./wrap.ts";

interface Page {
  readonly width: number;
  readonly signs: Signs;
}

/** Lines of at most `width` columns, with blank lines between the paragraphs. */
export function prose(markdown: string, width: number, signs: Signs): Line[] {
  if (markdown.trim() === "") return [];
  const key = `${width} ${signs.bar} ${markdown}`;
  const lines = known.get(key) ?? lay(markdown, { width, signs });
  known.delete(key);
  known.set(key, lines);
  const oldest = known.keys().next().value;
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  return lines;
}

/** Every frame asks for the same few texts again. */
const known = new Map<string, Line[]>();
const mostKnown = 8;

function lay(markdown: string, page: Page): Line[] {
  if (!isReadable(markdown)) {
    return legibleLines(markdown).flatMap((text) => wrap(line(text), page.width));
  }
  return blocks(parse(markdown).children, page);
}

/** Beyond this, in UTF-16 units, hostile text could keep the parser busy for longer than a frame. */
const longest = 6000;

function isReadable(markdown: string): boolean {
  return markdown.length <= longest && readMarkdown(markdown) !== null;
}

function parse(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function blocks(nodes: readonly RootContent[], page: Page): Line[] {
  const parts = nodes.map((node) => block(node, page)).filter((lines) => lines.length > 0);
  return parts.flatMap((lines, index) => (index === 0 ? lines : [blank, ...lines]));
}

function block(node: RootContent, page: Page): Line[] {
  const { width, signs } = page;
  switch (node.type) {
    case "paragraph":
      return paragraph(phrases(node.children, "plain"), width);
    case "heading":
      return paragraph(phrases(node.children, "strong"), width);
    case "blockquote":
      return behind(span(`${signs.bar} `, "quiet"), node.children, page);
    case "list":
      return node.children.flatMap((item, index) => {
        const number = node.ordered ? `${(node.start ?? 1) + index}.` : signs.bullet;
        return listItem(item, number, page);
      });
    case "code":
      return legibleLines(node.value).flatMap((text) =>
        wrap(line(text, "code"), width, [span("  ")], [span("    ")]),
      );
    case "table":
      return node.children.flatMap((row, index) => {
        const cells = row.children.map((cell) =>
          phrases(cell.children, index === 0 ? "strong" : "plain"),
        );
        return wrap(joined(cells, span(` ${signs.down} `, "quiet")), width, [], [span("  ")]);
      });
    case "thematicBreak":
      return [line(signs.across.repeat(Math.min(width, 8)), "quiet")];
    case "definition":
      return paragraph(
        [span(`[${legible(node.label ?? node.identifier)}] ${legible(node.url)}`, "quiet")],
        width,
      );
    case "html":
      return /^\s*<!--/.test(node.value)
        ? []
        : paragraph([span(legible(node.value), "quiet")], width);
    default:
      return [];
  }
}

function paragraph(spans: Line, width: number): Line[] {
  const lines: Line[] = [[]];
  for (const each of spans) {
    const [first = "", ...rest] = each.text.split("\n");
    lines.push([...(lines.pop() ?? []), span(first, each.tone)]);
    lines.push(...rest.map((text) => [span(text, each.tone)]));
  }
  return lines.flatMap((each) => wrap(each, width));
}

function behind(
  prefix: Span,
  nodes: readonly (BlockContent | DefinitionContent)[],
  page: Page,
): Line[] {
  const inner = blocks(nodes, { ...page, width: page.width - prefix.text.length });
  return inner.map((each) => [prefix, ...each]);
}

function listItem(item: ListItem, mark: string, page: Page): Line[] {
  const box = item.checked == null ? "" : item.checked ? "[x] " : "[ ] ";
  const indent = mark.length + 1;
  const inner = item.children.flatMap((child) =>
    block(child, { ...page, width: page.width - indent }),
  );
  const lines = inner.length > 0 ? inner : [blank];
  return lines.map((each, index) =>
    index === 0
      ? [span(`${mark} `, "quiet"), span(box), ...each]
      : [span(" ".repeat(indent)), ...each],
  );
}

function phrases(nodes: readonly (PhrasingContent | RootContent)[], tone: Tone): Span[] {
  return nodes.flatMap((node) => phrase(node, tone));
}

function phrase(node: PhrasingContent | RootContent, tone: Tone): Span[] {
  switch (node.type) {
    case "text":
      return [span(legible(node.value), tone)];
    case "inlineCode":
      return [span(legible(node.value), "code")];
    case "strong":
      return phrases(node.children, "strong");
    case "emphasis":
      return phrases(node.children, "emphasis");
    case "delete":
      return [
        span("(struck out: ", "quiet"),
        ...phrases(node.children, "quiet"),
        span(")", "quiet"),
      ];
    case "break":
      return [span("\n", tone)];
    case "link":
      return withAddress(phrases(node.children, "accent"), legible(node.url));
    case "image":
      return [span(`(picture: ${legible(node.alt || node.url)})`, "quiet")];
    case "html":
      if (/^<br\s*\/?>$/i.test(node.value)) return [span("\n")];
      return /^<!--/.test(node.value) ? [] : [span(legible(node.value), "quiet")];
    case "footnoteReference":
      return [span(`[${legible(node.label ?? node.identifier)}]`, "quiet")];
    default:
      return "children" in node ? phrases(node.children as PhrasingContent[], tone) : [];
  }
}

/** The address stands beside the words, for a terminal cannot be trusted to open links. */
function withAddress(words: Span[], url: string): Span[] {
  const said = words.map(({ text }) => text).join("");
  return said === url ? words : [...words, span(` (${url})`, "quiet")];
}

function joined(parts: readonly Line[], between: Span): Line {
  return parts.flatMap((part, index) => (index === 0 ? part : [between, ...part]));
}
