/** What of a document's tree matters to steps, flat and in document order. */
import type { Code, Heading, Html, List, ListItem, Nodes, Paragraph } from "mdast";
import { alignLines, type ToSource, withLineFeeds } from "./aligned.ts";
import { type Comment, nextWaits, readComment, strayComment } from "./comment.ts";
import { error, type Finding, type Span, warning } from "./finding.ts";
import type { FrontmatterBlock } from "./frontmatter-block.ts";
import { executableLanguages, sessionLanguages } from "./info-string.ts";
import type { Markdown } from "./markdown.ts";
import { lineText, type SourceText, startOfLine } from "./source-text.ts";
import { isWithin } from "./spans.ts";

export type Block = HeadingBlock | FenceBlock | TaskBlock | ListBlock | CallBlock | StrayBlock;

export interface HeadingBlock {
  readonly kind: "heading";
  readonly depth: number;
  /** As written, with its inline markup. */
  readonly text: string;
  readonly span: Span;
}

interface Annotated {
  /** The step comment right above. */
  readonly comment: Comment | null;
  /** How many block quotes it stands in. */
  readonly quotes: number;
  readonly span: Span;
}

export interface FenceBlock extends Annotated {
  readonly kind: "fence";
  /** The rest of the opening line, after the fence characters. */
  readonly info: Span;
  readonly code: string;
  readonly toSource: ToSource;
  readonly closed: boolean;
}

export interface TaskBlock extends Annotated {
  readonly kind: "task";
  /** The task's own text, without the list marker and the box. */
  readonly span: Span;
}

/** A list of links: a choice where a comment says so or its words do, or documents that come first. */
export interface ListBlock extends Annotated {
  readonly kind: "list";
  /** From what it asks, or the comment, to its end. */
  readonly span: Span;
  /** The paragraph right above; null where there is none. */
  readonly asks: Span | null;
  readonly items: readonly LinkItem[];
}

export interface LinkItem {
  /** Its text, without the list marker. */
  readonly span: Span;
  /** Whether it is that text and nothing else. */
  readonly isPlain: boolean;
}

/** A comment that calls another runbook: no block stands below it. */
export interface CallBlock extends Annotated {
  readonly kind: "call";
  readonly comment: Comment;
}

/** What was meant for a step and belongs to none. */
interface StrayBlock {
  readonly kind: "stray";
  readonly span: Span;
  readonly finding: Finding;
}

export interface Outline {
  readonly blocks: readonly Block[];
  /** All of them, also those in quotes and lists, which begin no section. */
  readonly headings: readonly HeadingBlock[];
  readonly frontmatter: FrontmatterBlock | null;
  /** Blocks that are comments: no reader of the document sees them. */
  readonly comments: readonly Span[];
  /** Comments that are never closed, and so swallow the rest of the document. */
  readonly unclosedComments: readonly Span[];
}

interface Frame {
  readonly node: Nodes;
  readonly quotes: number;
  readonly isTop: boolean;
  /** What stands right before `node` in the same container, comments left out. */
  readonly before: Nodes | null;
  /** The step comment above `node`. */
  readonly comment: Comment | null;
  /** The step comment that `node` is. */
  readonly own: Comment | null;
  /** No block that could be a step follows `own`. */
  readonly isStray: boolean;
}

