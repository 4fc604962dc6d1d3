/** The project's rules about commands: what each kind says, where it holds, and for whom it does not. */
import { describe, expect, it } from "vitest";
import { approval, approved } from "../../src/guards/approval.ts";
import { commandRule } from "../../src/guards/command-rule.ts";
import { ruleBeforeAsking } from "../../src/guards/rule.ts";
import type { CodeStep } from "../../src/model/step.ts";
import { facts, lines, policyOf } from "../support/facts.ts";
import { codeStep, observed } from "../support/steps.ts";

const policy = policyOf(`
rules:
  - deny: "scp * **:/opt/example/bin/*"
    reason: Deployments go through the pipeline
    except: [runbooks/emergency.md, rescue]
    approvals: 1
  - ask: iptables
    reason: A firewall locks out whoever changes it
  - deny in prod: VAULT_SKIP_VERIFY=true
    reason: Certificates are checked in production
  - ask: [sed -i, "tee **"]
    unless: backup
    reason: Save the file first
  - window: docker compose pull
    not: friday
    reason: Nobody is there at the weekend
  - window: docker compose up
    only: "mon-thu 09:00-10:00"
    reason: Somebody has to watch it
`);

function said(code: string, changes: Parameters<typeof facts>[0] = {}, where?: string): string[] {
  const observation = observed(policy, ...(where === undefined ? [] : [where]));
  return lines(commandRule(facts({ policy, observation, code, ...changes })));
}

const upload = "scp app box:/opt/example/bin/app";
const uploadReason = `Deployments go through the pipeline (${upload})`;

describe("a rule", () => {
  it.each([
    ["passes what it is not about", "ls -l", ["pass: no rule is about its commands"]],
    ["denies", upload, [`deny: ${uploadReason}`]],
    [
      "asks",
      "sudo iptables -L",
      ["ask confirm: A firewall locks out whoever changes it (iptables -L)"],
    ],
    [
      "says each thing that is to be said",
      `iptables -F\n${upload}`,
      [
        `deny: ${uploadReason}`,
        "ask confirm: A firewall locks out whoever changes it (iptables -F)",
      ],
    ],
    [
      "counts what may be, and says so",
      'scp app "$where"',
      [
        "deny: Deployments go through the pipeline " +
          '(scp app "$where", which may be that once its values are known)',
      ],
    ],
  ])("%s", (_, code, expected) => {
    expect(said(code)).toEqual(expected);
  });

  it("says that a target may be a directory", () => {
    const [, reason] =
      said("sudo cp app /opt/example/bin", {
        policy: policyOf(`rules: [{ deny: "> /opt/example/bin/*", reason: No }]`),
      })[0]?.split(": ") ?? [];
    expect(reason).toBe(
      "No (cp app /opt/example/bin, which may be that if its target is a directory)",
    );
  });

  it("holds only where it is for", () => {
    const code = "VAULT_SKIP_VERIFY=true vault status";
    expect(said(code, {}, "prod")).toEqual([
      `deny: Certificates are checked in production (${code})`,
    ]);
    expect(said(code, {}, "stage")).toEqual(["pass: no rule is about its commands"]);
    expect(said(code)).toEqual(["pass: no rule is about its commands"]);
  });

  it("does not hold for a step that saves its files, where it says so", () => {
    expect(said("sed -i s/a/b/ /etc/x")[0]).toMatch(/^ask confirm: Save the file first/);
    expect(said("sed -i s/a/b/ /etc/x", { toSave: ["/etc/x"] })).toEqual([
      "pass: no rule is about its commands",
    ]);
  });

  it("keeps a long command within a line or two", () => {
    expect(said(`iptables ${"x".repeat(500)}`)[0]?.length).toBeLessThan(130);
  });

  it("rests on its line of the file", () => {
    const [verdict] = [commandRule(facts({ policy, code: upload }))].flat();
    expect(verdict).toMatchObject({ lines: [6] });
  });
});

describe("a rule with times", () => {
  it.each([
    [
      "2026-11-19T23:59",
      "pass: Nobody is there at the weekend (docker compose pull): its time is now",
    ],
    [
      "2026-11-20T00:00",
      "wait 2026-11-21T00:00: Nobody is there at the weekend (docker compose pull): " +
        "not before Sat 2026-11-21 00:00 (UTC)",
    ],
  ])("at %s", (at, expected) => {
    expect(said("docker compose pull", { at: Date.parse(`${at}:00.000Z`) })).toEqual([expected]);
  });

  it("has to leave the time that the step and its way back need", () => {
    const at = Date.parse("2026-11-19T09:30:00.000Z");
    expect(said("docker compose up -d", { at })[0]).toMatch(/^pass/);
    expect(said("docker compose up -d", { at, neededMs: 45 * 60_000 })[0]).toMatch(
      /^wait 2026-11-23T09:00/,
    );
    expect(said("docker compose up -d", { at, neededMs: 61 * 60_000 })).toEqual([
      "deny: Somebody has to watch it (docker compose up -d): there is no time that is long enough",
    ]);
  });
});

