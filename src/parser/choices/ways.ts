/** Where the options of a choice lead: the links of a list, followed to headings and to steps. */
import type { Draft } from "../draft.ts";
import { error, type Finding, type Span, suggestion } from "../finding.ts";
import { plainText } from "../naming.ts";
import { nearest } from "../nearest.ts";
import type { HeadingBlock, ListBlock } from "../outline.ts";
import { phaseOf } from "../phases.ts";
import { headingAnchors } from "../rules/anchors.ts";
import { decoded } from "../rules/dangling-link.ts";
import { lineOf, type SourceText } from "../source-text.ts";
import { type Item, readItem } from "./item.ts";

/** One option, as far as the document alone can say. */
export interface Way {
  readonly label: string;
  readonly span: Span;
  /** The ids of the steps at its end, in document order. */
  readonly steps: readonly string[];
  /** Offset of the heading or the step that it leads to. */
  readonly at: number;
  /** Whether that place is one where a result is checked. */
  readonly isCheck: boolean;
}

/** What links can lead to. */
export interface Places {
  readonly source: SourceText;
  readonly headings: readonly HeadingBlock[];
  /** Index of a heading by its anchor. */
  readonly anchors: ReadonlyMap<string, number>;
  /** With their ids given, in document order. */
  readonly drafts: readonly Draft[];
  /** Which drafts stand below a heading, by its offset: the first, and the one after the last. */
  readonly below: ReadonlyMap<number, readonly [first: number, end: number]>;
}

/** `above` holds the headings above each draft. */
export function sectionsOf(above: readonly (readonly Span[])[]): Places["below"] {
  const below = new Map<number, readonly [number, number]>();
  for (const [index, headings] of above.entries()) {
    for (const { start } of headings) below.set(start, [below.get(start)?.[0] ?? index, index + 1]);
  }
  return below;
}

export function anchorsIn(headings: readonly HeadingBlock[]): ReadonlyMap<string, number> {
  return headingAnchors(headings.map(({ text }) => text));
}

/** The ways of the choice `id` that `block` is, and what keeps it from being one. */
export function waysOf(
  { items: written, span }: ListBlock,
  id: string,
  places: Places,
): { readonly ways: readonly Way[]; readonly findings: readonly Finding[] } {
  const items = written.slice(0, mostOptions + 1).map((item) => readItem(item, places.source.text));
  const findings = wrongNumber(items.length, items[0]?.span ?? span);
  const ways: Way[] = [];
  for (const item of items) {
    const way = wayOf(item, span, places);
    const problem = problemOf(item, way, { id, span, ways, places });
    if (problem) findings.push(problem);
    ways.push(
      way && !problem
        ? way
        : { label: item.label, span: item.span, steps: [], at: span.end, isCheck: false },
    );
  }
  return { ways, findings };
}

/** The heading counts before a step of the same name: that is where a forge would go. */
function wayOf({ link, label }: Item, list: Span, places: Places): Way | null {
  if (!link) return null;
  const anchor = decoded(link.anchor);
  const { span } = link;
  const heading = places.headings[places.anchors.get(anchor) ?? -1];
  if (heading) return { label, span, ...section(heading, list, places) };
  const draft = places.drafts.find(({ step }) => step.id === anchor);
  if (!draft) return null;
  const isCheck = phaseOf(draft.step.headings) === "verify";
  return { label, span, steps: [draft.step.id], at: draft.span.start, isCheck };
}

/** All steps below the heading; those above the list come before the choice, and are no part of it. */
function section(
  heading: HeadingBlock,
  list: Span,
  { drafts, below: sections }: Places,
): Pick<Way, "steps" | "at" | "isCheck"> {
  const { start } = heading.span;
  const below = drafts
    .slice(...(sections.get(start) ?? [0, 0]))
    .filter(({ span }) => span.start >= list.end);
  const trail = below[0]?.step.headings ?? [];
  const depth = trail.indexOf(plainText(heading.text)) + 1;
  const isCheck =
    phaseOf(depth > 0 ? trail.slice(0, depth) : [plainText(heading.text)]) === "verify";
  return { steps: below.map(({ step }) => step.id), at: start, isCheck };
}

interface Around {
  readonly id: string;
  readonly span: Span;
  /** Those of the items before. */
  readonly ways: readonly Way[];
  readonly places: Places;
}

function problemOf(item: Item, way: Way | null, around: Around): Finding | null {
  const { id, span, ways, places } = around;
  const problem = (message: string, hint: string, at = item.link?.span ?? item.span) =>
    error("bad-choice", at, message, { hint });
  if (!item.isPlain) {
    const message = "this option holds more than one short paragraph";
    return problem(message, "put what belongs to it under the heading that it leads to", item.span);
  }
  if (!item.link) {
    const message = "this option has no link to a heading or a step";
    return problem(message, "write one, such as `[restart it](#restart-it)`");
  }
  if (!way) {
    const known = [...places.anchors.keys(), ...places.drafts.map(({ step }) => step.id)];
    const near = nearest(decoded(item.link.anchor), known);
    const hint = suggestion(near === null ? null : `#${near}`);
    const message = `no heading and no step is called \`#${item.link.anchor}\``;
    return problem(message, hint ?? "link to a heading or a step of this document");
  }
  if (way.steps.includes(id)) return problem("this option leads to the choice itself", leadOn);
  if (way.at < span.end) {
    const line = lineOf(places.source, way.at);
    return problem(`this option leads back, to line ${line}`, leadOn);
  }
  const same = ways.findIndex((other) => other.at === way.at);
  if (same < 0) return null;
  const message = `this option leads where option ${same + 1} leads`;
  return problem(message, "take one of them out, or let it lead elsewhere");
}

const leadOn = "an option leads on, to what stands further below";

function wrongNumber(count: number, span: Span): Finding[] {
  if (count < 2) {
    const message = "a choice with less than two options is none";
    return [error("bad-choice", span, message, { hint: "add an option, or take the comment out" })];
  }
  if (count <= mostOptions) return [];
  const message = `a choice with more than ${mostOptions} options is more than a person can take in`;
  return [error("bad-choice", span, message, { hint: "ask in two steps" })];
}

const mostOptions = 50;
