import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/guards/facts.ts";
import {
  combine,
  ruleBeforeAsking,
  ruleBeforeChange,
  verdictsBeforeAsking,
} from "../../src/guards/rule.ts";
import type { Observation } from "../../src/model/observation.ts";
import { riskLevels } from "../../src/model/risk.ts";
import type { Step } from "../../src/model/step.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { facts } from "../support/facts.ts";
import {
  codeStep,
  manualStep,
  noEnvironments,
  observed,
  twoEnvironments,
} from "../support/steps.ts";

/** A ruling in one line: its kind, its level, and what the guards said. */
function said(changes: Partial<Facts> & { readonly code?: string }): string {
  const ruling = ruleBeforeAsking(facts(changes));
  if (ruling.kind === "pass") return "pass";
  const reasons = ruling.reasons.map(({ guard, text }) => `${guard}: ${text}`).join(" | ");
  return ruling.kind === "ask" ? `${ruling.level} | ${reasons}` : `${ruling.kind} | ${reasons}`;
}

describe("risk", () => {
  const changing = (risk: (typeof riskLevels)[number]) => codeStep({ id: "change", risk });

  it.each([
    ["none", "pass"],
    ["low", "pass"],
    ["medium", "confirm | risk: medium"],
    ["high", "type | risk: high"],
    ["critical", "type | risk: critical"],
  ] as const)("%s outside production: %s", (risk, expected) => {
    expect(said({ step: changing(risk) })).toBe(expected);
  });

  it.each([
    ["none", "pass"],
    ["low", "confirm | risk: low, and this is production"],
    ["high", "type | risk: high, and this is production"],
  ] as const)("%s in production: %s", (risk, expected) => {
    const observation = observed(twoEnvironments, "prod");
    expect(said({ step: changing(risk), policy: twoEnvironments, observation })).toBe(expected);
  });

  it("reads what is not declared off the code", () => {
    const step = codeStep({ id: "change" });
    expect(said({ step })).toBe("pass");
    expect(said({ step, code: "systemctl restart a" })).toBe(
      "confirm | risk: medium: it restarts a",
    );
  });

  it("takes the higher of what is declared and what the code comes to", () => {
    const step = codeStep({ id: "change", risk: "low" });
    expect(said({ step, code: "systemctl stop a" })).toBe(
      "type | risk: high: it stops a; the runbook says low",
    );
    expect(said({ step: { ...step, risk: "high" } })).toBe("type | risk: high");
  });

  it("is none of a task, unless it declares one: a person does it", () => {
    const text = (step: Step) => verdictsBeforeAsking(facts({ step })).map(({ reason }) => reason);
    const task = manualStep({ id: "tell" });
    expect(text(task)).toContainEqual({ guard: "risk", text: "none: a task for a person" });
    expect(text({ ...task, risk: "high" })).toContainEqual({ guard: "risk", text: "high" });
  });

  it("passes headless what nobody declared only where it just looks", () => {
    const headless = {
      step: codeStep({ id: "change" }),
      mode: { kind: "auto", ceiling: "high" } as const,
    };
    expect(said({ ...headless, code: "uptime" })).toBe("pass");
    expect(said({ ...headless, code: "mkdir /tmp/a" })).toBe(
      "confirm | risk: low: it makes the directory /tmp/a, and the runbook declares no risk",
    );
  });

  it("takes a task for a person as harmless", () => {
    expect(said({ step: manualStep({ id: "look" }) })).toBe("pass");
  });

  it("passes headless exactly what is at or under the ceiling", () => {
    const passed = riskLevels.map((risk) =>
      riskLevels.filter(
        (ceiling) => said({ step: changing(risk), mode: { kind: "auto", ceiling } }) === "pass",
      ),
    );
    expect(passed).toEqual([
      ["none", "low", "medium", "high", "critical"],
      ["low", "medium", "high", "critical"],
      ["medium", "high", "critical"],
      ["high", "critical"],
      ["critical"],
    ]);
  });

  it("names the ceiling that a headless run would exceed", () => {
    expect(said({ step: changing("medium"), mode: { kind: "auto", ceiling: "low" } })).toBe(
      "confirm | risk: medium, above the ceiling of low",
    );
  });
});

