/** Calls on the way: their values, their guards, what waits for them, and whose policy judges. */
import { describe, expect, it } from "vitest";
import type { InputSpec } from "../../src/model/input-spec.ts";
import type { Policy } from "../../src/model/policy.ts";
import { exited, type Walk, walk, yes } from "../support/engine-walk.ts";
import {
  callStep,
  codeStep,
  manualStep,
  noEnvironments,
  twoEnvironments,
} from "../support/steps.ts";

const low = { kind: "auto", ceiling: "low" } as const;
const spec = (name: string, type: InputSpec["type"]): InputSpec => ({
  name,
  type,
  prompt: name,
  default: null,
  choices: [],
  raw: false,
  inferred: false,
});
const bound = (value: string, type: InputSpec["type"] = "hostname") => [
  { name: "address", value, sets: spec("unseal__address", type) },
];
const within = codeStep({
  id: "unseal/status",
  risk: "low",
  needs: ["unseal"],
  code: "echo {{unseal__address}}",
});
const after = codeStep({ id: "after", risk: "low", needs: ["unseal"] });

function end(session: Walk, step: string, code: number): void {
  session.say(yes(session.waiting()));
  session.look();
  session.say({ kind: "ended", step, attempt: 1, report: exited(code) });
}

describe("a call", () => {
  const call = callStep({ id: "unseal", bindings: bound("{{vault}}.example.com") });
  const options = { inputs: [spec("vault", "name")], given: { vault: "one" } };

  it("is entered with its values once it was looked at, without a question", () => {
    const session = walk([call, within], options);
    expect(session.run().steps["unseal"]).toMatchObject({ kind: "active" });
    expect(session.waiting()).toMatchObject({
      kind: "approval",
      step: "unseal/status",
      question: { code: "echo one.example.com" },
    });
    expect(session.events).toContainEqual(
      expect.objectContaining({
        type: "call.entered",
        step: "unseal",
        values: { unseal__address: "one.example.com" },
      }),
    );
    expect(session.run().values).toEqual({ vault: "one", unseal__address: "one.example.com" });
  });

  it("is denied where a value does not fit or is not there", () => {
    const denied = (value: string) =>
      walk([callStep({ id: "unseal", bindings: bound(value) }), within], options);
    expect(denied("{{vault}} {{vault}}").waiting()).toMatchObject({
      kind: "denied",
      reasons: [{ guard: "values", text: expect.stringContaining("`one one` is not a host name") }],
    });
    expect(denied("{{gone}}").waiting()).toMatchObject({
      kind: "denied",
      reasons: [{ text: expect.stringContaining("gone") }],
    });
    const unlinked = callStep({ id: "unseal", bindings: [{ name: "a", value: "b", sets: null }] });
    expect(walk([unlinked]).waiting()).toMatchObject({ kind: "denied" });
  });

  it("gives numbers to conditions as what they are", () => {
    const counts = callStep({ id: "unseal", bindings: bound("3", "int") });
    const session = walk([counts, { ...within, when: "unseal__address > 2" }]);
    expect(session.waiting()).toMatchObject({ kind: "approval", step: "unseal/status" });
  });

  it("that is skipped or does not apply takes its steps with it", () => {
    const never = { ...call, when: "false" };
    const session = walk([never, within, manualStep({ id: "tell" })], options);
    session.look();
    expect(session.run().steps["unseal/status"]).toMatchObject({ kind: "skipped", by: "needs" });
    expect(session.waiting()).toMatchObject({ kind: "task" });
  });

  it("asks where it says so, and is handed over headless", () => {
    const asks = { ...call, confirm: true };
    const session = walk([asks, within], options);
    expect(session.waiting()).toMatchObject({
      kind: "approval",
      step: "unseal",
      question: { level: "confirm", code: "" },
    });
    session.say(yes(session.waiting()));
    expect(session.waiting()).toMatchObject({ step: "unseal/status" });
    const headless = walk([asks, within], { ...options, mode: low });
    headless.look();
    expect(headless.run().stopped).toMatchObject({ kind: "person", step: "unseal" });
    const stops = walk([{ ...call, auto: "stop" as const }, within], { ...options, mode: low });
    stops.look();
    expect(stops.run().stopped).toMatchObject({ kind: "person", step: "unseal" });
  });

  it("is not entered in the wrong environment", () => {
    const session = walk([{ ...call, environments: ["prod"] }, within], {
      ...options,
      policy: twoEnvironments,
      here: ["stage"],
    });
    expect(session.waiting()).toMatchObject({ kind: "denied", step: "unseal" });
  });

  it("did its work for those who need it when none of its steps failed", () => {
    const good = walk([call, within, after], options);
    end(good, "unseal/status", 0);
    expect(good.waiting()).toMatchObject({ step: "after" });
    const bad = walk([call, within, after], options);
    end(bad, "unseal/status", 1);
    bad.say({ kind: "leave", step: "unseal/status", attempt: 1, note: "fine" });
    expect(bad.run().steps["after"]).toEqual({
      kind: "skipped",
      by: "needs",
      reason: "needs unseal, and unseal/status did not succeed",
    });
    const skipped = walk([call, within, after], options);
    skipped.look();
    skipped.say({ kind: "skip", step: "unseal/status", attempt: 1, reason: "open already" });
    expect(skipped.waiting()).toMatchObject({ step: "after" });
  });

  it("outlives a crash with its values", () => {
    const session = walk([call, within], options);
    session.look();
    session.restart();
    expect(session.waiting()).toMatchObject({ question: { code: "echo one.example.com" } });
  });
});

