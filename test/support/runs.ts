/** Builds runs for tests from what happened in them, so that they are runs that a journal could give. */
import { evolve } from "../../src/engine/evolve.ts";
import type { Fact } from "../../src/engine/fact.ts";
import type { Circumstances, Event, EventOf } from "../../src/model/event.ts";
import type { InputSpec } from "../../src/model/input-spec.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { Report } from "../../src/model/outcome.ts";
import type { Run } from "../../src/model/run.ts";
import type { Step } from "../../src/model/step.ts";
import type { Question } from "../../src/model/verdict.ts";
import { effectPhrases } from "../../src/shell/effect-words.ts";
import { readEffects } from "../../src/shell/effects.ts";
import { observed, twoEnvironments } from "./steps.ts";

export interface Story {
  readonly run: Run;
  readonly events: readonly Event[];
  /** The same story with more to it. */
  and(...facts: readonly Fact[]): Story;
}

interface Opening {
  readonly title: string;
  readonly summary?: string;
  readonly steps: readonly Step[];
  readonly inputs?: readonly InputSpec[];
  readonly circumstances?: Partial<Circumstances>;
}

/** A session that has just been opened. Every event has the same time. */
export function story(opening: Opening): Story {
  return told([stamped(opened(opening))]);
}

function told(events: readonly Event[]): Story {
  const run = events.reduce<Run | null>(evolve, null);
  if (run === null) throw new Error("a story begins with session.opened");
  return { run, events, and: (...facts) => told([...events, ...facts.map(stamped)]) };
}

export const storyTime = "2026-11-21T03:12:00.000Z";

function stamped(fact: Fact): Event {
  return { ...fact, at: storyTime };
}

export const interactive: Circumstances = {
  tool: "0.1.0",
  host: "ops-1",
  operator: "operator@example.com",
  directory: "/srv",
  mode: { kind: "interactive" },
  policy: twoEnvironments,
  policyDigest: null,
  callPolicies: [],
  claim: null,
};

function opened({ title, summary = "", steps, inputs = [], circumstances = {} }: Opening): Fact {
  return {
    type: "session.opened",
    session: "20261121-0312-caddy-ab12",
    plan: {
      runbook: {
        path: "runbook.md",
        title,
        summary: summary || null,
        digest: "0".repeat(64),
        reviewed: "2026-10-01",
      },
      inputs: [...inputs],
      steps: [...steps],
      callees: [],
      leftOut: {},
    },
    ...interactive,
    ...circumstances,
  };
}

/** The walk stands at a step and the target was looked at. */
export function reached(
  step: string,
  observation: Observation = observed(twoEnvironments, "prod"),
  attempt = 1,
): Fact[] {
  return [
    { type: "step.reached", step, attempt },
    { type: "environment.observed", step, attempt, observation },
  ];
}

export function asked(step: string, question: Partial<Question>, attempt = 1): Fact {
  const reading = readEffects(question.code ?? harmless.code);
  const read = { risk: reading.risk, does: effectPhrases(reading) };
  return { type: "step.asked", step, attempt, question: { ...harmless, ...read, ...question } };
}

const harmless: Question = {
  level: "go",
  approvals: 0,
  approvers: [],
  word: "web-1",
  reasons: [],
  risk: "none",
  does: [],
  code: "true",
  target: "local",
  backup: [],
};

export function started(step: string, code: string, attempt = 1): Fact {
  const { risk, does } = harmless;
  return { type: "step.started", step, attempt, code, target: "local", risk, does };
}

export function ended(
  step: string,
  changes: Partial<Pick<EventOf<"step.ended">, "ok">> & { report?: Partial<Report> } = {},
  attempt = 1,
): Fact {
  const report: Report = { ...goodReport, ...changes.report };
  return { type: "step.ended", step, attempt, ok: changes.ok ?? true, report };
}

const noOutput = { bytes: 0, omittedBytes: 0, tail: "", sha256: "0".repeat(64) };

export const goodReport: Report = {
  end: { kind: "exited", code: 0 },
  durationMs: 1200,
  stdout: noOutput,
  stderr: noOutput,
  captured: null,
  unmet: [],
};

/** From reaching a step to its good end. */
export function walked(step: string, code = "true"): Fact[] {
  return [
    ...reached(step),
    asked(step, { code }),
    { type: "step.answered", step, attempt: 1, typed: null },
    started(step, code),
    ended(step),
  ];
}
