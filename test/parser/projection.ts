/** What a fixture's JSON holds of a runbook: all that differs from the defaults, short enough to check by eye. */
import { bareCode } from "../../src/model/bare-step.ts";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import type { Runbook } from "../../src/model/runbook.ts";
import type { Step } from "../../src/model/step.ts";

export function project(runbook: Runbook): Record<string, unknown> {
  const { path: _path, source: _source, inputs, steps, diagnostics, ...rest } = runbook;
  const defaults = {
    summary: null,
    owner: null,
    alerts: [],
    environments: null,
    reviewed: null,
    prerequisites: [],
  };
  return {
    ...withoutDefaults(rest, defaults),
    ...(inputs.length > 0
      ? { inputs: inputs.map((one) => withoutDefaults({ ...one }, { raw: false })) }
      : {}),
    steps: steps.map(projectStep),
    diagnostics: diagnostics.map(projectDiagnostic),
  };
}

function projectStep({ lines, headings, ...step }: Step): Record<string, unknown> {
  return {
    id: step.id,
    lines: `${lines.first}-${lines.last}`,
    headings: headings.join(" > "),
    ...withoutDefaults(step, { ...bareCode(), id: step.id }),
  };
}

function projectDiagnostic(diagnostic: Diagnostic): string[] {
  const { severity, rule, place, message, expected, hint } = diagnostic;
  const at = place
    ? `${place.start.line}:${place.start.column}-${place.end.line}:${place.end.column}`
    : "document";
  return [
    `${at} ${severity} ${rule}`,
    message,
    ...(expected === null ? [] : [`expected ${expected}`]),
    ...(hint === null ? [] : [`hint: ${hint}`]),
  ];
}

function withoutDefaults(
  all: Record<string, unknown>,
  defaults: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(all).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]),
    ),
  );
}
