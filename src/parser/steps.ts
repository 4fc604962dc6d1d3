/** Makes a step of every executable fence and every task, with what its annotation says. */
import type { Step } from "../model/step.ts";
import { type Annotation, isKey, readAnnotation } from "./annotation.ts";
import { nextWaits, strayComment } from "./comment.ts";
import { fromInnovationEngine } from "./dialects/innovation-engine.ts";
import type { Draft } from "./draft.ts";
import { error, type Finding } from "./finding.ts";
import { type Frontmatter, remoteTarget } from "./frontmatter.ts";
import { executableLanguages, type Info, readInfo } from "./info-string.ts";
import { derivedId, derivedTitle, idDispenser, plainText, shorten } from "./naming.ts";
import type { Block, FenceBlock, HeadingBlock, Outline, TaskBlock } from "./outline.ts";
import { withShown } from "./shown-block.ts";
import { lineOf, type SourceText } from "./source-text.ts";
import { noPrompt, readCode, type StepCode } from "./step-code.ts";
import { proseAround, type StepPlace } from "./step-prose.ts";
import { readTask } from "./task.ts";
import type { Entry } from "./value.ts";

export interface Steps {
  readonly drafts: readonly Draft[];
  /** What no step carries. */
  readonly findings: readonly Finding[];
}

/** What the walk through the document remembers from block to block. */
interface Walk {
  readonly source: SourceText;
  readonly frontmatter: Frontmatter;
  readonly headings: readonly HeadingBlock[];
  /** No step stands under the last heading yet. */
  readonly isFirst: boolean;
  /** Stray annotations that the next step was probably meant to carry; grows until it comes. */
  readonly strays: Finding[];
}