export function outlineOf({ root, fences, frontmatter }: Markdown, source: SourceText): Outline {
  const blocks: Block[] = [];
  const headings: HeadingBlock[] = [];
  const verbatim: Span[] = frontmatter ? [{ start: 0, end: frontmatter.bodyStart }] : [];
  const indented: Span[] = [];
  const comments: Span[] = [];
  const unclosedComments: Span[] = [];
  const nextFence = new Map(fences.map((offset, index) => [offset, fences[index + 1]]));
  const frames: Frame[] = [
    { node: root, quotes: 0, isTop: false, before: null, comment: null, own: null, isStray: false },
  ];
  for (let frame = frames.pop(); frame; frame = frames.pop()) {
    const { node } = frame;
    const span = spanOf(node);
    if (node.type === "html") {
      if (/^<!--.*-->\s*$/s.test(node.value)) comments.push(span);
      if (/^\s*<!--/.test(node.value) && !node.value.includes("-->")) unclosedComments.push(span);
      if (frame.own) verbatim.push(span);
      for (const lost of fencesInHtml(node.value, span)) blocks.push(lost);
      if (frame.isStray && node.value.includes("-->")) {
        const { own, quotes } = frame;
        if (own?.isCall) blocks.push({ kind: "call", comment: own, quotes, span });
        else blocks.push(strayBlock(strayComment(span, own?.word), span));
      }
    }
    if (node.type === "heading") {
      const block = heading(node, source);
      headings.push(block);
      if (frame.isTop) blocks.push(block);
    }
    if (node.type === "list") {
      const block = list(node, frame, source);
      if (block) blocks.push(block);
    }
    if (node.type === "code") {
      const block = fence(node, frame, source, nextFence);
      (block ? verbatim : indented).push(span);
      if (block) blocks.push(block);
    }
    if (node.type === "listItem" && isTask(node)) {
      const { comment, quotes } = frame;
      blocks.push({ kind: "task", comment, quotes, span: taskSpan(node) });
    }
    if (!("children" in node)) continue;
    // One by one: a call takes no more arguments than fit on the stack.
    for (const below of framesBelow(node.children, frame, source).reverse()) frames.push(below);
  }
  const hidden = hiddenInText(source, { verbatim: [...verbatim, ...comments], indented });
  const all = [...blocks, ...hidden].sort((a, b) => a.span.start - b.span.start);
  return { blocks: all, headings, frontmatter, comments, unclosedComments };
}

/** Gives each step comment to the step below it, or marks it as stray. */
function framesBelow(children: readonly Nodes[], above: Frame, source: SourceText): Frame[] {
  const quotes = above.quotes + (above.node.type === "blockquote" ? 1 : 0);
  const isTop = above.node.type === "root";
  const frames: Frame[] = [];
  // The comment above a list of tasks belongs to its first item.
  let pending = above.node.type === "list" && above.comment?.word === "step" ? above.comment : null;
  let before: Nodes | null = null;
  for (const node of children) {
    const own = node.type === "html" ? readComment(node, source) : null;
    const isRemark = node.type === "html" && own === null && /^<!--/.test(node.value);
    const isTaken = pending !== null && (node.type === "listItem" || takes(node, pending));
    const comment = isTaken ? pending : null;
    const isLost = comment === null && !isRemark;
    if (pending !== null && isLost) markStray(frames, pending);
    frames.push({ node, quotes, isTop, before, comment, own, isStray: false });
    if (!isRemark) pending = own;
    // The text of a task is a step of its own, and asks for nothing below it.
    if (own === null && !isRemark) before = isTaskText(above.node) ? null : node;
  }
  if (pending !== null) markStray(frames, pending);
  return frames;
}

function markStray(frames: Frame[], comment: Comment): void {
  const at = frames.findLastIndex(({ own }) => own === comment);
  const frame = frames[at];
  if (frame) frames[at] = { ...frame, isStray: true };
}

function takes(node: Nodes, { word }: Comment): boolean {
  if (word === "choice") return node.type === "list";
  if (node.type === "list") return node.children[0] !== undefined && isTask(node.children[0]);
  return node.type === "code";
}

function isTaskText(above: Nodes): boolean {
  return above.type === "listItem" && isTask(above);
}

function isTask(item: ListItem): boolean {
  return typeof item.checked === "boolean";
}

/** Null where no comment says that it is a choice, and its items hold no links that could matter. */
function list(
  node: List,
  { comment, quotes, before }: Frame,
  source: SourceText,
): ListBlock | null {
  const own = comment?.word === "choice" ? comment : null;
  const items = node.children.map((item) => linkItem(item));
  const isOfLinks = items.length > 1 && items.every((item) => holds(placeLink, item, source));
  const hasDocument = items.some((item) => holds(documentLink, item, source));
  if (own === null && !isOfLinks && !hasDocument) return null;
  const asks = before?.type === "paragraph" ? spanOf(before) : null;
  const { start, end } = spanOf(node);
  return {
    kind: "list",
    comment: own,
    quotes,
    span: { start: asks?.start ?? own?.span.start ?? start, end },
    asks,
    items,
  };
}

function linkItem(item: ListItem): LinkItem {
  const [text, ...more] = item.children;
  const isPlain = text?.type === "paragraph" && more.length === 0 && !isTask(item);
  return { span: text?.type === "paragraph" ? spanOf(text) : spanOf(item), isPlain };
}

function holds(link: RegExp, { isPlain, span }: LinkItem, { text }: SourceText): boolean {
  return isPlain && link.test(text.slice(span.start, span.end));
}

