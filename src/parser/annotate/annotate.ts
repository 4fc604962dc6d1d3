/**
 * Proposes what makes a plain document a better runbook: a title and inputs in the frontmatter, and for
 * each step an id, a risk, backups of the files it edits and what it should print. It only ever adds.
 */
import type { Runbook } from "../../model/runbook.ts";
import { readFrontmatter } from "../frontmatter.ts";
import { readMarkdown } from "../markdown.ts";
import { type FenceBlock, outlineOf } from "../outline.ts";
import { lineOf, sourceText } from "../source-text.ts";
import { frontmatterEdits } from "./frontmatter-edits.ts";
import { soundAmong } from "./sound.ts";
import type { SourceEdit } from "./source-edit.ts";
import { stepEdit } from "./step-edit.ts";

export type Proposal =
  /** Not empty. */
  | { readonly kind: "edits"; readonly edits: readonly SourceEdit[] }
  | { readonly kind: "nothing"; readonly reason: string }
  /** The document has to be put right first. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** `runbook` is what reading `source` gave. The edits never change what a step runs, or is called. */
export function annotate(source: string, runbook: Runbook): Proposal {
  const broken = runbook.diagnostics.find(({ rule }) => unreadable.includes(rule));
  if (broken) return { kind: "unreadable", reason: broken.message };
  if (runbook.steps.length === 0) return { kind: "nothing", reason: "it has no steps" };

  const mark = source.startsWith("\uFEFF") ? 1 : 0;
  const body = sourceText(source.slice(mark));
  const markdown = readMarkdown(body.text);
  if ("rule" in markdown) return { kind: "unreadable", reason: "it is too much to read" };
  const outline = outlineOf(markdown, body);
  const frontmatter = readFrontmatter(body.text, outline.frontmatter);
  const fences = new Map(
    outline.blocks.flatMap((block): [number, FenceBlock][] =>
      block.kind === "fence" ? [[lineOf(body, block.span.start), block]] : [],
    ),
  );
  const forSteps = runbook.steps.flatMap((step) => {
    const block = fences.get(step.lines.first);
    const edit = block && step.kind === "code" ? stepEdit(step, block, body.text) : null;
    return edit ?? [];
  });
  const groups = [frontmatterEdits(runbook, frontmatter, outline, body), forSteps].map((group) =>
    group.map((edit) => ({ ...edit, at: edit.at + mark })),
  );
  const edits = soundAmong(groups, source, runbook);
  return edits.length > 0
    ? { kind: "edits", edits }
    : { kind: "nothing", reason: "there is nothing to add" };
}

const unreadable = ["too-large", "too-deep", "bad-frontmatter", "unclosed-comment"];
