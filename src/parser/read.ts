/** Reads a Markdown document as a runbook: metadata, inputs, steps, and everything that is wrong. */
import type { InputSpec } from "../model/input-spec.ts";
import type { Runbook } from "../model/runbook.ts";
import type { Step } from "../model/step.ts";
import { findPlaceholders } from "../shell/placeholder.ts";
import type { Document } from "./document.ts";
import { type Draft, finished } from "./draft.ts";
import { error, type Finding, toDiagnostics, warning } from "./finding.ts";
import { type Frontmatter, readFrontmatter } from "./frontmatter.ts";
import { inferInputs } from "./inference/infer.ts";
import { tooLong } from "./limits.ts";
import { readMarkdown } from "./markdown.ts";
import { documentName, plainText } from "./naming.ts";
import { type Outline, outlineOf } from "./outline.ts";
import { noProject } from "./project.ts";
import { checkReferences } from "./references.ts";
import { sourceText } from "./source-text.ts";
import { readSteps } from "./steps.ts";

/**
 * Reads `source`; `path` names it in messages, and `project` is what its policy gives. Whatever the text
 * holds, the answer is a runbook: its mistakes are in `diagnostics`, and the steps they make unsafe carry
 * `blockers`.
 */
export function readRunbook(source: string, path: string, project = noProject): Runbook {
  return readDocument(source, path, project).runbook;
}

/** The same, with the tree: rules look at more than steps. */
export function readDocument(source: string, path: string, project = noProject): Document {
  // Markdown does not count a byte order mark; places do.
  const mark = source.startsWith("\uFEFF") ? 1 : 0;
  const excess = tooLong(source);
  if (excess) return { runbook: unreadable(source, path, excess), tree: null };
  const body = sourceText(source.slice(mark));
  const markdown = readMarkdown(body.text);
  if ("rule" in markdown) return { runbook: unreadable(source, path, markdown), tree: null };

  const outline = outlineOf(markdown, body);
  const frontmatter = readFrontmatter(body.text, outline.frontmatter, project);
  const { drafts, prerequisites, findings } = readSteps(outline, body, frontmatter, {
    path,
    project,
  });
  const declared = [...frontmatter.inputSpans.keys()];
  const inferred = inferInputs(drafts, declared, body.text);
  const inputs = [...frontmatter.inputs, ...inferred.inputs];
  const names = [...declared, ...inferred.inputs.map(({ name }) => name)];
  const { environments } = frontmatter;
  const checked = checkReferences(inferred.drafts, inputs, names, body.text, {
    project,
    environments,
  });
  const all = [
    ...frontmatter.findings,
    ...findings,
    ...inferred.findings,
    ...checked.flatMap((draft) => draft.findings),
    ...unclosedComments(outline),
    ...unusedInputs(frontmatter, checked),
    ...rawInputs(frontmatter),
  ];
  const runbook: Runbook = {
    path,
    source,
    title: frontmatter.title?.trim() || titleOf(outline, path),
    summary: frontmatter.summary,
    owner: frontmatter.owner,
    alerts: frontmatter.alerts,
    environments: frontmatter.environments,
    reviewed: frontmatter.reviewed,
    inputs,
    steps: checked.map((draft) => withRaw(finished(draft, frontmatter.blocking), inputs)),
    prerequisites,
    diagnostics: toDiagnostics(moved(all, mark), sourceText(source)),
  };
  return { runbook, tree: { root: markdown.root, source: body, mark } };
}

function unreadable(source: string, path: string, excess: Finding): Runbook {
  return {
    path,
    source,
    title: documentName(path) || "runbook",
    summary: null,
    owner: null,
    alerts: [],
    environments: null,
    reviewed: null,
    inputs: [],
    steps: [],
    prerequisites: [],
    // The document as a whole is meant: there is no place to look up.
    diagnostics: toDiagnostics([excess], sourceText("")),
  };
}

function moved(findings: readonly Finding[], by: number): readonly Finding[] {
  return findings.map((finding) => {
    const { span } = finding;
    return { ...finding, span: span && { start: span.start + by, end: span.end + by } };
  });
}

function titleOf({ blocks }: Outline, path: string): string {
  const heading = blocks.find((block) => block.kind === "heading");
  return (heading && plainText(heading.text)) || documentName(path) || "runbook";
}

function unclosedComments({ unclosedComments }: Outline): Finding[] {
  return unclosedComments.map(({ start }) =>
    error(
      "unclosed-comment",
      { start, end: start + 4 },
      "this comment is never closed, so everything after it is lost",
      { expected: "`-->`" },
    ),
  );
}

function withRaw(step: Step, inputs: readonly InputSpec[]): Step {
  if (step.kind !== "code") return step;
  const used = findPlaceholders(step.code).map(({ name }) => name);
  const raw = inputs.filter((input) => input.raw && used.includes(input.name));
  return { ...step, raw: raw.map(({ name }) => name) };
}

function rawInputs({ inputs, inputSpans }: Frontmatter): Finding[] {
  return inputs
    .filter(({ raw }) => raw)
    .map(({ name }) => {
      const message = `what is given for \`${name}\` becomes code, which only the policy can allow`;
      const hint = `list \`${name}\` under \`rawInputs\` in firebreak.yaml, or take \`raw\` out`;
      return warning("raw-input", inputSpans.get(name) ?? null, message, hint);
    });
}

function unusedInputs({ inputs, inputSpans }: Frontmatter, drafts: readonly Draft[]): Finding[] {
  const texts = drafts.flatMap(({ step }) => textsWithValues(step));
  const used = new Set(texts.flatMap((text) => findPlaceholders(text).map(({ name }) => name)));
  for (const { step } of drafts) for (const word of step.when?.match(/\w+/g) ?? []) used.add(word);
  return inputs
    .filter(({ name }) => !used.has(name))
    .map(({ name }) => {
      const hint = `use it as \`{{${name}}}\`, or take it out`;
      const message = `no step uses the input \`${name}\``;
      return warning("unused-input", inputSpans.get(name) ?? null, message, hint);
    });
}

/** All of a step that values are filled into. */
function textsWithValues(step: Step): string[] {
  switch (step.kind) {
    case "code":
      return [step.code, step.on, ...step.backup];
    case "manual":
      return [step.on, step.text];
    case "choice":
      return [step.question, ...step.options.map(({ label }) => label)];
    case "call":
      return step.bindings.map(({ value }) => value);
  }
}
