/** A step that no walk can come to: its condition is false, or what it needs never runs, or never with it. */
import type { Step } from "../../model/step.ts";
import type { Complaint, Facts } from "./rule.ts";
import { openingLine } from "./step-span.ts";

export function unreachableStep({ runbook, source }: Facts): Complaint[] {
  const byId = new Map(runbook.steps.map((step) => [step.id, step]));
  const reasons = new Map<string, string>();
  for (const step of runbook.steps) {
    if (step.when?.trim() === "false") reasons.set(step.id, "its condition is always false");
  }
  for (const [id, reason] of tornApart(runbook.steps)) reasons.set(id, reason);
  const dependents = dependentsOf(runbook.steps);
  // Whose need is found dead is looked at again, in its turn.
  const left = [...runbook.steps].reverse();
  for (let step = left.pop(); step; step = left.pop()) {
    const reason = reasons.has(step.id) ? null : reasonFrom(step, byId, reasons);
    if (reason === null) continue;
    reasons.set(step.id, reason);
    for (const dependent of dependents.get(step.id) ?? []) left.push(dependent);
  }
  return runbook.steps.flatMap((step) => {
    const reason = reasons.get(step.id);
    if (reason === undefined) return [];
    const message = `\`${step.id}\` can never run: ${reason}`;
    return [{ span: openingLine(step, source), message, hint: "put it right, or take it out" }];
  });
}

/** Steps that a choice leaves out, or something they need, whichever option is chosen. */
function tornApart(steps: readonly Step[]): Map<string, string> {
  const found = new Map<string, string>();
  const choices = steps.filter((step) => step.kind === "choice" && step.options.length > 1);
  if (choices.length === 0) return found;
  const byId = new Map(steps.map((step) => [step.id, step]));
  for (const step of steps) {
    const needed = neededBy(step, byId);
    const torn = choices.find(
      (choice) =>
        choice.kind === "choice" &&
        choice.options.every(({ leaves }) => leaves.some((id) => needed.has(id))),
    );
    if (torn === undefined || found.size > mostTorn) continue;
    found.set(step.id, `each option of \`${torn.id}\` leaves it out, or something that it needs`);
  }
  return found;
}

/** A document with more of them than this has another problem. */
const mostTorn = 1000;

/** The step itself, and all that it needs directly or through others. */
function neededBy(step: Step, byId: ReadonlyMap<string, Step>): Set<string> {
  const needed = new Set([step.id]);
  for (const id of needed) for (const need of byId.get(id)?.needs ?? []) needed.add(need);
  return needed;
}

function dependentsOf(steps: readonly Step[]): ReadonlyMap<string, readonly Step[]> {
  const dependents = new Map<string, Step[]>();
  for (const step of steps) {
    for (const need of step.needs) {
      const known = dependents.get(need);
      if (known) known.push(step);
      else dependents.set(need, [step]);
    }
  }
  return dependents;
}

function reasonFrom(
  step: Step,
  byId: ReadonlyMap<string, Step>,
  dead: ReadonlyMap<string, string>,
): string | null {
  for (const need of step.needs) {
    if (dead.has(need)) return `it needs \`${need}\`, which never runs`;
    const other = byId.get(need);
    if (other && areApart(step, other)) {
      return `it needs \`${need}\`, which runs in ${other.environments?.join(", ")} only`;
    }
  }
  return null;
}

/** No environment allows both. */
function areApart(a: Step, b: Step): boolean {
  if (a.environments === null || b.environments === null) return false;
  const other = new Set(b.environments);
  return !a.environments.some((name) => other.has(name));
}
