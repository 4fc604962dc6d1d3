/** The relative links of a document, found in its running text. */
import type { Span } from "../finding.ts";
import type { Facts } from "./rule.ts";

export interface Link {
  /** As written: `#anchor`, or a path with or without one. */
  readonly target: string;
  readonly span: Span;
}

/** Addresses with a scheme and paths from the root of a site are left out, and so is what a template fills. */
export function linksOf({ passages, source }: Pick<Facts, "passages" | "source">): Link[] {
  const inText = passages.flatMap((passage) => {
    return [...passage.plain.matchAll(inline)].map((match) => linkAt(match, passage.span.start));
  });
  const defined = [...source.text.matchAll(definition)].map((match) => linkAt(match, 0));
  return [...inText, ...defined].filter(({ target }) => isRelative(target));
}

const inline = /\]\((?:<([^<>\n]{1,500})>|([^\s()<>]{1,500}))(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\)/dg;
const definition = /^ {0,3}\[[^\]^\n]{1,200}\]:[ \t]*(?:<([^<>\n]{1,500})>|([^\s<>]{1,500}))/dgm;

function linkAt(match: RegExpExecArray, offset: number): Link {
  const [start, end] = match.indices?.[1] ?? match.indices?.[2] ?? [0, 0];
  return {
    target: match[1] ?? match[2] ?? "",
    span: { start: offset + start, end: offset + end },
  };
}

function isRelative(target: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|\/)|[{}$<>]/i.test(target);
}