describe("environment", () => {
  const inStage = codeStep({ id: "change", risk: "low", environments: ["stage"] });
  const judged = (changes: Partial<Facts>, ...here: string[]) =>
    said({
      step: inStage,
      policy: twoEnvironments,
      observation: observed(twoEnvironments, ...here),
      ...changes,
    });

  it("passes where the probes recognise an allowed one", () => {
    expect(judged({}, "stage")).toBe("pass");
  });

  it("denies another environment", () => {
    expect(judged({}, "prod")).toContain(
      "deny | environment: this is prod; the step is only for stage",
    );
  });

  it("denies when two are recognised at once", () => {
    expect(judged({}, "stage", "prod")).toBe(
      "deny | environment: the probes of stage and prod all recognise web-1",
    );
  });

  it("asks to type the machine's name when none is recognised", () => {
    expect(judged({})).toBe(
      "type | environment: no environment's probes recognise web-1; the step is only for stage; not stage: web-1 (probe is stage)",
    );
  });

  it("says for each environment which probe did not hold first, and what it saw", () => {
    const seenAt = (time: string): Observation => ({
      hostname: "web-1",
      busy: null,
      environments: [
        {
          name: "prod",
          probes: [
            { probe: "file /etc/prod exists", held: true, seen: "it is there" },
            { probe: 'command "slow" succeeds', held: false, seen: "no answer within 5 s" },
            { probe: "hostname matches prod-*", held: false, seen: "hostname is web-1" },
          ],
        },
        {
          name: "stage",
          probes: [
            { probe: `command "${"x".repeat(80)}" succeeds`, held: false, seen: `exit 7: ${time}` },
          ],
        },
        { name: "c", probes: [{ probe: "is c", held: false, seen: "no" }] },
        { name: "d", probes: [{ probe: "is d", held: false, seen: "no" }] },
      ],
    });
    const step = codeStep({ id: "change", risk: "low" });
    const words = said({ step, policy: twoEnvironments, observation: seenAt("03:20") });
    expect(words).toBe(
      "type | environment: no environment's probes recognise web-1" +
        '; not prod: no answer within 5 s (probe command "slow" succeeds)' +
        `; not stage: exit 7 (probe command "${"x".repeat(38)}…); not c: no (probe is c); 1 more`,
    );
    // A yes counts for the same words only, so nothing in them may be of the moment.
    expect(said({ step, policy: twoEnvironments, observation: seenAt("03:21") })).toBe(words);
  });

  it("lets a reading step look at a machine that none recognises", () => {
    expect(judged({ step: codeStep({ id: "look", risk: "none", environments: ["stage"] }) })).toBe(
      "pass",
    );
  });

  it.each([
    [
      ["prod"],
      "deny | environment: --env says stage, but the probes say that web-1 is prod; not stage: web-1 (probe is stage)",
    ],
    [
      [],
      "deny | environment: --env says stage, but no environment's probes recognise web-1; not stage: web-1 (probe is stage)",
    ],
  ] as const)("never believes a claim against %j", (here, expected) => {
    expect(judged({ claim: "stage" }, ...here)).toBe(expected);
  });

  it("passes a claim that the probes confirm", () => {
    expect(judged({ claim: "stage" }, "stage")).toBe("pass");
  });

  it("says nothing where the project defines no environment and the step wants none", () => {
    expect(said({ step: codeStep({ id: "change", risk: "low" }) })).toBe("pass");
  });

  it("asks where the step wants an environment and the project defines none", () => {
    expect(said({ step: inStage })).toContain("type | environment: no environment's probes");
  });
});

describe("raw input", () => {
  const raw = (risk: (typeof riskLevels)[number] | null) =>
    codeStep({ id: "change", risk, code: "ls {{filter}}", raw: ["filter"] });
  const allowing = { ...noEnvironments, rawInputs: ["other", "filter"] };

  it("is denied where the policy does not allow this very one, and says what to do", () => {
    for (const rawInputs of [[], ["filters"]]) {
      const policy = { ...noEnvironments, rawInputs };
      expect(said({ step: raw("none"), policy })).toMatch(
        /^deny \| raw: what is given for `filter` would become code, .* `rawInputs` in firebreak.yaml/,
      );
    }
  });

  it.each([
    ["none", "confirm | risk: medium: what is given for `filter` is code"],
    ["low", "confirm | risk: medium: what is given for `filter` is code"],
    ["medium", "confirm | risk: medium"],
    ["high", "type | risk: high"],
  ] as const)("of a step with risk %s: %s", (risk, expected) => {
    expect(said({ step: raw(risk), policy: allowing })).toBe(expected);
  });

  it("raises the risk to that of the code it makes", () => {
    const made = { policy: allowing, code: "systemctl stop example" };
    expect(said({ step: raw("none"), ...made })).toBe(
      "type | risk: high: it stops example; the runbook says none",
    );
    expect(said({ step: raw("critical"), ...made })).toBe("type | risk: critical");
  });
});