describe("a runbook that is excepted", () => {
  const runbook = (path: string) => ({ runbook: { path, reviewed: "2026-10-01" } });

  it.each([
    ["/srv/runbooks/emergency.md", "pass"],
    ["/srv/anywhere/rescue.md", "pass"],
    ["/srv/rescue.markdown", "pass"],
    ["/srv/other/runbooks/emergency.md", "deny"],
    ["/tmp/rescue.md", "deny"],
    ["/srv/runbooks/emergency.md.md", "deny"],
    ["/srv/runbooks/change.md", "deny"],
  ])("%s: %s", (path, kind) => {
    expect(said(upload, runbook(path))[0]?.split(":")[0]).toBe(kind);
  });

  it("costs a second person", () => {
    const asked = facts({ policy, code: upload, ...runbook("/srv/runbooks/emergency.md") });
    expect(lines(approval(asked))).toEqual([
      "ask approve: this runbook is excepted from a rule: Deployments go through the pipeline",
    ]);
    const ruling = ruleBeforeAsking(asked);
    expect(ruling).toMatchObject({ kind: "ask", level: "type", approvals: 1 });
  });

  it("costs nothing where the rule is not about it", () => {
    const asked = facts({ policy, code: "ls", ...runbook("/srv/runbooks/emergency.md") });
    expect(lines(approval(asked))).toEqual(["pass: nobody else has to approve it"]);
  });
});

describe("a table that demands an approval", () => {
  const strict = policyOf("productionRisk: { critical: approve }");
  const step: CodeStep = codeStep({ id: "drop", risk: "critical" });
  const at = (where: string) =>
    facts({ policy: strict, step, observation: observed(strict, where) });

  it("asks for a second person, besides the name that the operator types", () => {
    expect(lines(approval(at("prod")))).toEqual([
      "ask approve: risk is critical, and this is production",
    ]);
    expect(ruleBeforeAsking(at("prod"))).toMatchObject({
      kind: "ask",
      level: "type",
      approvals: 1,
      reasons: [{ guard: "risk" }, { guard: "approval" }],
    });
  });

  it("leaves other environments as they are", () => {
    expect(ruleBeforeAsking(at("stage"))).toMatchObject({ level: "type", approvals: 0 });
  });
});

describe("who may give the second yes", () => {
  const key = (letter: string) => `SHA256:${letter.repeat(43)}`;
  const people = `people:
  ada: { keys: ${key("a")}, roles: [lead, release] }
  bob: { keys: ${key("b")}, roles: lead }
  eve: { keys: ${key("c")} }
`;
  const exception = (more = "") => `rules:
  - deny: scp
    reason: No
    except: rescue
    approvals: 1
${more}`;
  const asked = (text: string, changes: Parameters<typeof facts>[0] = {}) =>
    facts({
      policy: policyOf(people + text),
      code: "scp a b",
      runbook: { path: "/srv/rescue.md", reviewed: "2026-10-01" },
      ...changes,
    });

  it.each([
    [exception(), ["ada", "bob", "eve"], "No"],
    [`approvers: lead\n${exception()}`, ["ada", "bob"], "No (approvers: lead)"],
    [
      exception("    approvers: [release, lead]\n"),
      ["ada", "bob"],
      "No (approvers: release or lead)",
    ],
    [
      `approvers: lead\n${exception("    approvers: release\n")}`,
      ["ada"],
      "No (approvers: lead, and release)",
    ],
    [`approvers: nobody\n${exception()}`, [], "No (approvers: nobody)"],
  ])("%s", (text, approvers, reason) => {
    expect(lines(approval(asked(text)))).toEqual([
      `ask approve: this runbook is excepted from a rule: ${reason}`,
    ]);
    expect(ruleBeforeAsking(asked(text))).toMatchObject({ approvals: 1, approvers });
  });

  it("is who fits every demand of one question", () => {
    const step = codeStep({ id: "drop", risk: "critical", approvals: 2 });
    const text = `risk: { critical: approve }\n${exception("    approvers: release\n")}`;
    expect(ruleBeforeAsking(asked(text, { step }))).toMatchObject({
      approvals: 2,
      approvers: ["ada"],
    });
  });

  it("is looked at again right before the change", () => {
    const text = `approvers: lead\n${exception()}`;
    const by = (principal: string) => [
      { principal, publicKey: principal, expiresAt: "2026-11-20T13:00:00.000Z" },
    ];
    const said = (principal: string) => lines(approved(asked(text, { approvals: by(principal) })));
    expect(said("bob")).toEqual(["pass: approved by bob"]);
    expect(said("eve")).toEqual(["deny: 0 of 1 approvals are there"]);
  });
});
