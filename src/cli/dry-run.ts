/** The command `run --dry-run`: what a run would do, step by step, with nothing started and nothing written. */
import { effectiveRisk } from "../guards/effective-risk.ts";
import { unallowedRaw } from "../guards/raw-input.ts";
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
    ...[unallowedRaw(step, circumstances.policy)].flatMap((why) =>
      why ? [`  denied: ${why}`] : [],
    ),
    ...(step.kind === "manual" ? [indent(step.text)] : codeLines(step, values)),
  ];
  return lines.join("\n");
}

function demandOn(step: Step, { mode, policy }: Circumstances): string {
  if (mode.kind === "auto" && step.auto !== null) return `auto=${step.auto}`;
  if (step.kind === "manual") return mode.kind === "auto" ? "a person is needed" : "tick when done";
  const demand = policy.risk[effectiveRisk(step).risk];
  return {
    run: "no question by its risk",
    confirm: "asks yes or no",
    type: "asks to type the target's name",
  }[demand];
}

function codeLines(step: CodeStep, values: Readonly<Record<string, string>>): string[] {
  const saved = step.backup.map((path) => {
    const filled = fillText(path, values);
    return `  saves ${filled.ok ? filled.text : path} first`;
  });
  const rendered = renderCode(step.code, values, step.raw);
  return [...saved, indent(rendered.ok ? rendered.code : step.code)];
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
