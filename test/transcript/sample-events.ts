/** A small session: one step that runs, one that a person ticks. */
import type { Circumstances, Event, EventOf } from "../../src/model/event.ts";
import type { CodeStep, ManualStep } from "../../src/model/step.ts";
import { defaultPolicy } from "../../src/parser/policy.ts";

export const sessionId = "20261121-0312-first-look-k7q2";

const common = {
  prose: "",
  after: "",
  role: "main",
  risk: "none",
  environments: null,
  on: "local",
  when: null,
  confirm: false,
  auto: null,
} as const;

export const lookStep: CodeStep = {
  kind: "code",
  ...common,
  headings: ["Look around"],
  needs: [],
  blockers: [],
  id: "look",
  title: "Count the virtual hosts",
  lines: { first: 5, last: 7 },
  language: "bash",
  code: "grep -c '{' config",
  backup: ["/etc/example.conf"],
  rollback: null,
  expect: [],
  shown: "",
  approvals: 0,
  exit: [0],
  capture: null,
  raw: [],
  timeoutMs: null,
};

const tellStep: ManualStep = {
  kind: "manual",
  ...common,
  headings: ["Look around"],
  needs: [],
  blockers: [],
  id: "tell",
  title: "Tell the channel",
  lines: { first: 9, last: 9 },
  text: "Tell the channel",
};

export const circumstances = {
  tool: "firebreak 0.1.0",
  host: "web-1.example.com",
  operator: "ada@example.com",
  directory: "/srv",
  mode: { kind: "interactive" },
  policy: { ...defaultPolicy, autoLimit: "low" },
  policyDigest: null,
  callPolicies: [] as Circumstances["callPolicies"],
  claim: "stage",
} as const;

export const opened: EventOf<"session.opened"> = {
  type: "session.opened",
  at: "2026-11-21T03:12:00.000Z",
  session: sessionId,
  plan: {
    runbook: {
      path: "first-look.md",
      title: "First look",
      summary: null,
      digest: "ab".repeat(32),
      reviewed: null,
    },
    inputs: [],
    steps: [lookStep, tellStep],
    callees: [],
    leftOut: {},
  },
  ...circumstances,
  policy: { ...circumstances.policy, environments: [], rawInputs: [] },
};

const stream = { bytes: 3, omittedBytes: 0, tail: "", sha256: "cd".repeat(32) };

export const sampleEvents: readonly Event[] = [
  opened,
  { type: "step.reached", at: "2026-11-21T03:12:01.000Z", step: "look", attempt: 1 },
  {
    type: "step.started",
    at: "2026-11-21T03:12:02.000Z",
    step: "look",
    attempt: 1,
    code: lookStep.code,
    target: "local",
    risk: "none",
    does: [],
  },
  {
    type: "step.output",
    at: "2026-11-21T03:12:02.100Z",
    step: "look",
    attempt: 1,
    stream: "stdout",
    text: "25\n",
  },
  {
    type: "step.ended",
    at: "2026-11-21T03:12:02.200Z",
    step: "look",
    attempt: 1,
    ok: true,
    report: {
      end: { kind: "exited", code: 0 },
      durationMs: 187,
      stdout: stream,
      stderr: { ...stream, bytes: 0 },
      captured: null,
      unmet: [],
    },
  },
  { type: "step.reached", at: "2026-11-21T03:12:03.000Z", step: "tell", attempt: 1 },
  { type: "step.ticked", at: "2026-11-21T03:12:09.000Z", step: "tell", attempt: 1 },
  { type: "session.finished", at: "2026-11-21T03:12:09.001Z", outcome: "done" },
];

export function noteOf(text: string): Event {
  return { type: "note.added", at: "2026-11-21T03:12:05.000Z", step: null, text };
}
