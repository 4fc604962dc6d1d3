/** The command `run --dry-run`: what a run would do, step by step, with nothing started and nothing written. */
import { policyOf } from "../engine/policy-of.ts";
import { effectiveRisk } from "../guards/effective-risk.ts";
import type { Circumstances } from "../model/event.ts";
import { neutralise } from "../model/neutralise.ts";
import type { CodeStep, Step } from "../model/step.ts";
import { fillText } from "../shell/fill.ts";
import { renderCode } from "../shell/render.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { PreparedRun } from "./prepared-run.ts";

/** No probe is sent either, so the environment's own word is missing from what it says. */
export function rehearse(io: Io, prepared: PreparedRun): number {
  const { plan, circumstances } = prepared;
  const values = valuesOf(prepared);
  const main = plan.steps.filter(({ role }) => role === "main");
  const shown = main.map((step) => describe(step, values, circumstances, plan.leftOut[step.id]));
  const head = `${plan.runbook.title}: ${main.length} steps, as they would be walked. Nothing was run.`;
  io.stdout.write(`${neutralise([head, ...shown].join("\n\n"))}\n`);
  return exitCode.done;
}

function valuesOf({ plan, given }: PreparedRun): Record<string, string> {
  const defaults = plan.inputs.flatMap(({ name, default: value }) =>
    value === null ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(defaults), ...given };
}

function describe(
  step: Step,
  values: Readonly<Record<string, string>>,
  circumstances: Circumstances,
  leftOut: string | undefined,
): string {
  const lines = [
    `${step.id}  ${step.title}`,
    `  ${effectiveRisk(step).why}; ${demandOn(step, circumstances)}`,
    ...(leftOut === undefined ? [] : [`  left out by ${leftOut}`]),
    ...(step.needs.length > 0 ? [`  needs ${step.needs.join(", ")}`] : []),
    ...(step.when === null ? [] : [`  when ${step.when}`]),
    ...step.blockers.map((text) => `  cannot run as it is written: ${text}`),
    ...whatIsDone(step, values),
  ];
  return lines.join("\n");
}

function whatIsDone(step: Step, values: Readonly<Record<string, string>>): string[] {
  switch (step.kind) {
    case "code":
      return codeLines(step, values);
    case "manual":
      return [indent(step.text)];
    case "choice":
      return [
        ...(step.question === "" ? [] : [indent(step.question)]),
        ...step.options.map(({ label }, index) => `    ${index + 1}) ${label}`),
      ];
    case "call":
      return [
        `  calls ${step.runbook}`,
        ...step.bindings.map(({ name, value }) => `    ${name} = ${filledOr(value, values)}`),
      ];
  }
}

function demandOn(step: Step, circumstances: Circumstances): string {
  const { mode } = circumstances;
  if (mode.kind === "auto" && step.auto !== null) return `auto=${step.auto}`;
  if (step.kind === "call") return step.confirm ? "asks yes or no" : "no question";
  if (step.kind !== "code") return mode.kind === "auto" ? "a person is needed" : byHand[step.kind];
  const demand = policyOf(circumstances, step.id).risk[effectiveRisk(step).risk];
  return {
    run: "no question by its risk",
    confirm: "asks yes or no",
    type: "asks to type the target's name",
  }[demand];
}

const byHand = { manual: "tick when done", choice: "choose one" } as const;

function codeLines(step: CodeStep, values: Readonly<Record<string, string>>): string[] {
  const saved = step.backup.map((path) => `  saves ${filledOr(path, values)} first`);
  const rendered = renderCode(step.code, values);
  return [...saved, indent(rendered.ok ? rendered.code : step.code)];
}

/** As it is written where a value is not there yet. */
function filledOr(text: string, values: Readonly<Record<string, string>>): string {
  const filled = fillText(text, values);
  return filled.ok ? filled.text : text;
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
