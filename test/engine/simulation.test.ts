/**
 * The engine under thousands of seeded schedules that crash it at every point; and the same schedules
 * against engines with one rule broken, each of which must be found out.
 */
import { describe, expect, it } from "vitest";
import { decide } from "../../src/engine/decide.ts";
import type { Rules } from "../../src/engine/drive.ts";
import { due } from "../../src/engine/due.ts";
import { evolve } from "../../src/engine/evolve.ts";
import type { Artefact } from "../../src/model/artefact.ts";
import type { Event } from "../../src/model/event.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { Policy } from "../../src/model/policy.ts";
import type { Run, StepState } from "../../src/model/run.ts";
import { defaultPolicy } from "../../src/parser/policy.ts";
import { Violation } from "./simulator/oracle.ts";
import { type Mutation, simulate } from "./simulator/simulate.ts";

const sound: Rules = { decide, evolve, due };
const schedules = 10_000;

describe("the engine in a world that breaks", () => {
  it(`keeps its rules in ${schedules} schedules`, { timeout: 600_000 }, async () => {
    const tally = { crashes: 0, processes: 0, finished: 0, events: 0 };
    const seen = new Set<string>();
    for (let seed = 0; seed < schedules; seed += 1) {
      const result = await simulate(seed, { rules: sound }).catch((cause: unknown) => {
        throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.stack : String(cause)}`);
      });
      tally.crashes += result.crashes;
      tally.processes += result.processes;
      tally.finished += result.finished ? 1 : 0;
      tally.events += result.events.length;
      for (const { type } of result.events) seen.add(type);
    }
    console.log(`${schedules} schedules:`, JSON.stringify(tally));
    // A simulator that never gets anywhere proves nothing: each kind of event must have happened.
    expect([...seen].sort()).toEqual(everyEventType);
    expect(tally.crashes).toBeGreaterThan(schedules / 10);
    expect(tally.finished).toBeGreaterThan(schedules / 3);
  });
});

const everyEventType: Event["type"][] = [
  "approval.refused",
  "approval.requested",
  "backup.ended",
  "backup.started",
  "call.entered",
  "cancel.requested",
  "environment.observed",
  "input.set",
  "note.added",
  "restore.ended",
  "restore.left",
  "restore.started",
  "session.finished",
  "session.opened",
  "session.resumed",
  "session.stopped",
  "step.answered",
  "step.approved",
  "step.asked",
  "step.chosen",
  "step.denied",
  "step.ended",
  "step.left",
  "step.output",
  "step.reached",
  "step.settled",
  "step.skipped",
  "step.started",
  "step.ticked",
  "stop.requested",
  "undo.chosen",
];

interface BrokenRule {
  readonly name: string;
  readonly mutation: Mutation;
  /** The rule whose violation must be reported. */
  readonly caught: string;
}

let lapses = 0;

const brokenRules: readonly BrokenRule[] = [
  {
    name: "evolve depends on something other than its arguments",
    caught: "replay equals live",
    mutation: evolving((run, event) => {
      const next = evolve(run, event);
      lapses += 1;
      return event.type === "note.added" ? { ...next, part: next.part + lapses } : next;
    }),
  },
  {
    name: "the journal says that it has written before it has",
    caught: "no effect without a durable intent",
    mutation: { rules: sound, lyingJournal: true },
  },
  {
    name: "a running step keeps running across a crash",
    caught: "no attempt spawned twice",
    mutation: evolving(keepsRunning),
  },
  {
    name: "effects are named anew each time they are asked for",
    caught: "no attempt spawned twice",
    mutation: {
      rules: {
        ...sound,
        due: (run) =>
          due(run).map((effect) => {
            lapses += 1;
            return { ...effect, key: `${effect.key} ${lapses}` };
          }),
      },
    },
  },
  {
    name: "a question counts as answered when it is asked",
    caught: "no guarded step started unapproved",
    mutation: evolving(onceAsked((state) => ({ ...state, approved: state.asked }))),
  },
  {
    name: "others count as having approved when they are asked",
    caught: "no guarded step started unapproved",
    mutation: evolving(onceAsked((state) => ({ ...state, approvals: givenByNobody }))),
  },
  {
    name: "the target is not looked at again after the answer",
    caught: "no guarded step started unapproved",
    mutation: evolving((run, event) => {
      const next = evolve(run, event);
      const before = run?.steps["step" in event && event.step !== null ? event.step : ""];
      return event.type === "step.answered" && before?.kind === "active"
        ? changeStep(next, event.step, (state) =>
            state.kind === "active" ? { ...state, observation: before.observation } : state,
          )
        : next;
    }),
  },
  {
    name: "a failed backup counts as taken",
    caught: "no guarded step started unapproved",
    mutation: evolving((run, event) =>
      evolve(
        run,
        event.type === "backup.ended" && event.result.kind === "failed"
          ? {
              ...event,
              result: { kind: "taken", artefacts: savedByFaith(run, event.step) },
            }
          : event,
      ),
    ),
  },
  {
    name: "whose turn it is, nobody looks at",
    caught: "no guarded step started unapproved",
    mutation: seeing((seen) => ({ ...seen, busy: null })),
  },
  {
    name: "a machine keeps the name that it was first seen with",
    caught: "no guarded step started unapproved",
    mutation: seeing((seen) => ({ ...seen, hostname: "box" })),
  },
  {
    name: "it is always noon on a Thursday",
    caught: "no guarded step started unapproved",
    mutation: deciding((run, input, at) =>
      decide(run, input, "2026-01-01T12:00:00.000Z").map((event) => ({ ...event, at })),
    ),
  },
  ...(
    [
      ["no rule about commands holds", { rules: [] }],
      ["no window is ever closed", { windows: [] }],
      ["nobody is asked for a second yes", { productionRisk: defaultPolicy.productionRisk }],
      ["anybody's second yes will do", { approvers: null }],
      ["no review is ever too old", { reviewAgeDays: 9999 }],
    ] satisfies [string, Partial<Policy>][]
  ).map(([name, lapse]) => ({
    name,
    caught: "no guarded step started unapproved",
    mutation: evolving(forgetting(lapse)),
  })),
  {
    name: "the review of the runbook that was opened counts for those that it calls",
    caught: "no guarded step started unapproved",
    mutation: evolving((run, event) => {
      const next = evolve(run, event);
      if (event.type !== "session.opened") return next;
      const { reviewed } = next.plan.runbook;
      const callees = next.plan.callees.map((callee) => ({ ...callee, reviewed }));
      return { ...next, plan: { ...next.plan, callees } };
    }),
  },
  {
    name: "whatever is picked, the first option is walked",
    caught: "only what was chosen is walked",
    mutation: evolving((run, event) =>
      evolve(run, event.type === "step.chosen" ? { ...event, option: 0 } : event),
    ),
  },
  {
    name: "who skips a choice has picked its first option",
    caught: "only what was chosen is walked",
    mutation: evolving((run, event) => {
      const next = evolve(run, event);
      return event.type === "step.skipped" && event.by === "operator"
        ? { ...next, chosen: { ...next.chosen, [event.step]: 0 } }
        : next;
    }),
  },
  {
    name: "a call counts as entered as soon as it is reached",
    caught: "what is called waits for its call",
    mutation: evolving((run, event) => {
      const next = evolve(run, event);
      if (event.type !== "step.reached" || !isCall(next, event.step)) return next;
      const values = { ...next.values, call__who: "all" };
      const { attempt } = event;
      return changeStep({ ...next, values }, event.step, () => ({
        kind: "succeeded",
        attempt,
        report: null,
      }));
    }),
  },
  {
    name: "a call gives values that were never checked",
    caught: "what is called waits for its call",
    mutation: deciding((run, input, at) =>
      decide(run, input, at).map((event) =>
        event.type === "call.entered" ? { ...event, values: { call__who: "not a name" } } : event,
      ),
    ),
  },
  {
    name: "what was running at a crash counts as done",
    caught: "needs are met first",
    mutation: evolving((run, event) => {
      const next = evolve(run, event);
      return event.type === "session.resumed" ? everyUnknownSucceeds(next) : next;
    }),
  },
];

describe("a broken rule is found out", () => {
  it.each(brokenRules)("$name", { timeout: 120_000 }, async ({ mutation, caught }) => {
    expect(await violations(mutation, caught)).toContain(caught);
  });
});

/** The rules that are reported broken, up to the one that is waited for. */
async function violations(mutation: Mutation, caught: string): Promise<string[]> {
  const found = new Set<string>();
  for (let seed = 0; seed < 5000 && !found.has(caught); seed += 1) {
    await simulate(seed, mutation).catch((cause: unknown) => {
      if (!(cause instanceof Violation)) throw cause;
      found.add(cause.rule);
    });
  }
  return [...found];
}

function evolving(broken: Rules["evolve"]): Mutation {
  return { rules: { ...sound, evolve: broken } };
}

function deciding(broken: Rules["decide"]): Mutation {
  return { rules: { ...sound, decide: broken } };
}

/** Changes an active step in the very moment in which it is asked about. */
function onceAsked(
  change: (state: Extract<StepState, { kind: "active" }>) => StepState,
): Rules["evolve"] {
  return (run, event) => {
    const next = evolve(run, event);
    if (event.type !== "step.asked") return next;
    return changeStep(next, event.step, (state) =>
      state.kind === "active" ? change(state) : state,
    );
  };
}

/** The engine takes what was seen for something else; the journal has it right. */
function seeing(other: (seen: Observation) => Observation): Mutation {
  return deciding((run, input, at) => {
    if (input.kind !== "observed") return decide(run, input, at);
    const { observation } = input;
    return decide(run, { ...input, observation: other(observation) }, at).map((event) =>
      event.type === "environment.observed" ? { ...event, observation } : event,
    );
  });
}

/** The engine goes by another policy than the journal says. */
function forgetting(lapse: Partial<Policy>): Rules["evolve"] {
  return (run, event) => {
    const next = evolve(run, event);
    const begins = event.type === "session.opened" || event.type === "session.resumed";
    if (!begins) return next;
    return { ...next, now: { ...next.now, policy: { ...next.now.policy, ...lapse } } };
  };
}

function keepsRunning(run: Run | null, event: Event): Run {
  const next = evolve(run, event);
  if (event.type !== "session.resumed" || run === null) return next;
  const running = Object.entries(run.steps).filter(([, state]) => state.kind === "running");
  return { ...next, steps: { ...next.steps, ...Object.fromEntries(running) } };
}

function everyUnknownSucceeds(run: Run): Run {
  const steps = Object.entries(run.steps).map(([id, state]): [string, StepState] => [
    id,
    state.kind === "unknown" ? { kind: "succeeded", attempt: state.attempt, report: null } : state,
  ]);
  return { ...run, steps: Object.fromEntries(steps) };
}

function changeStep(run: Run, id: string, change: (state: StepState) => StepState): Run {
  const state = run.steps[id];
  return state === undefined ? run : { ...run, steps: { ...run.steps, [id]: change(state) } };
}

const givenByNobody = ["second", "third"].map((principal) => ({
  principal,
  publicKey: principal,
  expiresAt: "2099-01-01T00:00:00.000Z",
}));

function isCall(run: Run, id: string): boolean {
  return run.plan.steps.some((step) => step.id === id && step.kind === "call");
}

function savedByFaith(run: Run | null, id: string): Artefact[] {
  const step = run?.plan.steps.find((candidate) => candidate.id === id);
  return step?.kind === "code"
    ? step.backup.map((path) => ({ kind: "absent", named: path, path }))
    : [];
}