export function readSteps(
  { blocks, comments, frontmatter: metadata }: Outline,
  source: SourceText,
  frontmatter: Frontmatter,
): Steps {
  const drafts: Draft[] = [];
  const places: StepPlace[] = [];
  /** Where comments about a step's output begin that came to a step. */
  const heard = new Set<number>();
  let walk: Walk = { source, frontmatter, headings: [], isFirst: true, strays: [] };
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
  return {
    drafts: withIds(adapted.drafts),
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
  if (block.kind !== "fence") return null;
  const info = readInfo(walk.source.text, block.info);
  const code = info.isExecutable ? readCode(block, info.language) : null;
  return code && codeDraft(block, info, code, walk);
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

function codeDraft(
  block: FenceBlock,
  info: Info,
  { code, toSource, shown, findings: inCode }: StepCode,
  walk: Walk,
): Draft {
  const annotation = annotationOf([...info.entries], block, "code", walk);
  const { settings } = annotation;
  const heading = headingText(walk);
  const step: Step = {
    kind: "code",
    ...common(block, walk, annotation),
    title: settings.title ?? derivedTitle(heading, walk.isFirst, code),
    language: info.language,
    code,
    backup: settings.backup ?? [],
    rollback: settings.rollback ?? null,
    expect: settings.expect ?? [],
    shown,
    exit: settings.exit ?? [0],
    capture: settings.capture ?? null,
    raw: [],
    timeoutMs: settings.timeout ?? null,
  };
  const findings = [
    ...walk.strays,
    ...info.findings,
    ...annotation.findings,
    ...unclosed(block),
    ...inCode,
  ];
  return {
    step: { ...step, id: settings.id ?? derivedId(heading, code) },
    ownId: settings.id ?? null,
    span: { start: block.span.start, end: Math.min(block.info.end, block.span.end) },
    entries: annotation.entries,
    toSource,
    findings,
  };
}

function taskDraft(block: TaskBlock, walk: Walk): Draft {
  const { source } = walk;
  const task = readTask(source.text, block);
  const annotation = annotationOf([...task.entries], block, "manual", walk);
  const { settings } = annotation;
  const words = plainText(task.text.split("\n", 1)[0] ?? "");
  const step: Step = {
    kind: "manual",
    ...common(block, walk, annotation),
    title: settings.title ?? (shorten(words) || "Task"),
    text: task.text,
  };
  return {
    step: { ...step, id: settings.id ?? derivedId(headingText(walk), words) },
    ownId: settings.id ?? null,
    span: block.span,
    entries: annotation.entries,
    toSource: (offset) => block.span.start + offset,
    findings: [...walk.strays, ...task.findings, ...annotation.findings],
  };
}

function annotationOf(
  entries: readonly Entry[],
  block: FenceBlock | TaskBlock,
  kind: Step["kind"],
  { source, frontmatter }: Walk,
): Annotation {
  const comment = block.comment;
  const all = [...(comment?.entries ?? []), ...entries];
  const annotation = readAnnotation(all, kind, source.text);
  const findings = [...(comment?.problems ?? []), ...annotation.findings];
  const on = annotation.entries.get("on");
  const target = annotation.settings.on;
  if (on && target !== undefined && target !== "local") {
    findings.push(remoteTarget(target, on.value.span));
  }
  if (target === undefined && frontmatter.onProblem) findings.push(frontmatter.onProblem);
  findings.push(...outsideOf(frontmatter.environments, annotation));
  return { ...annotation, findings };
}

/** `env` may only narrow what the document says. */
function outsideOf(known: readonly string[] | null, { settings, entries }: Annotation): Finding[] {
  const entry = entries.get("env");
  const outside = settings.env?.filter((name) => known !== null && !known.includes(name)) ?? [];
  if (!entry || outside.length === 0 || known === null) return [];
  const message = `\`env\` names \`${outside[0]}\`, which the document's environments leave out`;
  return [error("bad-value", entry.value.span, message, { expected: known.join(", ") })];
}

function common(block: FenceBlock | TaskBlock, walk: Walk, { settings }: Annotation) {
  const { source, frontmatter, headings } = walk;
  return {
    id: "",
    lines: {
      first: lineOf(source, block.span.start),
      last: lineOf(source, Math.max(block.span.start, block.span.end - 1)),
    },
    headings: headings.map(({ text }) => plainText(text)),
    prose: "",
    after: "",
    role: "main" as const,
    risk: settings.risk ?? null,
    environments: settings.env ?? (frontmatter.environments && [...frontmatter.environments]),
    on: settings.on ?? frontmatter.on,
    needs: [...new Set(settings.needs ?? [])],
    when: settings.when ?? null,
    confirm: settings.confirm ?? false,
    auto: settings.auto ?? null,
    blockers: [],
  };
}

function headingText({ headings }: Walk): string | undefined {
  const heading = headings.at(-1);
  return heading && plainText(heading.text);
}

function unclosed({ closed, span, info }: FenceBlock): Finding[] {
  if (closed) return [];
  const opening = { start: span.start, end: Math.min(info.end, span.end) };
  const message = "this code block is never closed, so everything after it belongs to it";
  return [error("unclosed-fence", opening, message, { expected: "a closing fence" })];
}

/** Explicit ids come first; the second of two equal ones gets another, and both do not run. */
function withIds(drafts: readonly Draft[]): Draft[] {
  const own = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.ownId === null) continue;
    const same = own.get(draft.ownId);
    if (same) same.push(draft);
    else own.set(draft.ownId, [draft]);
  }
  const unique = idDispenser(own.keys());
  return drafts.map((draft) => {
    const same = own.get(draft.ownId ?? "") ?? [];
    const isOwner = same[0] === draft;
    const id = isOwner ? draft.step.id : unique(draft.step.id);
    const findings = same.length > 1 ? [...draft.findings, duplicate(draft, same)] : draft.findings;
    return { ...draft, step: { ...draft.step, id }, findings };
  });
}

/** Said once, at the second; the first is kept from running by the same words. */
function duplicate(draft: Draft, same: readonly Draft[]): Finding {
  const second = same[1] ?? draft;
  const at = draft === same[0] ? second : draft;
  const span = at.entries.get("id")?.keySpan ?? at.span;
  const line = same[0]?.step.lines.first;
  const message = `the id \`${draft.ownId}\` is given twice, first in line ${line}`;
  return error("duplicate-id", span, message, { hint: "give each step an id of its own" });
}
