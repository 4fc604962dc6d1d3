/** A step that changes something, and nothing looks whether it worked. */
import type { Step } from "../../model/step.ts";
import type { Complaint, Facts } from "./rule.ts";
import { openingLine } from "./step-span.ts";

export function changeWithoutCheck({ runbook, source }: Facts): Complaint[] {
  const { steps } = runbook;
  const checked = new Set(steps.filter(checks).flatMap(({ needs }) => needs));
  const below = stepsBelow(steps);
  return steps.flatMap((step) => {
    if (step.kind !== "code" || !changes(step) || checks(step)) return [];
    // The step right below, or one that names this one, may be the check.
    const next = below.get(step);
    if (checked.has(step.id) || (next && checks(next))) return [];
    const message = `risk is ${step.risk}, and nothing looks whether \`${step.id}\` worked`;
    const hint = "add `expect`, or a step below that looks at the result with `expect`";
    return [{ span: openingLine(step, source), message, hint }];
  });
}

/** For each step the next one of the same role. */
function stepsBelow(steps: readonly Step[]): ReadonlyMap<Step, Step> {
  const below = new Map<Step, Step>();
  const last = new Map<Step["role"], Step>();
  for (const step of steps) {
    const above = last.get(step.role);
    if (above) below.set(above, step);
    last.set(step.role, step);
  }
  return below;
}

function changes({ risk }: Step): boolean {
  return risk === "medium" || risk === "high" || risk === "critical";
}

/**
 * A person who ticks a task or chooses has looked, and a called runbook may; a capture fails where its
 * value is missing.
 */
function checks(step: Step): boolean {
  if (step.kind !== "code") return true;
  return step.expect.length > 0 || step.capture !== null || step.exit.join() !== "0";
}
