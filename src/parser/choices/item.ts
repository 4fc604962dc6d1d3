/** What an item of a list says as an option of a choice: its words, and the link in it. */
import type { Span } from "../finding.ts";
import { plainText, shorten } from "../naming.ts";
import type { LinkItem } from "../outline.ts";
import { withoutCode } from "../rules/passages.ts";

export interface Item {
  /** In one line, without markup. */
  readonly label: string;
  readonly span: Span;
  /** Nothing but its text stands in it. */
  readonly isPlain: boolean;
  /** The first link to a place in the document; null where there is none. */
  readonly link: Link | null;
  /** Whether it is the only link, to whatever place. */
  readonly isAlone: boolean;
  /** What stands around that link, as written. */
  readonly before: string;
  readonly after: string;
}

interface Link {
  /** Without its `#`, as the document writes it. */
  readonly anchor: string;
  readonly span: Span;
}

export function readItem({ span, isPlain }: LinkItem, source: string): Item {
  const text = source.slice(span.start, Math.min(span.end, span.start + longest));
  const visible = withoutCode(text);
  const links = [...visible.matchAll(anyLink)];
  const own = links.find(([, , target = ""]) => target.startsWith("#"));
  const start = own?.index ?? text.length;
  const end = start + (own?.[0].length ?? 0);
  const at = span.start + start + (own?.[0].lastIndexOf("#") ?? 0);
  const anchor = own?.[2]?.slice(1) ?? "";
  return {
    label: shorten(plainText(text), longestLabel) || "…",
    span,
    isPlain: isPlain && span.end - span.start <= longest,
    link: own ? { anchor, span: { start: at, end: at + 1 + anchor.length } } : null,
    isAlone: links.length === 1,
    before: text.slice(0, start),
    after: text.slice(end),
  };
}

/** UTF-16 units: what is longer is no option that a person could take in. */
const longest = 1000;

/** Characters. */
const longestLabel = 160;

/** Text and target. Pictures and links by reference are none, and so is what holds further brackets. */
const anyLink =
  /(?<!!)\[([^[\]]{1,300})\]\(\s*<?([^\s<>()]{1,300})>?(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)/g;
