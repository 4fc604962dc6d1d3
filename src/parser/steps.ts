/** Makes a step of every executable fence, task, choice and call, with what its annotation says. */
import type { Prerequisite } from "../model/runbook.ts";
import { isKey } from "./annotation.ts";
import { prerequisitesIn } from "./calls/prerequisites.ts";
import { withoutMereLists } from "./choices/infer.ts";
import { anchorsIn, type Places, sectionsOf, waysOf } from "./choices/ways.ts";
import { nextWaits, strayComment } from "./comment.ts";
import { fromInnovationEngine } from "./dialects/innovation-engine.ts";
import { type Draft, withFindings } from "./draft.ts";
import { error, type Finding } from "./finding.ts";
import type { Frontmatter } from "./frontmatter.ts";
import { withIds } from "./ids.ts";
import { executableLanguages, readInfo } from "./info-string.ts";
import type { Block, ListBlock, Outline } from "./outline.ts";
import { withShown } from "./shown-block.ts";
import { lineOf, type SourceText } from "./source-text.ts";
import { noPrompt, readCode } from "./step-code.ts";
import {
  callDraft,
  choiceDraft,
  codeDraft,
  taskDraft,
  unclosed,
  type Walk,
} from "./step-drafts.ts";
import { proseAround, type StepPlace } from "./step-prose.ts";

export interface Steps {
  readonly drafts: readonly Draft[];
  readonly prerequisites: readonly Prerequisite[];
  /** What no step carries. */
  readonly findings: readonly Finding[];
}

export function readSteps(
  { blocks: all, headings, comments, frontmatter: metadata }: Outline,
  source: SourceText,
  frontmatter: Frontmatter,
  { path, project }: Pick<Walk, "path" | "project">,
): Steps {
  const blocks = withoutMereLists(all, headings, source, (block) => isStep(block, source));
  const drafts: Draft[] = [];
  const places: StepPlace[] = [];
  const lists = new Map<number, ListBlock>();
  /** Where comments about a step's output begin that came to a step. */
  const heard = new Set<number>();
  let walk: Walk = {
    path,
    source,
    frontmatter,
    project,
    headings: [],
    isFirst: true,
    strays: [],
  };
  for (const [index, block] of blocks.entries()) {
    const last = drafts.at(-1);
    const place = places.at(-1);
    const isNext = blocks[index - 1]?.span.end === place?.shownEnd;
    const shown =
      isNext && last && place ? withShown(last, place.shownEnd, block, source.text) : null;
    if (shown && place) {
      drafts[drafts.length - 1] = shown.draft;
      if (shown.comment) heard.add(shown.comment.start);
      places[places.length - 1] = { ...place, shownEnd: block.span.end };
      continue;
    }
    const draft = draftOf(block, walk);
    if (draft) {
      if (block.kind === "list") lists.set(drafts.length, block);
      drafts.push(draft);
      places.push(placeOf(block, walk));
    }
    walk = after(block, walk, draft);
  }
  const texts = proseAround(places, source.text, {
    headings: blocks.flatMap(({ kind, span }) => (kind === "heading" ? [span] : [])),
    comments,
    body: { start: metadata?.bodyStart ?? 0, end: source.text.length },
  });
  const withProse = drafts.map((draft, index) => ({
    ...draft,
    step: { ...draft.step, ...texts[index] },
  }));
  const adapted = fromInnovationEngine(withProse, source.text, comments, heard);
  const named = withIds(adapted.drafts);
  const below = sectionsOf(places.map((place) => place.headings));
  return {
    drafts: withWays(named, lists, { source, headings, below }),
    prerequisites: prerequisitesIn(all, source, named),
    findings: [...walk.strays, ...adapted.findings],
  };
}

function placeOf(block: Block, { source, headings }: Walk): StepPlace {
  const { start, end } = block.span;
  const lineStart = source.lineStarts[lineOf(source, start) - 1] ?? start;
  return {
    span: { start: lineStart, end },
    shownEnd: end,
    quotes: "quotes" in block ? block.quotes : 0,
    headings: headings.map(({ span }) => span),
  };
}

function after(block: Block, walk: Walk, draft: Draft | null): Walk {
  if (draft) {
    return { ...walk, isFirst: false, strays: [] };
  }
  walk.strays.push(...astray(block, walk));
  if (block.kind !== "heading") return walk;
  const above = walk.headings.filter(({ depth }) => depth < block.depth);
  const headings = [...above, block];
  return { ...walk, headings, isFirst: true };
}

function draftOf(block: Block, walk: Walk): Draft | null {
  if (block.kind === "task") return taskDraft(block, walk);
  if (block.kind === "list") return choiceDraft(block, walk);
  if (block.kind === "call") return callDraft(block, walk);
  if (block.kind !== "fence") return null;
  const info = readInfo(walk.source.text, block.info);
  const code = info.isExecutable ? readCode(block, info.language) : null;
  return code && codeDraft(block, info, code, walk);
}

function isStep(block: Block, { text }: SourceText): boolean {
  if (block.kind !== "fence") return block.kind === "task" || block.kind === "call";
  const { isExecutable, language } = readInfo(text, block.info);
  return isExecutable && readCode(block, language) !== null;
}

/** What stands around a block that is no step, and was certainly meant for one. */
function astray(block: Block, { source }: Walk): Finding[] {
  if (block.kind === "stray") return [block.finding];
  if (block.kind !== "fence") return [];
  const { language, entries, isExecutable, isRunme } = readInfo(source.text, block.info);
  const comment = block.comment ? [strayComment(block.comment.span)] : [];
  const rest = unclosed(block);
  // Other tools give ids and titles to their blocks too, and Runme runs other languages.
  const own = entries.find(({ key }) => key !== "id" && key !== "title" && isKey(key));
  if (!own || isRunme) return [...comment, ...(isExecutable ? noPrompt(block) : []), ...rest];
  const name = language === "" ? "a block without a language" : `\`${language}\``;
  const message = `annotated as a step, but ${name} cannot be run`;
  const advice = { expected: executableLanguages.join(", "), hint: nextWaits };
  return [...comment, error("not-executable", own.keySpan, message, advice), ...rest];
}

/** Links lead to ids, which all steps have to have first. */
function withWays(
  drafts: readonly Draft[],
  lists: ReadonlyMap<number, ListBlock>,
  { source, headings, below }: Pick<Places, "source" | "headings" | "below">,
): readonly Draft[] {
  if (lists.size === 0) return drafts;
  const places = { source, headings, below, anchors: anchorsIn(headings), drafts };
  return drafts.map((draft, index) => {
    const list = lists.get(index);
    if (!list) return draft;
    const { ways, findings } = waysOf(list, draft.step.id, places);
    return withFindings({ ...draft, ways }, findings);
  });
}
