/**
 * The rule above all rules, held against any sequence of inputs, answers, times and facts: no changing step
 * starts unless every guard passes it on what was last seen, or asks what was answered in this attempt.
 */
import { describe, expect, it } from "vitest";
import { decide } from "../../src/engine/decide.ts";
import { evolve } from "../../src/engine/evolve.ts";
import { imagineFacts } from "../../src/engine/imagine.ts";
import { verdictsBeforeAsking } from "../../src/guards/rule.ts";
import type { Event, EventOf } from "../../src/model/event.ts";
import type { Input } from "../../src/model/input.ts";
import type { Observation } from "../../src/model/observation.ts";
import { riskLevels } from "../../src/model/risk.ts";
import type { Run } from "../../src/model/run.ts";
import type { CodeStep } from "../../src/model/step.ts";
import { exited } from "../support/engine-walk.ts";
import { policyOf } from "../support/facts.ts";
import fc, { cases } from "../support/properties.ts";
import { codeStep } from "../support/steps.ts";

const policy = policyOf(`
risk: { critical: approve }
rules:
  - deny in prod: rm
    reason: Not here
  - ask: mv
    reason: Think twice
  - window: cp
    not: friday
    reason: Not on a Friday
windows:
  day: { open: "mon-sun 06:00-20:00", from: high }
reviewAge: 30d
`);

const codes = ["rm x", "mv x y", "cp x y", "touch x", "echo $x"] as const;

const plan = fc.record({
  code: fc.constantFrom(...codes),
  risk: fc.constantFrom(null, ...riskLevels),
  confirm: fc.boolean(),
  environments: fc.constantFrom<string[] | null>(null, ["stage"]),
  backup: fc.constantFrom<string[]>([], ["/etc/x"]),
  reviewed: fc.constantFrom(null, "2026-11-01", "2026-01-01"),
});

const observation = fc.record({
  hostname: fc.constantFrom<string>("box", "box", "box", "box", "bux"),
  busy: fc.constantFrom<string | null>(null, null, null, null, null, "somebody else"),
  environments: fc
    .constantFrom<string[]>(["stage"], ["stage"], ["stage"], ["prod"], [], ["stage", "prod"])
    .map((here) =>
      ["stage", "prod"].map((name) => ({
        name,
        probes: [{ probe: name, held: here.includes(name), seen: "" }],
      })),
    ),
});

/** Mostly the attempt at hand. */
const attempts = fc.constantFrom<number | null>(null, null, null, null, 1, 2);
const word = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("observed" as const), observation }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      typed: fc.constantFrom(null, "box", "box", "bux"),
    }),
  },
  fc.record({
    kind: fc.constant("backedUp" as const),
    result: fc.constantFrom(
      { kind: "failed" as const, reason: "full" },
      {
        kind: "taken" as const,
        artefacts: [{ kind: "absent" as const, named: "/etc/x", path: "/etc/x" }],
      },
    ),
  }),
  fc.record({ kind: fc.constant("retry" as const) }),
  fc.record({ kind: fc.constant("ended" as const), report: fc.constant(exited(1)) }),
);
const inputs = fc.array(
  fc.record({
    said: fc.tuple(word, attempts),
    hours: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 9, 24 * 40),
  }),
  { maxLength: 40, size: "max" },
);

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;
type Said = typeof inputs extends fc.Arbitrary<infer T> ? T : never;

/** Says all of it, one after the other, and gives what was journalled. */
function journal(step: CodeStep, reviewed: string | null, said: Said): Event[] {
  const events: Event[] = [];
  let run: Run | null = null;
  let now = Date.parse("2026-11-19T12:00:00Z");
  const say = (input: Input) => {
    for (const event of decide(run, input, new Date(now).toISOString())) {
      run = evolve(run, event);
      events.push(event);
    }
  };
  const runbook = {
    path: "/srv/a.md",
    title: "A",
    summary: null,
    digest: "0".repeat(64),
    reviewed,
  };
  say({
    kind: "open",
    session: "s",
    plan: { runbook, inputs: [], steps: [step], leftOut: {}, callees: [] },
    circumstances: {
      tool: "test",
      host: "box",
      operator: "o",
      directory: "/srv",
      mode: { kind: "interactive" },
      policy,
      policyDigest: null,
      callPolicies: [],
      claim: null,
    },
    given: {},
  });
  for (const { said: one, hours } of said) {
    now += hours * 3_600_000;
    const [input, attempt] = one;
    say({ ...input, step: "s", attempt: attempt ?? attemptOf(run) } as Input);
  }
  return events;
}

function attemptOf(run: Run | null): number {
  return run?.attempts["s"] ?? 1;
}

