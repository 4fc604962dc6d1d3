/** What each option of a choice leads to and leaves out, once it is known in which order steps are walked. */
import type { Option } from "../../model/step.ts";
import { type Draft, withFindings } from "../draft.ts";
import { error, type Finding } from "../finding.ts";
import { phaseOf } from "../phases.ts";
import type { Way } from "./ways.ts";

/** The choices among `drafts` with their options; `order` holds the main steps as they are walked. */
export function withOptions(drafts: readonly Draft[], order: readonly string[]): Draft[] {
  if (!drafts.some(({ step }) => step.kind === "choice")) return [...drafts];
  const byId = new Map(drafts.map((draft) => [draft.step.id, draft]));
  const position = new Map(order.map((id, index) => [id, index]));
  return drafts.map((draft) => {
    const { step, ways } = draft;
    if (step.kind !== "choice") return draft;
    const own = position.get(step.id) ?? Number.POSITIVE_INFINITY;
    const isAhead = (id: string) => (position.get(id) ?? -1) > own;
    const ahead = ways.map((way) => ({ ...way, steps: inOrder(way.steps.filter(isAhead)) }));
    const findings = ways.flatMap((way) => walkedBefore(way, step.id, position));
    const options = ahead.map((way): Option => {
      const leaves = inOrder(leftBy(way, ahead, byId));
      return { label: way.label, leads: [...way.steps], leaves };
    });
    return withFindings({ ...draft, step: { ...step, options } }, findings);
  });

  function inOrder(ids: Iterable<string>): string[] {
    return [...ids].sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
  }
}

/** All that the other ways lead to, but for what this one leads to as well, and for shared checks. */
function leftBy(way: Way, all: readonly Way[], byId: ReadonlyMap<string, Draft>): Set<string> {
  const others = all.filter((other) => other !== way);
  const checks = others.filter(({ isCheck }) => isCheck).flatMap(({ steps }) => steps);
  const kept = new Set(way.steps);
  for (const id of checks) if (isCheckAfter(way, byId.get(id))) kept.add(id);
  return new Set(others.flatMap(({ steps }) => steps).filter((id) => !kept.has(id)));
}

/** A check that is a way of its own is everybody's: one within another way belongs to that. */
function isCheckAfter({ at }: Way, draft: Draft | undefined): boolean {
  return draft !== undefined && draft.span.start > at && phaseOf(draft.step.headings) === "verify";
}

/** `needs` may put a step before the choice that leads to it. */
function walkedBefore(
  { steps, span }: Way,
  choice: string,
  position: ReadonlyMap<string, number>,
): Finding[] {
  const own = position.get(choice) ?? 0;
  const early = steps.find((id) => (position.get(id) ?? own) < own);
  if (early === undefined) return [];
  const message = `this option leads to \`${early}\`, which is walked before the choice`;
  const hint = "put right the `needs` that bring it forward";
  return [error("bad-choice", span, message, { hint })];
}
