/** A step that other people have to approve, walked input by input. */
import { describe, expect, it } from "vitest";
import type { Approval } from "../../src/model/approval.ts";
import type { Policy } from "../../src/model/policy.ts";
import { walk } from "../support/engine-walk.ts";
import { codeStep, noEnvironments } from "../support/steps.ts";

const at = { step: "drop", attempt: 1 };
const later = "2026-01-01T13:00:00.000Z";

function by(principal: string, publicKey = `ssh-ed25519 ${principal}`): Approval {
  const signed = "2026-01-01T12:01:00.000Z";
  return { v: 1, request: "", principal, publicKey, at: signed, signature: "" };
}

const people = ["operator", "bob", "eve", "mallory"].map((principal) => ({
  principal,
  keys: [`ssh-ed25519 ${principal}`],
  roles: principal === "mallory" ? ["guest"] : ["lead"],
}));
const anybody: Policy = { ...noEnvironments, people };
const leads: Policy = { ...anybody, approvers: ["lead", "chief"] };

function session(approvals = 1, policy = anybody) {
  const opened = walk([codeStep({ id: "drop", risk: "high", code: "ls", approvals })], { policy });
  opened.look();
  return opened;
}

function given(principal: string, expiresAt = later, publicKey?: string) {
  return { kind: "approved", ...at, approval: by(principal, publicKey), expiresAt } as const;
}

describe("a step that needs an approval", () => {
  it("asks others by a request that says exactly what would run, where, and until when", () => {
    const opened = session();
    expect(opened.due()).toMatchObject([
      {
        kind: "approval",
        key: "approval drop#1.1",
        draft: { session: "test", step: "drop", attempt: 1, code: "ls", host: "web-1" },
      },
    ]);
    opened.say({ kind: "requested", ...at, path: "/x.request.json", expiresAt: later });
    expect(opened.waiting()).toMatchObject({
      kind: "approval",
      question: { level: "type", approvals: 1 },
      approvals: { missing: 1, by: [], request: "/x.request.json" },
    });
  });

  it("takes no answer of the operator before, and one after", () => {
    const opened = session();
    expect(opened.say({ kind: "answer", ...at, typed: "web-1" })).toEqual([]);
    opened.say(given("bob"));
    expect(opened.waiting()).toMatchObject({ approvals: { missing: 0, by: ["bob"] } });
    opened.say({ kind: "answer", ...at, typed: "web-1" });
    opened.look();
    expect(opened.due()).toMatchObject([{ kind: "spawn" }]);
  });

  it("takes nothing from the operator, nor twice from one person or one key", () => {
    const opened = session(2);
    const refusal = (input: ReturnType<typeof given>) => opened.say(input)[0];
    expect(refusal(given("operator"))).toMatchObject({
      type: "approval.refused",
      reason: "operator runs this session, and cannot approve it too",
    });
    opened.say(given("bob"));
    expect(refusal(given("bob", later, "other"))).toMatchObject({
      type: "approval.refused",
      reason: "bob has approved it already: it takes different people",
    });
    expect(refusal(given("eve", later, "ssh-ed25519 bob"))).toMatchObject({
      type: "approval.refused",
      reason: "bob has approved it with this very key: eve needs one of their own",
    });
    expect(opened.waiting()).toMatchObject({ approvals: { missing: 1 } });
    opened.say(given("eve"));
    expect(opened.waiting()).toMatchObject({ approvals: { missing: 0, by: ["bob", "eve"] } });
  });

  it("takes it only from those who may, and says who they are", () => {
    const opened = session(1, leads);
    expect(opened.due()).toMatchObject([{ draft: { approvers: ["bob", "eve"] } }]);
    expect(opened.waiting()).toMatchObject({ approvals: { missing: 1, from: ["bob", "eve"] } });
    for (const name of ["mallory", "nobody"]) {
      expect(opened.say(given(name))).toMatchObject([
        { type: "approval.refused", reason: `${name} is not among those who may approve it` },
      ]);
    }
    opened.say(given("eve"));
    expect(opened.waiting()).toMatchObject({ approvals: { missing: 0, by: ["eve"] } });
  });

  it("does not ask those who have no key to sign it with", () => {
    const eve = { principal: "eve", keys: ["ssh-rsa eve"], roles: ["lead"] };
    const policy = { ...leads, people: people.map((one) => (one.principal === "eve" ? eve : one)) };
    expect(session(1, policy).due()).toMatchObject([{ draft: { approvers: ["bob"] } }]);
  });

  it("does not start once its approval has expired, and can be asked anew", () => {
    const opened = session();
    opened.say(given("bob", "2026-01-01T11:59:59.000Z"));
    opened.say({ kind: "answer", ...at, typed: "web-1" });
    expect(opened.waiting()).toMatchObject({
      kind: "denied",
      reasons: [{ text: "the approval by bob expired at 2026-01-01T11:59:59.000Z" }],
    });
    opened.say({ kind: "retry", ...at });
    expect(opened.waiting()).toMatchObject({ attempt: 2, approvals: { missing: 1, by: [] } });
  });

  it("can be asked for anew while it is waited for, and then takes nothing for the old request", () => {
    const opened = session();
    opened.say({ kind: "retry", ...at });
    opened.look();
    expect(opened.due()).toMatchObject([{ key: "approval drop#2.1" }]);
    expect(opened.say(given("bob"))).toEqual([]);
  });

  it("loses its approvals with the process", () => {
    const opened = session();
    opened.say(given("bob"));
    opened.restart();
    expect(opened.waiting()).toMatchObject({ attempt: 2, approvals: { missing: 1, by: [] } });
  });

  it("stops a headless run", () => {
    const step = codeStep({ id: "drop", risk: "low", code: "ls", approvals: 1 });
    const opened = walk([step], { mode: { kind: "auto", ceiling: "low" } });
    opened.look();
    expect(opened.run().stopped).toMatchObject({
      kind: "person",
      reasons: [{ guard: "approval", text: "the runbook wants one other person to approve it" }],
    });
  });
});
