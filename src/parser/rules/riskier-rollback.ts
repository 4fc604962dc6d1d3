/** A way back that could do more harm than the way there. */
import { isWithin } from "../../model/risk.ts";
import type { Complaint, Facts } from "./rule.ts";
import { openingLine } from "./step-span.ts";

export function riskierRollback({ runbook, source }: Facts): Complaint[] {
  const byId = new Map(runbook.steps.map((step) => [step.id, step]));
  return runbook.steps.flatMap((step) => {
    const undo = step.kind === "code" ? byId.get(step.rollback ?? "") : undefined;
    if (!undo?.risk || step.risk === null || isWithin(undo.risk, step.risk)) return [];
    const message = `undoing \`${step.id}\` (risk ${step.risk}) takes \`${undo.id}\` with risk ${undo.risk}`;
    const hint = "undo it with less, or say at the step that it is this risky";
    return [{ span: openingLine(step, source), message, hint }];
  });
}
