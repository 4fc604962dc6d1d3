/** The policy file: what it may hold, and that no mistake in it passes for silence. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { policySchema } from "../../src/model/policy.ts";
import { defaultPolicy, readPolicy } from "../../src/parser/policy.ts";
import fc from "../support/properties.ts";

const key = `ssh-ed25519 ${"A".repeat(68)} ada`;

const whole = `
environments:
  prod:
    production: true
    probes:
      - hostname: "web-*"
      - address: 192.0.2.0/24
      - file: /etc/production
      - command: incus project list
        expect: "PROD (current)"
    values: { chat_url: chat.example.com, port: 443 }
  stage: { probes: [{ hostname: stage-1 }, { address: "2001:db8::1" }] }
targets:
  web-1: { address: ssh:ops@web-1.example.com, environment: prod }
  here: { address: local }
groups: { all: [web-1, here] }
people:
  ada@example.com: { keys: [${key}], roles: [approver] }
approvers: approver
risk:
  medium: run
productionRisk: { none: confirm, critical: approve }
auto: { maxRisk: high }
rules:
  - deny: "scp * **:/opt/example/bin/*"
    reason: Deployments go through the pipeline
    in: [prod]
    except: [runbooks/emergency.md]
    approvals: 1
    approvers: [approver, release]
  - deny in prod, stage: VAULT_SKIP_VERIFY=true
    reason: Certificates are checked
  - ask: [sed -i, tee **]
    unless: backup
    reason: Copies first
  - window: docker compose pull
    not: friday
    reason: Nobody is there at the weekend
windows:
  office: { open: ["mon-thu 09:00-16:00", "fri 9:00-12:00"], timezone: Europe/Berlin, in: prod }
  turn: { freeze: 2026-12-20..2027-01-03, from: medium, reason: Nobody is there }
timezone: America/New_York
reviewAge: 180d
rawInputs: [filter]
backup: { directory: /var/backups/firebreak, retention: 30d }
secrets: { main: { kind: vault } }
`;

describe("readPolicy", () => {
  test("reads everything a policy may say", () => {
    const { policy, diagnostics } = readPolicy(whole, "firebreak.yaml");
    expect(diagnostics).toEqual([]);
    const always = {
      environments: null,
      except: [],
      approvals: 0,
      approvers: null,
      times: null,
    };
    expect(policySchema.parse(policy)).toEqual({
      path: "firebreak.yaml",
      environments: [
        {
          name: "prod",
          production: true,
          probes: [
            { kind: "hostname", glob: "web-*" },
            { kind: "address", block: "192.0.2.0/24" },
            { kind: "file", path: "/etc/production" },
            { kind: "command", command: "incus project list", expect: "PROD (current)" },
          ],
          values: { chat_url: "chat.example.com", port: "443" },
        },
        {
          name: "stage",
          production: false,
          probes: [
            { kind: "hostname", glob: "stage-1" },
            { kind: "address", block: "2001:db8::1" },
          ],
          values: {},
        },
      ],
      targets: [
        { name: "web-1", address: "ssh:ops@web-1.example.com", environment: "prod" },
        { name: "here", address: "local", environment: null },
      ],
      groups: [{ name: "all", targets: ["web-1", "here"] }],
      people: [{ principal: "ada@example.com", keys: [key], roles: ["approver"] }],
      approvers: ["approver"],
      risk: { none: "run", low: "run", medium: "run", high: "type", critical: "type" },
      productionRisk: {
        none: "confirm",
        low: "confirm",
        medium: "confirm",
        high: "type",
        critical: "approve",
      },
      autoLimit: "high",
      rules: [
        {
          ...always,
          kind: "deny",
          patterns: ["scp * **:/opt/example/bin/*"],
          reason: "Deployments go through the pipeline",
          environments: ["prod"],
          except: ["runbooks/emergency.md"],
          approvals: 1,
          approvers: ["approver", "release"],
          unlessBackup: false,
          line: 25,
        },
        {
          ...always,
          kind: "deny",
          patterns: ["VAULT_SKIP_VERIFY=true"],
          reason: "Certificates are checked",
          environments: ["prod", "stage"],
          unlessBackup: false,
          line: 31,
        },
        {
          ...always,
          kind: "ask",
          patterns: ["sed -i", "tee **"],
          reason: "Copies first",
          unlessBackup: true,
          line: 33,
        },
        {
          ...always,
          kind: "window",
          patterns: ["docker compose pull"],
          reason: "Nobody is there at the weekend",
          times: {
            kind: "outside",
            ranges: [{ kind: "weekly", days: [4], from: 0, to: 1440 }],
            written: "friday",
          },
          unlessBackup: false,
          line: 36,
        },
      ],
      windows: [
        {
          name: "office",
          times: {
            kind: "inside",
            ranges: [
              { kind: "weekly", days: [0, 1, 2, 3], from: 540, to: 960 },
              { kind: "weekly", days: [4], from: 540, to: 720 },
            ],
            written: "mon-thu 09:00-16:00, fri 9:00-12:00",
          },
          zone: "Europe/Berlin",
          environments: ["prod"],
          from: "low",
          reason: null,
          line: 40,
        },
        {
          name: "turn",
          times: {
            kind: "outside",
            ranges: [{ kind: "dates", first: "2026-12-20", last: "2027-01-03" }],
            written: "2026-12-20..2027-01-03",
          },
          zone: "America/New_York",
          environments: null,
          from: "medium",
          reason: "Nobody is there",
          line: 41,
        },
      ],
      timezone: "America/New_York",
      reviewAgeDays: 180,
      rawInputs: ["filter"],
      backup: { directory: "/var/backups/firebreak", retentionDays: 30 },
      secrets: [{ name: "main", kind: "vault" }],
    });
  });

  test.each(["", "\n# only a remark\n", "{}", "---\n", "\uFEFF"])("%j says nothing", (source) => {
    const { policy } = readPolicy(source, "p.yaml");
    expect(policy).toEqual({ ...defaultPolicy, path: "p.yaml" });
  });

  const oneMapping =
    "take out the line `---` or `...` before it, and write all keys as one mapping";
  const bad: [source: string, rule: string, at: string, hint: string | null][] = [
    ["risk: {}\n---\nrules: []", "bad-policy", "2:1", oneMapping],
    ["risk: {}\n...\nrules: []", "bad-policy", "3:1", oneMapping],
    ["risk: {}\n---\n", "bad-policy", "2:1", oneMapping],
    ["---\n# nothing\n---\nrules: []", "bad-policy", "3:1", oneMapping],
    ["risks: {}", "unknown-key", "1:1", "did you mean `risk`?"],
    ["risk: { hgih: type }", "unknown-key", "1:9", "did you mean `high`?"],
    ["risk: { high: ask }", "bad-value", "1:15", null],
    ["risk: type", "bad-value", "1:7", null],
    ["risk:", "bad-value", "1:6", null],
    ["auto: { maxRisk: all }", "bad-value", "1:18", null],
    ["backup: { directory: var/backups }", "bad-value", "1:22", null],
    ["environments: [prod]", "bad-value", "1:15", null],
    ["environments: { prod: {} }", "bad-value", "1:17", null],
    ["environments: { prod: { probes: [] } }", "bad-value", "1:33", null],
    ["environments: { 'a b': { probes: [{ file: /x }] } }", "bad-name", "1:17", null],
    ["environments: { p: { production: yes, probes: [{ file: /x }] } }", "bad-value", "1:34", null],
    [
      "environments: { p: { probes: [{ hostnam: x }] } }",
      "unknown-key",
      "1:33",
      "did you mean `hostname`?",
    ],
    ["environments: { p: { probes: [{ hostname: x, file: /y }] } }", "bad-value", "1:31", null],
    ["environments: { p: { probes: [web] } }", "bad-value", "1:31", null],
    ["environments: { p: { probes: [{ file: x }] } }", "bad-value", "1:39", null],
    ["environments: { p: { probes: [{ file: /x, expect: y }] } }", "bad-value", "1:43", null],
    ["environments: { p: { probes: [{ hostname: '' }] } }", "bad-value", "1:43", null],
    ["environments: { p: { probes: [{ address: web }] } }", "bad-value", "1:42", null],
    ["environments: { p: { probes: [{ address: 192.0.2.0/33 }] } }", "bad-value", "1:42", null],
    [
      "environments: { p: { probes: [{ file: /x }], values: { a-b: c } } }",
      "bad-name",
      "1:56",
      "write `a_b`",
    ],
    [
      "environments: { p: { probes: [{ file: /x }], values: { env: c } } }",
      "bad-name",
      "1:56",
      "write `env_name`",
    ],
    ["targets: { a: { address: web } }", "bad-value", "1:26", null],
    ["targets: { a: {} }", "bad-value", "1:12", null],
    [
      "targets: { a: { address: local, environment: prod } }",
      "bad-value",
      "1:46",
      "define it in this file first",
    ],
    ["groups: { a: [b] }", "bad-value", "1:15", "define it in this file first"],
    ["people: { ada: { roles: [a] } }", "bad-value", "1:11", null],
    ["people: { ada: { keys: [secret] } }", "bad-value", "1:25", null],
    [
      `people:\n  ada: { keys: ${key} }\n  bob: { keys: ${key.replace("ada", "bob")} }`,
      "bad-value",
      "3:16",
      "give `bob` a key of their own",
    ],
    [
      `people: { ada: { keys: SHA256:${"A".repeat(43)} }, bob: { keys: [SHA256:${"A".repeat(43)}] } }`,
      "bad-value",
      "1:92",
      "give `bob` a key of their own",
    ],
    [
      `people:\n  ada:\n    keys:\n      - ${key}\n      - ${key}`,
      "bad-value",
      "5:9",
      "take it out here",
    ],
    [
      `people:\n  ada: { keys: ${key} }\n  ada: { keys: SHA256:${"A".repeat(43)} }`,
      "bad-policy",
      "3:3",
      null,
    ],
    ["risk: { high: aprove }", "bad-value", "1:15", null],
    ["rules: { deny: rm }", "bad-value", "1:8", null],
    ["rules: [{ deny: rm }]", "bad-value", "1:11", null],
    ["rules: [{ reason: a }]", "bad-value", "1:9", null],
    ["rules: [{ deny: a, ask: b, reason: c }]", "bad-value", "1:9", null],
    ["rules: [{ deny: a | b, reason: c }]", "bad-value", "1:17", null],
    ["rules: [{ deny: '', reason: c }]", "bad-value", "1:17", null],
    ["rules: [{ deny: a, reson: c, reason: d }]", "unknown-key", "1:20", "did you mean `reason`?"],
    [
      "environments: { prod: { probes: [{ file: /x }] } }\nrules: [{ deny in pro: a, reason: c }]",
      "bad-value",
      "2:11",
      "did you mean `prod`?",
    ],
    ["rules: [{ deny: a, not: friday, reason: c }]", "bad-value", "1:20", null],
    ["rules: [{ window: a, reason: c }]", "bad-value", "1:11", null],
    ["rules: [{ window: a, not: someday, reason: c }]", "bad-value", "1:27", null],
    ["rules: [{ deny: a, approvals: 1, reason: c }]", "bad-value", "1:20", null],
    ["approvers: []", "bad-value", "1:12", null],
    ["approvers:", "bad-value", "1:11", null],
    ["approvers: { role: lead }", "bad-value", "1:12", null],
    ["approvers: [a b]", "bad-value", "1:13", null],
    ["aprovers: lead", "unknown-key", "1:1", "did you mean `approvers`?"],
    ["rules: [{ deny: a, except: b, approvers: c, reason: d }]", "bad-value", "1:31", null],
    [
      "rules: [{ deny: a, except: b, approvals: 0, approvers: c, reason: d }]",
      "bad-value",
      "1:45",
      null,
    ],
    ["rules: [{ deny: a, except: /etc/x.md, reason: c }]", "bad-value", "1:28", null],
    ["rules: [{ deny: a, except: ../x.md, reason: c }]", "bad-value", "1:28", null],
    ["windows: { a: { open: mon 25:00-26:00 } }", "bad-value", "1:23", null],
    ["windows: { a: { open: mun } }", "bad-value", "1:23", null],
    ["windows: { a: { open: 2026-02-30 } }", "bad-value", "1:23", null],
    ["windows: { a: { open: 2026-02-03..2026-02-01 } }", "bad-value", "1:23", null],
    ["windows: { a: { freeze: 2026-02-03 } }", "bad-value", "1:12", null],
    ["windows: { a: {} }", "bad-value", "1:12", null],
    ["windows: { a: { open: mon, timezone: Mars } }", "bad-value", "1:38", null],
    ["timezone: Mars", "bad-value", "1:11", null],
    ["reviewAge: 1y", "bad-value", "1:12", null],
    ["lint: { reviewAge: 1d }", "unknown-key", "1:9", null],
    ["backup: { retention: forever }", "bad-value", "1:22", null],
    ["secrets: { a: { kind: Vault } }", "bad-value", "1:23", null],
    ["environments: { p: &a { probes: [{ file: /x }] }, q: *a }", "bad-policy", "1:23", null],
    ["risk: {", "bad-policy", "1:8", null],
    ["- a", "bad-policy", "1:1", null],
    ["auto: {}\nauto: {}", "bad-policy", "2:1", null],
    ["a: [\n".repeat(30_000), "bad-policy", "1:1", null],
  ];
  test("marks of where its one document begins and ends are no second one", () => {
    const { policy } = readPolicy("---\nreviewAge: 1d\n...\n# that is all\n", "p.yaml");
    expect(policy?.reviewAgeDays).toBe(1);
  });

  test("one that is too long is told so, and nothing about its form", () => {
    const { diagnostics } = readPolicy(`# ${"a".repeat(131_072)}`, "p.yaml");
    expect(diagnostics).toMatchObject([
      {
        message: "longer than 131072 characters, and so not read",
        expected: null,
        hint: "make it shorter",
      },
    ]);
  });

  test.each(bad)("%j is refused", (source, rule, at, hint) => {
    const { policy, diagnostics } = readPolicy(source, "p.yaml");
    expect(policy).toBeNull();
    const [first] = diagnostics;
    expect([first?.rule, `${first?.place?.start.line}:${first?.place?.start.column}`]).toEqual([
      rule,
      at,
    ]);
    if (hint) expect(first?.hint).toBe(hint);
  });

  test("is a policy or has an error, for any text", () => {
    const lines = fc.constantFrom(
      ...whole.split("\n"),
      "x",
      "  - ",
      "[",
      "{",
      "&a",
      "*a",
      "? ",
      "\t",
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(lines).map((all) => all.join("\n")),
    );
    fc.assert(
      fc.property(texts, (source) => {
        const { policy, diagnostics } = readPolicy(source, "p.yaml");
        expect(policy === null).toBe(diagnostics.length > 0);
        if (policy) policySchema.parse(policy);
      }),
    );
  });

  test("reads what its documentation shows", () => {
    const page = readFileSync(resolve(import.meta.dirname, "../../docs/policy.md"), "utf8");
    const [, shown = ""] = /```yaml\n(environments:[^`]*)```/.exec(page) ?? [];
    const { policy, diagnostics } = readPolicy(shown, "firebreak.yaml");
    expect(diagnostics).toEqual([]);
    const { risk, productionRisk, autoLimit, timezone, reviewAgeDays } = defaultPolicy;
    expect(policy).toMatchObject({ risk, productionRisk, autoLimit, timezone, reviewAgeDays });
  });
});