describe("the policy of a called runbook", () => {
  const strict: Policy = {
    ...noEnvironments,
    path: "/vault/firebreak.yaml",
    environments: [
      {
        name: "vault",
        production: false,
        values: {},
        probes: [{ kind: "file", path: "/vault" }],
      },
    ],
    risk: { ...noEnvironments.risk, low: "type" },
    backup: { directory: "/vault/copies", retentionDays: null },
  };
  const call = callStep({ id: "unseal" });
  const deep = codeStep({ id: "unseal/in/x", risk: "low", needs: [], backup: ["/etc/a"] });
  const callPolicies = [{ call: "unseal", policy: strict, policyDigest: "ab" }];

  it("judges its steps, looks with its probes and saves where it says; the caller's judges the rest", () => {
    const outside = codeStep({ id: "outside", risk: "low" });
    const session = walk([outside, call, deep], { callPolicies });
    expect(session.due()).toMatchObject([{ kind: "observe", environments: [] }]);
    expect(session.waiting()).toMatchObject({ step: "outside", question: { level: "go" } });
    session.say({ kind: "skip", step: "outside", attempt: 1, reason: "no" });
    expect(session.due()).toMatchObject([{ kind: "observe", step: "unseal", environments: [] }]);
    const observed = {
      hostname: "web-1",
      busy: null,
      environments: [{ name: "vault", probes: [{ probe: "", held: true, seen: "" }] }],
    };
    session.say({
      kind: "observed",
      step: "unseal",
      attempt: 1,
      observation: { ...observed, environments: [] },
    });
    expect(session.due()).toMatchObject([
      { kind: "observe", step: "unseal/in/x", environments: strict.environments },
    ]);
    const seen = () =>
      session.say({ kind: "observed", step: "unseal/in/x", attempt: 1, observation: observed });
    seen();
    expect(session.waiting()).toMatchObject({ step: "unseal/in/x", question: { level: "type" } });
    session.say(yes(session.waiting()));
    seen();
    expect(session.due()).toMatchObject([{ kind: "backup", directory: "/vault/copies" }]);
  });

  it("gives way to that of a call within the call", () => {
    const inner = { call: "unseal/in", policy: noEnvironments, policyDigest: null };
    const session = walk([deep], { callPolicies: [...callPolicies, inner] });
    expect(session.due()).toMatchObject([{ kind: "observe", environments: [] }]);
  });
});

describe("the document of a called runbook", () => {
  const callee = (call: string, path: string, reviewed: string | null) => {
    return { call, path, title: "Called", digest: "a".repeat(64), reviewed };
  };
  const callees = [
    callee("unseal", "/unseal.md", "2025-12-30"),
    callee("unseal/in", "/deep/in.md", null),
  ];

  it("is the one whose review counts, at any depth", () => {
    const reasons = (id: string) => {
      const session = walk([codeStep({ id, code: "ls", risk: "high" })], { callees });
      const waiting = session.waiting();
      return waiting?.kind === "approval" ? waiting.question.reasons.map(({ guard }) => guard) : [];
    };
    expect(reasons("unseal/x")).toEqual(["risk"]);
    expect(reasons("unseal/in/x")).toEqual(["risk", "review"]);
  });

  it("is the one that is excepted from a rule, not whoever calls it", () => {
    const policy: Policy = {
      ...noEnvironments,
      path: "/firebreak.yaml",
      rules: [
        {
          kind: "deny",
          patterns: ["touch"],
          reason: "No",
          environments: null,
          except: ["unseal"],
          approvals: 0,
          approvers: null,
          times: null,
          unlessBackup: false,
          line: 1,
        },
      ],
    };
    const kind = (id: string) => {
      return walk([codeStep({ id, code: "touch x" })], { callees, policy }).waiting()?.kind;
    };
    expect(kind("x")).toBe("denied");
    expect(kind("unseal/x")).toBe("approval");
    expect(kind("unseal/in/x")).toBe("denied");
  });
});