const placeLink = /\]\(<?#/;
const documentLink = /\]\([^()\s]{1,300}\.(?:md|markdown)\b/i;

function heading(node: Heading, source: SourceText): HeadingBlock {
  const first = node.children[0];
  const last = node.children.at(-1);
  const text = first && last ? source.text.slice(spanOf(first).start, spanOf(last).end).trim() : "";
  return { kind: "heading", depth: node.depth, text, span: spanOf(node) };
}

function fence(
  node: Code,
  { comment, quotes }: Frame,
  source: SourceText,
  nextFence: ReadonlyMap<number, number | undefined>,
): FenceBlock | null {
  const span = spanOf(node);
  const line = node.position?.start.line ?? 1;
  const marker = /^(?:`{3,}|~{3,})/.exec(source.text.slice(span.start, span.end))?.[0];
  // Without a marker it is code by indentation, which has no language.
  if (marker === undefined) return null;
  const infoEnd = startOfLine(source, line) + lineText(source, line).length;
  const close = nextFence.get(span.start);
  const code = withLineFeeds(node.value);
  return {
    kind: "fence",
    comment,
    quotes,
    span,
    info: { start: span.start + marker.length, end: infoEnd },
    code,
    toSource: alignLines(source, code, line + 1),
    closed: close !== undefined && close < span.end,
  };
}

/** The paragraphs and other plain blocks at the beginning of an item, up to a list or a code block. */
function taskSpan(item: ListItem): Span {
  const ends = item.children.findIndex(({ type }) => type !== "paragraph");
  const own = ends < 0 ? item.children : item.children.slice(0, ends);
  const { start, end } = spanOf(item);
  const [first] = own as Paragraph[];
  const last = own.at(-1);
  return first && last
    ? { start: spanOf(first).start, end: spanOf(last).end }
    : { start: Math.min(start, end), end };
}

/** Without a blank line before it, what stands below an HTML tag is HTML, and a fence no code block. */
function fencesInHtml(html: string, { start }: Span): StrayBlock[] {
  if (/^\s*<(?:!|\?|pre\b|script\b|style\b|textarea\b)/i.test(html)) return [];
  return [...html.matchAll(plainFence)].map(({ index, 0: line }) => {
    const at = start + index + line.search(/[`~]/);
    const span = { start: at, end: at + line.trim().length };
    const message = "this block stands in HTML, so it is no code and no step";
    const hint = "put a blank line between the tag and the block";
    return strayBlock(warning("fence-in-html", span, message, hint), span);
  });
}

const plainFence = new RegExp(
  `^[ \\t>]*(?:\`{3,}|~{3,})[ \\t]*(?:${[...executableLanguages, ...sessionLanguages].join("|")})[ \\t]*$`,
  "gim",
);

function strayBlock(finding: Finding, span: Span): StrayBlock {
  return { kind: "stray", span, finding };
}

/** Step comments inside other HTML or running text, and annotated fences that open no code block. */
function hiddenInText({ text }: SourceText, { verbatim, indented }: Hidden): StrayBlock[] {
  const find = (pattern: RegExp, spans: readonly Span[], toFinding: (span: Span) => Finding) => {
    const known = [...spans].sort((a, b) => a.start - b.start);
    return [...text.matchAll(pattern)].flatMap(({ index, 0: found }) => {
      const start = index + found.search(/[`~<]/);
      if (isWithin(known, start)) return [];
      const span = { start, end: index + found.trimEnd().length };
      return [strayBlock(toFinding(span), span)];
    });
  };
  return [
    ...find(commentInText, [...verbatim, ...indented], strayComment),
    ...find(fenceInText, verbatim, noFence),
  ];
}

interface Hidden {
  /** Frontmatter, fenced code and comments: what stands in there is meant as it is. */
  readonly verbatim: readonly Span[];
  /** Code by indentation. */
  readonly indented: readonly Span[];
}

const commentInText = /<!--+[ \t]*(?:step|choice)[ \t]*(?=\r\n|\n|\r)/gi;
const fenceInText =
  /^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:bash|sh|shell)[ \t]*\{[ \t]*(?:#|[A-Za-z]+[ \t]*[=}]).*/gim;

function noFence(span: Span): Finding {
  return error("bad-attributes", span, "this line opens no code block where it stands", {
    expected:
      "no backtick after the language, no HTML right above, no deeper indentation than its list",
    hint: nextWaits,
  });
}

function spanOf(node: Nodes | Html): Span {
  const { position } = node;
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}
