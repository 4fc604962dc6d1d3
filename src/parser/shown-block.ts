/** Gives a step the block after it that shows its output, and what a comment says of that output. */
import { readSimilarity, type Similarity } from "./dialects/innovation-engine.ts";
import type { Draft } from "./draft.ts";
import type { Span } from "./finding.ts";
import { readInfo } from "./info-string.ts";
import type { Block } from "./outline.ts";
import { isShownOutput } from "./shown-output.ts";

export interface Shown {
  readonly draft: Draft;
  /** The comment that says what is expected of the output; null when none does. */
  readonly comment: Span | null;
}

/** Null when `block` shows nothing: `from` is where the step, or what it shows so far, ends. */
export function withShown(draft: Draft, from: number, block: Block, text: string): Shown | null {
  const { step } = draft;
  if (step.kind !== "code" || block.kind !== "fence" || !block.closed) return null;
  const between = text.slice(from, block.span.start);
  const similarity = readSimilarity(between, from);
  if (!similarity && !isShownOutput(between, readInfo(text, block.info), block.code)) return null;
  // Not joined from a list: that would copy all there is so far for each block.
  const shown =
    step.shown === "" || block.code === ""
      ? step.shown + block.code
      : `${step.shown}\n${block.code}`;
  return {
    draft: withSimilarity({ ...draft, step: { ...step, shown } }, similarity),
    comment: similarity?.span ?? null,
  };
}

function withSimilarity(draft: Draft, similarity: Similarity | null): Draft {
  const { step, findings } = draft;
  if (similarity?.kind === "problem") {
    return { ...draft, findings: [...findings, similarity.problem] };
  }
  if (step.kind !== "code" || similarity?.kind !== "pattern") return draft;
  return { ...draft, step: { ...step, expect: [...step.expect, similarity.expectation] } };
}
