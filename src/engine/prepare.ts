/** Makes a step ready to be asked about: its condition judged, its values filled in. */
import { recognised } from "../guards/environment.ts";
import type { Observation } from "../model/observation.ts";
import type { Run } from "../model/run.ts";
import type { CallStep, CodeStep, Step } from "../model/step.ts";
import type { Reason } from "../model/verdict.ts";
import { evaluateCondition } from "../parser/condition.ts";
import { checkValue } from "../parser/input-value.ts";
import { type Reading, readEffects } from "../shell/effects.ts";
import type { Values } from "../shell/value.ts";
import { inputsOf, valuesAt } from "./look.ts";
import { beginsOpen, fillPartly, hasOpen, renderPartly } from "./partly-filled.ts";

export type Prepared =
  | {
      readonly kind: "code";
      readonly code: string;
      readonly target: string;
      readonly backup: readonly string[];
      /** What the code would do. */
      readonly reading: Reading;
    }
  | { readonly kind: "call"; readonly target: string; readonly values: Record<string, string> }
  /** A person does it: there is no code to run. */
  | { readonly kind: "byHand" }
  /** Its condition says that it does not apply. */
  | { readonly kind: "notNow"; readonly reason: string }
  | { readonly kind: "impossible"; readonly reasons: readonly Reason[] };

/** What has yet to come, where a step is looked at before it is reached. */
interface Ahead {
  /** Whether nobody can say yet if the condition holds: it is taken to hold. */
  readonly condition: boolean;
  /** The names whose values are not there yet: they are left standing. */
  readonly values: readonly string[];
}

const nothingAhead: Ahead = { condition: false, values: [] };

export function prepare(
  run: Run,
  step: Step,
  observation: Observation,
  ahead: Ahead = nothingAhead,
): Prepared {
  if (step.blockers.length > 0) {
    return impossible(step.blockers.map((text) => ({ guard: "runbook", text })));
  }
  const values = valuesAt(run, step, observation);
  if (step.when !== null && !ahead.condition) {
    const environment = recognised(observation)[0] ?? "";
    const judged = evaluateCondition(step.when, values, environment, inputsOf(run.plan));
    if (!judged.ok) return impossible([{ guard: "condition", text: judged.message }]);
    if (!judged.value)
      return { kind: "notNow", reason: `its condition does not hold: ${step.when}` };
  }
  switch (step.kind) {
    case "code":
      return fillIn(values, step, ahead.values);
    case "call":
      return bind(values, step, ahead.values);
    default:
      return { kind: "byHand" };
  }
}

/** What the caller gives is judged by what the called runbook says of its inputs. */
function bind(values: Values, step: CallStep, open: readonly string[]): Prepared {
  const bound = step.bindings.map(({ name, value, sets }) => {
    const filled = fillPartly(value, values, open);
    if (!filled.ok) return { name, wrong: filled.problems.map(({ text }) => text).join("; ") };
    if (sets === null) return { name, wrong: "the called runbook is not known" };
    if (hasOpen(value, open)) return { name: sets.name };
    const problem = checkValue(sets, filled.text);
    if (problem !== null) return { name, wrong: `\`${filled.text}\` is ${problem}` };
    return { name: sets.name, value: filled.text };
  });
  const reasons = bound.flatMap(({ name, wrong }) =>
    wrong === undefined
      ? []
      : [{ guard: "values", text: `the input \`${name}\` of ${step.runbook}: ${wrong}` }],
  );
  if (reasons.length > 0) return impossible(reasons);
  const given = bound.flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { kind: "call", target: step.on, values: Object.fromEntries(given) };
}

function fillIn(values: Values, step: CodeStep, open: readonly string[]): Prepared {
  const code = renderPartly(step.code, values, step.raw, open);
  const target = fillPartly(step.on, values, open);
  const backup = step.backup.map((path) => fillPartly(path, values, open));
  const reasons = [code, target, ...backup]
    .flatMap((filled) => (filled.ok ? [] : filled.problems))
    .map(({ text }) => ({ guard: "values", text }));
  if (!code.ok || !target.ok || reasons.length > 0) return impossible(reasons);

  const paths = backup.flatMap((filled) => (filled.ok ? [filled.text] : []));
  const relative = paths.filter((path) => !path.startsWith("/") && !beginsOpen(path, open));
  if (relative.length > 0) {
    return impossible(
      relative.map((path) => ({ guard: "backup", text: `backup needs a whole path, not ${path}` })),
    );
  }
  const reading = readEffects(code.code);
  return { kind: "code", code: code.code, target: target.text, backup: paths, reading };
}

function impossible(reasons: readonly Reason[]): Prepared {
  return { kind: "impossible", reasons };
}
