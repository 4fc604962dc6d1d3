/** Takes back what a document would read differently with: a proposal must never change what is there. */
import type { Runbook } from "../../model/runbook.ts";
import type { Step } from "../../model/step.ts";
import { readRunbook } from "../read.ts";
import { applyEdits, type SourceEdit } from "./source-edit.ts";

/** The largest part of `edits` that is easily found and does no harm; mostly all of them. */
export function soundAmong(
  edits: readonly SourceEdit[],
  source: string,
  runbook: Runbook,
): readonly SourceEdit[] {
  if (edits.length === 0 || isSound(edits, source, runbook)) return edits;
  if (edits.length === 1) return [];
  const middle = edits.length >> 1;
  const first = soundAmong(edits.slice(0, middle), source, runbook);
  const second = soundAmong(edits.slice(middle), source, runbook);
  const both = [...first, ...second];
  return isSound(both, source, runbook) ? both : first;
}

function isSound(edits: readonly SourceEdit[], source: string, before: Runbook): boolean {
  const after = readRunbook(applyEdits(source, edits), before.path);
  return (
    after.title === before.title &&
    after.steps.length === before.steps.length &&
    before.steps.every((step, index) => isSame(step, after.steps[index])) &&
    hasNoNewTrouble(before, after)
  );
}

function isSame(before: Step, after: Step | undefined): boolean {
  if (after === undefined || untouched(before) !== untouched(after)) return false;
  return before.risk === null || before.risk === after.risk;
}

/** All of a step that a proposal has nothing to say about. */
function untouched(step: Step): string {
  const { lines, risk, blockers, ...rest } = step;
  const ours = rest.kind === "code" ? { ...rest, backup: null, expect: null } : rest;
  return JSON.stringify([ours, lines.last - lines.first]);
}

function hasNoNewTrouble(before: Runbook, after: Runbook): boolean {
  const left = new Map<string, number>();
  for (const { rule } of before.diagnostics) left.set(rule, (left.get(rule) ?? 0) + 1);
  return after.diagnostics.every(({ rule }) => {
    const count = left.get(rule) ?? 0;
    left.set(rule, count - 1);
    return count > 0;
  });
}