function stepOf({ code, risk, confirm, environments, backup }: Plan): CodeStep {
  return codeStep({ id: "s", code, risk, confirm, environments, backup });
}

type OfAttempt = Extract<Event, { attempt: number }>;

/** What is wrong with each start, by the guards themselves and the order of what was journalled. */
function wrongStarts(step: CodeStep, reviewed: string | null, events: readonly Event[]): string[] {
  return events.flatMap((event, index) => {
    if (event.type !== "step.started") return [];
    const before = events
      .slice(0, index)
      .filter((one): one is OfAttempt => "attempt" in one && one.attempt === event.attempt);
    const look = lastOf(before, "environment.observed");
    if (look === null) return ["never looked"];
    const asked = lastOf(before, "step.asked");
    const answered = lastOf(before, "step.answered");
    const moved = lastOf(before, "backup.ended") ?? answered;
    if (moved === null || before.indexOf(look) < before.indexOf(moved)) return ["no fresh look"];
    const facts = {
      ...imagineFacts({
        policy,
        environment: null,
        at: Date.parse(look.at),
        runbook: { path: "/srv/a.md", reviewed },
        step,
        steps: [step],
        code: event.code,
        toSave: step.backup,
      }),
      observation: look.observation as Observation,
    };
    const isAnswered = (text: string) =>
      asked !== null &&
      answered !== null &&
      before.indexOf(asked) < before.indexOf(answered) &&
      asked.question.word === look.observation.hostname &&
      asked.question.reasons.some((reason) => reason.text === text);
    return verdictsBeforeAsking(facts).flatMap((verdict) => {
      if (verdict.kind === "pass") return [];
      const isAsk = verdict.kind === "ask" && verdict.level !== "approve";
      return isAsk && isAnswered(verdict.reason.text) ? [] : [verdict.reason.text];
    });
  });
}

function lastOf<T extends OfAttempt["type"]>(
  events: readonly OfAttempt[],
  type: T,
): EventOf<T> | null {
  return (events.findLast((event) => event.type === type) as EventOf<T> | undefined) ?? null;
}

describe("a changing step", () => {
  it("starts only when every guard passes or its question was answered", () => {
    let starts = 0;
    fc.assert(
      fc.property(plan, inputs, (planned, said) => {
        const step = stepOf(planned);
        const events = journal(step, planned.reviewed, said);
        starts += events.filter(({ type }) => type === "step.started").length;
        expect(wrongStarts(step, planned.reviewed, events)).toEqual([]);
      }),
      cases(3000),
    );
    // What never starts proves nothing.
    expect(starts).toBeGreaterThan(50);
  });

  const calm: Plan = {
    code: "touch x",
    risk: "high",
    confirm: false,
    environments: null,
    backup: [],
    reviewed: "2026-11-01",
  };
  const seen = (changes: Partial<Observation> = {}): Said[number]["said"] => [
    {
      kind: "observed",
      observation: {
        hostname: "box",
        busy: null,
        environments: ["stage", "prod"].map((name) => ({
          name,
          probes: [{ probe: name, held: name === "stage", seen: "" }],
        })),
        ...changes,
      },
    },
    1,
  ];
  const yes: Said[number] = { said: [{ kind: "answer", typed: "box" }, 1], hours: 0 };
  const start = (last: Said[number], changes: Partial<Plan> = {}) => {
    const planned = { ...calm, ...changes };
    const events = journal(stepOf(planned), planned.reviewed, [
      { said: seen(), hours: 0 },
      yes,
      last,
    ]);
    return events.at(-1)?.type;
  };

  it("starts when nothing has changed since the question", () => {
    expect(start({ said: seen(), hours: 0 })).toBe("step.started");
  });

  it.each<[string, Said[number], Partial<Plan>, string]>([
    ["the name of the machine", { said: seen({ hostname: "bux" }), hours: 0 }, {}, "step.asked"],
    [
      "the environment",
      {
        said: seen({
          environments: ["stage", "prod"].map((name) => ({
            name,
            probes: [{ probe: name, held: name === "prod", seen: "" }],
          })),
        }),
        hours: 0,
      },
      { code: "rm x" },
      "step.denied",
    ],
    ["whose turn it is", { said: seen({ busy: "somebody" }), hours: 0 }, {}, "step.denied"],
    ["the time", { said: seen(), hours: 9 }, {}, "step.denied"],
    ["the time that a rule leaves", { said: seen(), hours: 24 }, { code: "cp x y" }, "step.denied"],
  ])("does not start when %s changes after the question", (_, last, changes, expected) => {
    expect(start(last, changes)).toBe(expected);
  });
});
