/** Makes a step of each kind of block that is one, with what its annotation and its surroundings say. */
import type { Step } from "../model/step.ts";
import { type Annotation, readAnnotation } from "./annotation.ts";
import type { Draft } from "./draft.ts";
import { error, type Finding, type Span } from "./finding.ts";
import type { Frontmatter } from "./frontmatter.ts";
import type { Info } from "./info-string.ts";
import { derivedId, derivedTitle, documentName, plainText, shorten } from "./naming.ts";
import type { CallBlock, FenceBlock, HeadingBlock, ListBlock, TaskBlock } from "./outline.ts";
import { addressOf, type Project, remoteTarget } from "./project.ts";
import { cutOut } from "./prose.ts";
import { lineOf, type SourceText } from "./source-text.ts";
import type { StepCode } from "./step-code.ts";
import { readTask } from "./task.ts";
import type { Entry } from "./value.ts";

/** What the walk through the document remembers from block to block. */
export interface Walk {
  /** Of the document, for messages. */
  readonly path: string;
  readonly source: SourceText;
  readonly frontmatter: Frontmatter;
  readonly project: Project;
  readonly headings: readonly HeadingBlock[];
  /** No step stands under the last heading yet. */
  readonly isFirst: boolean;
  /** Stray annotations that the next step was probably meant to carry; grows until it comes. */
  readonly strays: Finding[];
}

export function codeDraft(
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
    approvals: settings.approvals ?? 0,
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
    ways: [],
    findings,
  };
}

export function taskDraft(block: TaskBlock, walk: Walk): Draft {
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
    ways: [],
    findings: [...walk.strays, ...task.findings, ...annotation.findings],
  };
}

export function choiceDraft(block: ListBlock, walk: Walk): Draft {
  const { source } = walk;
  const { asks, quotes } = block;
  const annotation = annotationOf([], block, "choice", walk);
  const { settings } = annotation;
  const question = asks ? cutOut(source.text, asks, [], quotes) : "";
  const heading = headingText(walk);
  const words = plainText(question);
  const step: Step = {
    kind: "choice",
    ...common(block, walk, annotation),
    title: settings.title ?? (shorten(words || heading || "") || "Choice"),
    question,
    options: [],
    inferred: block.comment === null,
  };
  return {
    step: { ...step, id: settings.id ?? derivedId(heading, words) },
    ownId: settings.id ?? null,
    span: asks ?? block.comment?.span ?? block.items[0]?.span ?? block.span,
    entries: annotation.entries,
    toSource: (offset) => block.span.start + offset,
    ways: [],
    findings: [...walk.strays, ...annotation.findings],
  };
}

export function callDraft(block: CallBlock, walk: Walk): Draft {
  const annotation = annotationOf([], block, "call", walk);
  const { settings } = annotation;
  const runbook = settings.runbook ?? "";
  const name = documentName(runbook);
  const step: Step = {
    kind: "call",
    ...common(block, walk, annotation),
    title: settings.title ?? (shorten(name) || "Call"),
    runbook,
    bindings: Object.entries(settings.inputs ?? {}).map(([key, value]) => ({
      name: key,
      value,
      sets: null,
    })),
  };
  const opening = { start: block.span.start, end: block.span.start + 4 };
  return {
    step: { ...step, id: settings.id ?? derivedId(undefined, name) },
    ownId: settings.id ?? null,
    span: opening,
    entries: annotation.entries,
    toSource: (offset) => block.span.start + offset,
    ways: [],
    findings: [...walk.strays, ...annotation.findings, ...callsItself(runbook, opening, walk)],
  };
}

/** All longer ways back are found when the other runbooks are read. */
function callsItself(runbook: string, span: Span, { path }: Walk): Finding[] {
  const name = path.split(/[\\/]/).at(-1);
  if (runbook === "" || runbook.replace(/^(?:\.\/)+/, "") !== name) return [];
  const message = "this runbook calls itself, so it would never end";
  return [error("bad-call", span, message, { hint: "call another one, or take the call out" })];
}

type StepBlock = FenceBlock | TaskBlock | ListBlock | CallBlock;

function annotationOf(
  entries: readonly Entry[],
  block: StepBlock,
  kind: Step["kind"],
  { source, frontmatter, project }: Walk,
): Annotation {
  const comment = block.comment;
  const all = [...(comment?.entries ?? []), ...entries];
  const annotation = readAnnotation(all, kind, source.text);
  const findings = [...(comment?.problems ?? []), ...annotation.findings];
  const on = annotation.entries.get("on");
  const written = annotation.settings.on;
  const target = written === undefined ? undefined : addressOf(written, project);
  if (on && written !== undefined && target !== "local") {
    findings.push(remoteTarget(written, on.value.span, project));
  }
  if (target === undefined && frontmatter.onProblem) findings.push(frontmatter.onProblem);
  findings.push(...outsideOf(frontmatter.environments, annotation));
  const settings = { ...annotation.settings, ...(target === undefined ? {} : { on: target }) };
  return { ...annotation, settings, findings };
}

/** `env` may only narrow what the document says. */
function outsideOf(known: readonly string[] | null, { settings, entries }: Annotation): Finding[] {
  const entry = entries.get("env");
  const outside = settings.env?.filter((name) => known !== null && !known.includes(name)) ?? [];
  if (!entry || outside.length === 0 || known === null) return [];
  const message = `\`env\` names \`${outside[0]}\`, which the document's environments leave out`;
  return [error("bad-value", entry.value.span, message, { expected: known.join(", ") })];
}

function common(block: StepBlock, walk: Walk, { settings }: Annotation) {
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

export function unclosed({ closed, span, info }: FenceBlock): Finding[] {
  if (closed) return [];
  const opening = { start: span.start, end: Math.min(info.end, span.end) };
  const message = "this code block is never closed, so everything after it belongs to it";
  return [error("unclosed-fence", opening, message, { expected: "a closing fence" })];
}
