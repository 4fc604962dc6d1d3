/** Reads a Markdown document as a runbook: metadata, inputs, steps, and everything that is wrong. */
import type { InputSpec } from "../model/input-spec.ts";
import type { Runbook } from "../model/runbook.ts";
import type { Step } from "../model/step.ts";
import { findPlaceholders } from "../shell/placeholder.ts";
import { type Draft, finished } from "./draft.ts";
import { error, type Finding, toDiagnostics, warning } from "./finding.ts";
import { type Frontmatter, readFrontmatter } from "./frontmatter.ts";
import { inferInputs } from "./inference/infer.ts";
import { tooLong } from "./limits.ts";
import { readMarkdown } from "./markdown.ts";
import { plainText } from "./naming.ts";
import { type Outline, outlineOf } from "./outline.ts";
import { checkReferences } from "./references.ts";
import { sourceText } from "./source-text.ts";
import { readSteps } from "./steps.ts";

/**
 * Reads `source`; `path` names it in messages. Whatever the text holds, the answer is a runbook: its
 * mistakes are in `diagnostics`, and the steps they make unsafe carry `blockers`.
 */
export function readRunbook(source: string, path: string): Runbook {
  // Markdown does not count a byte order mark; places do.
  const mark = source.startsWith("\uFEFF") ? 1 : 0;
  const excess = tooLong(source);
  if (excess) return unreadable(source, path, excess);
  const body = sourceText(source.slice(mark));
  const markdown = readMarkdown(body.text);
  if ("rule" in markdown) return unreadable(source, path, markdown);

  const outline = outlineOf(markdown, body);
  const frontmatter = readFrontmatter(body.text, outline.frontmatter);
  const { drafts, findings } = readSteps(outline, body, frontmatter);
  const declared = [...frontmatter.inputSpans.keys()];
  const inferred = inferInputs(drafts, declared, body.text);
  const inputs = [...frontmatter.inputs, ...inferred.inputs];
  const names = [...declared, ...inferred.inputs.map(({ name }) => name)];
  const checked = checkReferences(inferred.drafts, inputs, names, body.text);
  const all = [
    ...frontmatter.findings,
    ...findings,
    ...inferred.findings,
    ...checked.flatMap((draft) => draft.findings),
    ...unclosedComments(outline),
    ...unusedInputs(frontmatter, checked),
    ...rawInputs(frontmatter),
  ];
  return {
    path,
    source,
    title: frontmatter.title ?? titleOf(outline, path),
    summary: frontmatter.summary,
    owner: frontmatter.owner,
    alerts: frontmatter.alerts,
    environments: frontmatter.environments,
    reviewed: frontmatter.reviewed,
    inputs,
    steps: checked.map((draft) => withRaw(finished(draft, frontmatter.blocking), inputs)),
    diagnostics: toDiagnostics(moved(all, mark), sourceText(source)),
  };
}

function unreadable(source: string, path: string, excess: Finding): Runbook {
  return {
    path,
    source,
    title: fileName(path),
    summary: null,
    owner: null,
    alerts: [],
    environments: null,
    reviewed: null,
    inputs: [],
    steps: [],
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
  return (heading && plainText(heading.text)) || fileName(path);
}

function fileName(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? "";
  return name.replace(/\.(md|markdown)$/i, "") || path || "runbook";
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
  if (step.kind === "manual") return step;
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
  const texts = drafts.flatMap(({ step }) =>
    step.kind === "code" ? [step.code, step.on, ...step.backup] : [step.on, step.text],
  );
  const used = new Set(texts.flatMap((text) => findPlaceholders(text).map(({ name }) => name)));
  const conditions = drafts.map(({ step }) => step.when ?? "").join("\n");
  return inputs
    .filter(({ name }) => !used.has(name) && !new RegExp(`\\b${name}\\b`).test(conditions))
    .map(({ name }) => {
      const hint = `use it as \`{{${name}}}\`, or take it out`;
      const message = `no step uses the input \`${name}\``;
      return warning("unused-input", inputSpans.get(name) ?? null, message, hint);
    });
}
