/** The way back: for every change that ran, its files and its rollback step, latest change first. */
import type { Undo } from "../model/event.ts";
import type { Run } from "../model/run.ts";
import type { CodeStep } from "../model/step.ts";
import { stepOf } from "./cursor.ts";

/** What a walk back would do now. Changes that left no way back are not in it. */
export function wayBack(run: Run): Undo[] {
  const items = run.changes
    .toReversed()
    .map(({ step, artefacts }) => ({
      step,
      artefacts: [...artefacts],
      rollback: (stepOf(run, step) as CodeStep).rollback,
    }))
    .filter(({ artefacts, rollback }) => artefacts.length > 0 || rollback !== null);
  return items.map((item, index) => ({
    ...item,
    rollback: isLastToName(items, index) ? item.rollback : null,
  }));
}

/** A rollback step that several changes share runs once, when all of them have their files back. */
function isLastToName(items: readonly Undo[], index: number): boolean {
  const rollback = items[index]?.rollback ?? null;
  return !items.slice(index + 1).some((later) => later.rollback === rollback);
}
