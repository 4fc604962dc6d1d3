/** A link to a heading, or to a file, that is not there. */
import type { Span } from "../finding.ts";
import { anchorsOf } from "./anchors.ts";
import { type Link, linksOf } from "./links.ts";
import type { Complaint, Facts } from "./rule.ts";

export function danglingLink(facts: Facts): Complaint[] {
  const links = linksOf(facts);
  const toHeadings = danglingAnchors(facts, links).map(({ span, written, near }): Complaint => {
    const message = `no heading here has the anchor \`#${written}\``;
    return { span, message, ...(near !== null && { expected: `\`#${near}\`` }) };
  });
  return [...toHeadings, ...danglingFiles(facts, links)];
}

interface DanglingAnchor {
  readonly span: Span;
  readonly written: string;
  /** The anchor that differs in upper and lower case only. */
  readonly near: string | null;
}

export function danglingAnchors(facts: Facts, links: readonly Link[]): DanglingAnchor[] {
  const toAnchors = links.filter(({ target }) => target.startsWith("#"));
  if (toAnchors.length === 0) return [];
  // A choice may lead to a step, which is no place that a forge knows.
  const chosen = facts.runbook.steps.flatMap((step) =>
    step.kind === "choice" ? step.options.flatMap(({ leads }) => leads) : [],
  );
  const anchors = anchorsOf(facts).union(new Set(chosen));
  return toAnchors.flatMap(({ target, span }) => {
    const written = target.slice(1);
    const anchor = decoded(written);
    if (anchor === "" || anchor === "top" || anchors.has(anchor)) return [];
    const lower = anchor.toLowerCase();
    return [{ span, written, near: anchors.has(lower) ? lower : null }];
  });
}

function danglingFiles({ leadsSomewhere }: Facts, links: readonly Link[]): Complaint[] {
  if (!leadsSomewhere) return [];
  return links.flatMap(({ target, span }) => {
    const path = decoded(target.replace(/[?#].*$/s, ""));
    if (path === "" || leadsSomewhere(path)) return [];
    return [{ span, message: `there is no \`${path}\`, seen from this document` }];
  });
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign stands for itself.
    return text;
  }
}