describe("confirm", () => {
  it("asks when the runbook wants it, whatever the risk", () => {
    expect(said({ step: codeStep({ id: "change", risk: "none", confirm: true }) })).toBe(
      "confirm | confirm: the runbook asks for a confirmation here",
    );
  });

  it("is not answered by a ceiling", () => {
    const step = codeStep({ id: "change", risk: "none", confirm: true });
    expect(said({ step, mode: { kind: "auto", ceiling: "critical" } })).toContain("confirm:");
  });
});

describe("backup", () => {
  const step = codeStep({ id: "edit", risk: "low", backup: ["/etc/a", "/etc/b"] });
  const toSave = ["/etc/a", "/etc/b"];
  const absent = (named: string) => ({ kind: "absent", named, path: `${named}.real` }) as const;
  const link = (named: string) =>
    ({ kind: "link", named, path: named, to: `${named}.real` }) as const;
  const beforeChange = (backup: Facts["backup"]) =>
    ruleBeforeChange(facts({ step, toSave, backup }));

  it("keeps the change locked until every file is saved", () => {
    expect(beforeChange({ kind: "none" })).toMatchObject({ kind: "deny" });
    expect(beforeChange({ kind: "taken", artefacts: [absent("/etc/a")] })).toMatchObject({
      kind: "deny",
    });
    expect(
      beforeChange({ kind: "taken", artefacts: [absent("/etc/a"), absent("/etc/b")] }),
    ).toEqual({
      kind: "pass",
    });
  });

  it("counts the files that were named, not what was saved of them", () => {
    const ofOne = [link("/etc/a"), absent("/etc/a")];
    expect(beforeChange({ kind: "taken", artefacts: ofOne })).toEqual({
      kind: "deny",
      reasons: [{ guard: "backup", text: "not saved: /etc/b" }],
    });
    const linkOnly = [...ofOne, link("/etc/b")];
    expect(beforeChange({ kind: "taken", artefacts: linkOnly })).toMatchObject({ kind: "deny" });
    const both = [...linkOnly, absent("/etc/b")];
    expect(beforeChange({ kind: "taken", artefacts: both })).toEqual({ kind: "pass" });
  });

  it("says why there is no backup", () => {
    expect(beforeChange({ kind: "failed", reason: "disk full" })).toEqual({
      kind: "deny",
      reasons: [{ guard: "backup", text: "no backup: disk full" }],
    });
  });
});

describe("combine", () => {
  const reason = (text: string) => ({ guard: "test", text });
  const pass: Verdict = { kind: "pass", reason: reason("pass") };
  const confirm: Verdict = { kind: "ask", level: "confirm", reason: reason("confirm") };
  const type: Verdict = { kind: "ask", level: "type", reason: reason("type") };
  const wait: Verdict = { kind: "wait", until: "2026-01-01T00:00:00Z", reason: reason("wait") };
  const later: Verdict = { kind: "wait", until: "2026-01-02T00:00:00Z", reason: reason("later") };
  const deny: Verdict = { kind: "deny", reason: reason("deny") };

  it.each([
    ["nothing passes", [], { kind: "pass" }],
    ["an ask beats a pass", [pass, confirm], { kind: "ask", level: "confirm" }],
    ["typing beats confirming", [confirm, type], { kind: "ask", level: "type" }],
    ["a wait beats an ask", [type, wait], { kind: "wait" }],
    ["the latest wait counts", [later, wait], { kind: "wait", until: "2026-01-02T00:00:00Z" }],
    ["a denial beats all", [wait, deny, type], { kind: "deny" }],
  ] as const)("%s", (_, verdicts, expected) => {
    expect(combine(verdicts)).toMatchObject(expected);
  });

  it("keeps every reason of the kind that wins, in order", () => {
    const ruling = combine([confirm, pass, type]);
    expect(ruling.kind === "ask" && ruling.reasons).toEqual([reason("confirm"), reason("type")]);
  });
});
