/** Takes back what a document would read differently with: a proposal must never change what is there. */
import type { Runbook } from "../../model/runbook.ts";
import type { Step } from "../../model/step.ts";
import { readRunbook } from "../read.ts";
import { applyEdits, type SourceEdit } from "./source-edit.ts";

/**
 * The largest part of `groups` of edits that is easily found and does no harm; mostly all of them. Each
 * try reads the whole document anew, so their number is bounded: what needs more is left as it is.
 */
export function soundAmong(
  groups: readonly (readonly SourceEdit[])[],
  source: string,
  runbook: Runbook,
): readonly SourceEdit[] {
  let tries = 0;
  const isSoundToo = (edits: readonly SourceEdit[]): boolean => {
    tries += 1;
    return tries <= mostTries && isSound(edits, source, runbook);
  };
  const all = groups.flat();
  if (all.length === 0 || isSoundToo(all)) return all;
  const found = together(groups.map(within));
  // A part of what could be found would be another part the next time.
  return tries > mostTries ? [] : found;

  function within(edits: readonly SourceEdit[]): readonly SourceEdit[] {
    if (edits.length === 0 || isSoundToo(edits)) return edits;
    const middle = edits.length >> 1;
    const halves = middle === 0 ? [] : [edits.slice(0, middle), edits.slice(middle)];
    return together(halves.map(within));
  }

  /** Parts that are sound each, as far as they are so together. */
  function together(parts: readonly (readonly SourceEdit[])[]): readonly SourceEdit[] {
    let taken: readonly SourceEdit[] = [];
    for (const part of parts) {
      const both = taken.concat(part);
      if (taken.length === 0 || part.length === 0 || isSoundToo(both)) taken = both;
    }
    return taken;
  }
}

const mostTries = 24;

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

/** It was so before, and is said as soon as the risk is. */
const toldByRisk = "no-way-back";

function hasNoNewTrouble(before: Runbook, after: Runbook): boolean {
  const left = new Map<string, number>();
  for (const { rule } of before.diagnostics) left.set(rule, (left.get(rule) ?? 0) + 1);
  return after.diagnostics.every(({ rule }) => {
    if (rule === toldByRisk) return true;
    const count = left.get(rule) ?? 0;
    left.set(rule, count - 1);
    return count > 0;
  });
}
