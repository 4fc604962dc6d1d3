/** The beginning of a report: what is about to be walked, where, by whom, and how far. */

import type { Circumstances, EventOf, Mode } from "../model/event.ts";
import type { Run } from "../model/run.ts";
import { countWords } from "../model/words.ts";
import { detail, type Entry, gap, headline, signs } from "./entry.ts";

export function headerEntries(event: EventOf<"session.opened">): readonly Entry[] {
  const { runbook, steps } = event.plan;
  const count = steps.filter(({ role }) => role === "main").length;
  return [
    { kind: "title", text: runbook.title },
    field("runbook", `${runbook.path}, ${countWords(count, "step")}`),
    field("digest", `sha256 ${runbook.digest.slice(0, 16)}`),
    ...event.plan.callees.map(({ call, path }) => field("calls", `${path}, at ${call}`)),
    ...circumstanceFields(event),
    field("session", event.session),
  ];
}

export function inputEntries(
  { plan }: Run,
  { by, values }: EventOf<"input.set">,
): readonly Entry[] {
  const inferred = new Set(plan.inputs.filter((spec) => spec.inferred).map(({ name }) => name));
  return Object.entries(values).map(([name, value]) => {
    const origin = inferred.has(name) ? `inferred, ${byWords[by]}` : byWords[by];
    return field("input", `${name} = ${value} (${origin})`);
  });
}

const byWords = { operator: "typed", flag: "given with --set", default: "default" } as const;

export function resumedEntries(run: Run, event: EventOf<"session.resumed">): readonly Entry[] {
  const unknown = Object.entries(run.steps).filter(([, state]) => state.kind === "unknown");
  return [
    gap,
    { kind: "title", text: `${run.plan.runbook.title}, resumed` },
    field("runbook", run.plan.runbook.path),
    ...circumstanceFields(event),
    field("session", run.session),
    ...unknown.flatMap(([id]) => [
      gap,
      headline(signs.unknown, `${id}  unknown`, "warn"),
      detail("it was running when the tool died, and nobody knows how it ended"),
    ]),
  ];
}

function circumstanceFields(now: Circumstances): Entry[] {
  const { host, operator, mode, policy, callPolicies, claim, tool } = now;
  return [
    field("host", `${host}, as ${operator}`),
    field("mode", modeWords(mode)),
    field("policy", policy.path ?? "built-in defaults"),
    ...callPolicies.map((own) => field("policy", `${own.policy.path}, within ${own.call}`)),
    ...(claim === null ? [] : [field("claim", `--env ${claim}, to be checked`)]),
    field("tool", tool),
  ];
}

function field(name: string, text: string): Entry {
  return { kind: "field", name, text };
}

function modeWords(mode: Mode): string {
  if (mode.kind === "interactive") return "interactive";
  return mode.ceiling === "none"
    ? "headless; only what just reads runs by itself"
    : `headless; what is of ${mode.ceiling} risk or less runs by itself`;
}
