/** Makes a step ready to be asked about: its condition judged, its values filled in. */
import { recognised } from "../guards/environment.ts";
import type { Observation } from "../model/observation.ts";
import type { Run } from "../model/run.ts";
import type { CodeStep, Step } from "../model/step.ts";
import type { Reason } from "../model/verdict.ts";
import { evaluateCondition } from "../parser/condition.ts";
import { fillText } from "../shell/fill.ts";
import { renderCode } from "../shell/render.ts";

export type Prepared =
  | {
      readonly kind: "code";
      readonly code: string;
      readonly target: string;
      readonly backup: readonly string[];
    }
  | { readonly kind: "task" }
  /** Its condition says that it does not apply. */
  | { readonly kind: "notNow"; readonly reason: string }
  | { readonly kind: "impossible"; readonly reasons: readonly Reason[] };

export function prepare(run: Run, step: Step, observation: Observation): Prepared {
  if (step.blockers.length > 0) {
    return impossible(step.blockers.map((text) => ({ guard: "runbook", text })));
  }
  if (step.when !== null) {
    const environment = recognised(observation)[0] ?? "";
    const judged = evaluateCondition(step.when, run.values, environment, run.plan.inputs);
    if (!judged.ok) return impossible([{ guard: "condition", text: judged.message }]);
    if (!judged.value)
      return { kind: "notNow", reason: `its condition does not hold: ${step.when}` };
  }
  return step.kind === "manual" ? { kind: "task" } : fillIn(run, step);
}

function fillIn(run: Run, step: CodeStep): Prepared {
  const code = renderCode(step.code, run.values, step.raw);
  const target = fillText(step.on, run.values);
  const backup = step.backup.map((path) => fillText(path, run.values));
  const reasons = [code, target, ...backup]
    .flatMap((filled) => (filled.ok ? [] : filled.problems))
    .map(({ text }) => ({ guard: "values", text }));
  if (!code.ok || !target.ok || reasons.length > 0) return impossible(reasons);

  const paths = backup.flatMap((filled) => (filled.ok ? [filled.text] : []));
  const relative = paths.filter((path) => !path.startsWith("/"));
  if (relative.length > 0) {
    return impossible(
      relative.map((path) => ({ guard: "backup", text: `backup needs a whole path, not ${path}` })),
    );
  }
  return { kind: "code", code: code.code, target: target.text, backup: paths };
}

function impossible(reasons: readonly Reason[]): Prepared {
  return { kind: "impossible", reasons };
}
