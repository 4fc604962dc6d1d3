/** Cuts a long document where Markdown starts anew, so that reading it takes time in line with its length. */
import type { Html, Nodes, Root } from "mdast";

export interface Cut {
  readonly at: number;
  /** Whether a new block begins here for sure, unless code or HTML is open: else the last one may go on. */
  readonly isSafe: boolean;
}

/** Where a piece of about `length` from `start` may end: rather below a blank line than within a block. */
export function nextCut(text: string, start: number, length: number): Cut {
  const least = start + length;
  if (least >= text.length) return { at: text.length, isSafe: true };
  beforeBlock.lastIndex = least;
  const found = beforeBlock.exec(text.slice(0, least + length));
  if (found) return { at: found.index + found[0].length, isSafe: true };
  lineEnd.lastIndex = least;
  const end = lineEnd.exec(text);
  return end ? { at: end.index + end[0].length, isSafe: false } : { at: text.length, isSafe: true };
}

/** Below a blank line, these begin a block at the top whatever stands above. */
const beforeBlock = /(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r(?!\n))(?=[#A-Za-z`~<>|])/g;
const lineEnd = /\r\n|\n|\r/g;

/** Whether the last block of `root` would go on over blank lines, because its end is not in it. */
export function isOpen(root: Root, fences: readonly number[]): boolean {
  const last = root.children.at(-1);
  if (last?.type === "html") return isOpenHtml(last);
  if (last?.type !== "code") return false;
  return fences.filter((fence) => fence >= startOf(last)).length === 1;
}

function isOpenHtml({ value }: Html): boolean {
  const start = value.trimStart();
  return goesOn.some(([opening, closing]) => opening.test(start) && !closing.test(start.slice(2)));
}

const goesOn: readonly (readonly [opening: RegExp, closing: RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![A-Za-z]/, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
];

/** From where to read on, once the end of a piece was taken off. */
export interface Rest {
  readonly from: number;
  /** Whether the list goes on there that is all of the piece. */
  readonly isSameList: boolean;
}

/**
 * Takes the last block off `root`, which was read from `text` and may go on behind it; or, where `root`
 * begins with a long list, the list's last item. What is left is whole: a block is over when the next one
 * begins. Null when nothing would be left.
 */
export function withoutLast(root: Root, text: string): Rest | null {
  const block = takeLast(root, text);
  if (block !== null) return { from: block, isSameList: false };
  const [first] = root.children;
  const item = first?.type === "list" ? takeLast(first, text) : null;
  if (item === null) return null;
  root.children.length = 1;
  return { from: item, isSameList: true };
}

function takeLast({ children }: { readonly children: Nodes[] }, text: string): number | null {
  for (let last = children.length - 1; last > 0; last--) {
    const start = startOf(children[last]);
    const line = text.slice(0, start).search(/ {0,3}$/);
    // A definition may go on in a next line that looks like text until the line after is known.
    if (children[last - 1]?.type === "definition" || !beginsAnew(text, line)) continue;
    children.length = last;
    return line;
  }
  return null;
}

/** Not where it is indented as code, nor at `===` and `!!!`: these may belong to what stands around them. */
function beginsAnew(text: string, line: number): boolean {
  const before = text[line - 1];
  return (before === "\n" || before === "\r") && /^ *[^\s=!?]/.test(text.slice(line, line + 4));
}

function startOf(node: Nodes | undefined): number {
  return node?.position?.start.offset ?? 0;
}
