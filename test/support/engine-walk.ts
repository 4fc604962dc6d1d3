/** Walks a plan by hand in tests: says inputs one by one and shows what they lead to. */
import { decide } from "../../src/engine/decide.ts";
import { due } from "../../src/engine/due.ts";
import { evolve } from "../../src/engine/evolve.ts";
import { type Waiting, waitingFor } from "../../src/engine/waiting.ts";
import type { Effect } from "../../src/model/effect.ts";
import type { Circumstances, Event, Mode } from "../../src/model/event.ts";
import type { Input, PersonInput } from "../../src/model/input.ts";
import type { InputSpec } from "../../src/model/input-spec.ts";
import type { Report } from "../../src/model/outcome.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Policy } from "../../src/model/policy.ts";
import type { Run } from "../../src/model/run.ts";
import type { Step } from "../../src/model/step.ts";
import { noEnvironments, observed } from "./steps.ts";

export const noon = "2026-01-01T12:00:00.000Z";

export interface WalkOptions {
  readonly mode?: Mode;
  readonly policy?: Policy;
  readonly callPolicies?: Circumstances["callPolicies"];
  readonly inputs?: readonly InputSpec[];
  readonly given?: Readonly<Record<string, string>>;
  readonly callees?: Plan["callees"];
  readonly leftOut?: Readonly<Record<string, string>>;
  /** Environments whose probes hold. */
  readonly here?: readonly string[];
}

export interface Walk {
  readonly events: Event[];
  run(): Run;
  /** Says one thing and gives the events that follow. */
  say(input: Input): Event[];
  /** Answers every look at the target until something else is due. */
  look(): void;
  /** What is waited for, after looking. */
  waiting(): Waiting | null;
  due(): Effect[];
  /** Another process takes over, from the journal alone. */
  restart(mode?: Mode): void;
}

export function walk(steps: readonly Step[], options: WalkOptions = {}): Walk {
  const policy = options.policy ?? noEnvironments;
  const events: Event[] = [];
  let run: Run | null = null;
  const circumstances = (mode: Mode): Circumstances => ({
    tool: "firebreak test",
    host: "web-1",
    operator: "operator",
    directory: "/srv",
    mode,
    policy,
    policyDigest: null,
    callPolicies: [...(options.callPolicies ?? [])],
    claim: null,
  });
  const current = (): Run => {
    if (run === null) throw new Error("not opened");
    return run;
  };
  const say = (input: Input): Event[] => {
    const followed = decide(run, input, noon);
    for (const event of followed) run = evolve(run, event);
    events.push(...followed);
    return followed;
  };
  const look = () => {
    for (let effect = nextLook(current()); effect !== null; effect = nextLook(current())) {
      const observation = observed(policy, ...(options.here ?? []));
      say({ kind: "observed", step: effect.step, attempt: effect.attempt, observation });
    }
  };
  say({
    kind: "open",
    session: "test",
    plan: {
      runbook: {
        path: "/runbook.md",
        title: "Runbook",
        summary: null,
        digest: "0".repeat(64),
        reviewed: "2026-10-01",
      },
      inputs: [...(options.inputs ?? [])],
      steps: [...steps],
      callees: [...(options.callees ?? [])],
      leftOut: { ...options.leftOut },
    },
    circumstances: circumstances(options.mode ?? { kind: "interactive" }),
    given: { ...options.given },
  });
  return {
    events,
    run: current,
    say,
    look,
    waiting: () => {
      look();
      return waitingFor(current());
    },
    due: () => due(current()),
    restart: (mode = { kind: "interactive" }) => {
      run = events.reduce<Run | null>(evolve, null);
      say({ kind: "resume", circumstances: circumstances(mode) });
    },
  };
}

function nextLook(run: Run): Effect | null {
  return due(run).find(({ kind }) => kind === "observe") ?? null;
}

/** A person's fitting word for what is waited for. */
export function yes(waiting: Waiting | null): PersonInput {
  if (waiting?.kind === "task")
    return { kind: "tick", step: waiting.step, attempt: waiting.attempt };
  if (waiting?.kind !== "approval") throw new Error(`nothing to say yes to: ${waiting?.kind}`);
  const { step, attempt, question } = waiting;
  return { kind: "answer", step, attempt, typed: question.level === "type" ? question.word : null };
}

/** What a process that ended with `code` reports. */
export function exited(code: number, changes: Partial<Report> = {}): Report {
  const stream = { bytes: 0, omittedBytes: 0, tail: "", sha256: "0".repeat(64) };
  return {
    end: { kind: "exited", code },
    durationMs: 5,
    stdout: stream,
    stderr: stream,
    captured: null,
    unmet: [],
    ...changes,
  };
}
