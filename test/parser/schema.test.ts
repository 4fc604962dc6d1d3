/** The JSON Schemas and the readers say the same of the same text. */
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { inputTypes } from "../../src/model/input-spec.ts";
import { riskLevels } from "../../src/model/risk.ts";
import { readPolicy } from "../../src/parser/policy.ts";
import { readRunbook } from "../../src/parser/read.ts";
import {
  frontmatterSchema,
  jsonSchemas,
  policyFileSchema,
} from "../../src/parser/schema/json-schema.ts";
import fc, { cases } from "../support/properties.ts";

const isFrontmatter = (yaml: string) => frontmatterSchema.safeParse(parse(yaml)).success;
const isPolicy = (yaml: string) => policyFileSchema.safeParse(parse(yaml)).success;

/** Without what is about the steps, of which there are none. */
function readsFrontmatter(yaml: string): boolean {
  const { diagnostics } = readRunbook(`---\n${yaml}\n---\n`, "a.md");
  return !diagnostics.some(({ severity }) => severity === "error");
}

const readsPolicy = (yaml: string) => readPolicy(yaml, "firebreak.yaml").policy !== null;

describe("a frontmatter", () => {
  test.each([
    "title: A\nsummary: 2026\nowner: true\nalerts: [A, B]\nreviewed: 2026-10-01",
    "title:\nowner: ''\ninputs:\nreviewed:",
    "environments: stage\non: local",
    "inputs: { a: int, b: { type: name, prompt: Which?, default: x }, c: { choices: [1, two] } }",
    "inputs: { a: { type: enum, choices: [x], default: x } }",
    "layout: page\ntags: [a]",
  ])("both accept %j", (yaml) => {
    expect({ schema: isFrontmatter(yaml), reader: readsFrontmatter(yaml) }).toEqual({
      schema: true,
      reader: true,
    });
  });

  test.each([
    "title: [a]",
    "owner: { team: a }",
    "alerts:",
    "alerts: []",
    "alerts: [a b]",
    "environments: [[a]]",
    "reviewed: yesterday",
    "reviewed: 2026-13-01",
    "on: ssh:web",
    "on: [local]",
    "inputs: [a]",
    "inputs: { a: number }",
    "inputs: { a-b: int }",
    "inputs: { a: { typ: int } }",
    "inputs: { a: { type: int, choices: 3 } }",
    "inputs: { a: { choices: [] } }",
    "inputs: { a: }",
  ])("both refuse %j", (yaml) => {
    expect({ schema: isFrontmatter(yaml), reader: readsFrontmatter(yaml) }).toEqual({
      schema: false,
      reader: false,
    });
  });

  test("that the reader takes, the schema takes", () => {
    const scalar = fc.oneof(
      fc.constantFrom("a", "x y", "", "1", "true", "local", "2026-10-01", "int", "enum"),
      fc.integer({ min: -5, max: 99_999 }),
      fc.boolean(),
      fc.constant(null),
    );
    const input = fc.oneof(
      fc.constantFrom(...inputTypes),
      fc.record(
        {
          type: fc.oneof(fc.constantFrom(...inputTypes), scalar),
          prompt: scalar,
          default: scalar,
          choices: fc.oneof(fc.array(scalar, { maxLength: 3 }), scalar),
        },
        { requiredKeys: [] },
      ),
      scalar,
    );
    const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
    const frontmatter = fc.record(
      {
        title: value,
        owner: value,
        alerts: value,
        reviewed: value,
        environments: value,
        on: fc.oneof(fc.constant("local"), value),
        inputs: fc.oneof(
          fc.dictionary(fc.constantFrom("a", "b_1", "c-d", "env", "9"), input, { maxKeys: 3 }),
          value,
        ),
        layout: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(frontmatter, (data) => {
        const yaml = stringify(data);
        if (readsFrontmatter(yaml)) expect(frontmatterSchema.safeParse(data).success).toBe(true);
      }),
      cases(150),
    );
  });
});

describe("a policy", () => {
  test.each([
    "{}",
    "environments: { prod: { production: true, probes: [{ hostname: web-* }] } }",
    "environments: { a.b: { probes: [{ file: /etc/x }, { command: id, expect: root }] } }",
    "risk: { none: run, critical: type }\nproductionRisk: {}",
    "auto: { maxRisk: low }\nbackup: { directory: /var/backups }",
    "backup: { directory: }",
    "environments: { p: { probes: [{ address: 192.0.2.0/24 }], values: { a: 1, b: x } } }",
    "targets: { a: { address: incus:web } }\ngroups: { b: a }\nsecrets: { c: { kind: vault } }",
    `people: { ada: { keys: "SHA256:${"a".repeat(43)}" } }`,
    "rules: [{ deny: rm -rf, reason: No }, { window in p: [a, b], only: mon, reason: No }]\nenvironments: { p: { probes: [{ file: /x }] } }",
    "rules: [{ ask: rm, except: [a.md, b], approvals: 1, unless: backup, reason: 3 }]",
    "rules: [{ deny: rm, except: a.md, approvals: 1, approvers: [lead], reason: No }]",
    "approvers: lead",
    "approvers: [lead, chief]",
    "windows: { a: { open: mon-fri 09:00-17:00, timezone: UTC, from: high } }\ntimezone: UTC",
    "windows: { a: { freeze: [2026-12-24, sat-sun], reason: No } }\nreviewAge: 30d",
    "lint: { rules: { real-address: warn, wait-in-prose: off } }\nreviewAge: 90d",
  ])("both accept %j", (yaml) => {
    expect({ schema: isPolicy(yaml), reader: readsPolicy(yaml) }).toEqual({
      schema: true,
      reader: true,
    });
  });

  test.each([
    "enviroments: {}",
    "environments: []",
    "environments: { prod: {} }",
    "environments: { prod: { probes: [] } }",
    "environments: { prod: { production: maybe, probes: [{ file: /x }] } }",
    "environments: { prod: { probes: [{ file: x }] } }",
    "environments: { prod: { probes: [{ file: /x, hostname: y }] } }",
    "environments: { prod: { probes: [{ file: /x, expect: y }] } }",
    "environments: { prod: { probes: [{}] } }",
    "environments: { 'a b': { probes: [{ file: /x }] } }",
    "risk: { extreme: run }",
    "risk: { none: ask }",
    "risk: type",
    "auto: { maxRisk: extreme }",
    "auto: { ceiling: low }",
    "backup: { directory: here }",
    "lint: { rules: { unknown-key: off } }",
    "lint: { rules: { real-addres: off } }",
    "lint: { rules: { real-address: loud } }",
    "reviewAge: 0d",
    "environments: { p: { probes: [{ address: web }] } }",
    "environments: { p: { probes: [{ file: /x }], values: [a] } }",
    "targets: { a: { address: web } }",
    "people: { ada: {} }",
    "people: { ada: { keys: [secret] } }",
    "approvers: []",
    "approvers:",
    "approvers: [a b]",
    "approvers: { role: lead }",
    "rules: { deny: rm }",
    "rules: [{ forbid: rm, reason: No }]",
    "rules: [{ deny: { a: b }, reason: No }]",
    "windows: { a: { open: someday } }",
    "windows: { a: { shut: mon } }",
    "timezone: ''",
    "backup: { retention: forever }",
    "secrets: { a: { kind: Vault } }",
    "lint: { reviewAge: 90d }",
  ])("both refuse %j", (yaml) => {
    expect({ schema: isPolicy(yaml), reader: readsPolicy(yaml) }).toEqual({
      schema: false,
      reader: false,
    });
  });

  test("is taken by both or by none", () => {
    const demand = fc.constantFrom("run", "confirm", "type", "ask", 3, null);
    const table = fc.dictionary(fc.constantFrom(...riskLevels, "extreme"), demand, { maxKeys: 3 });
    const probe = fc.record(
      {
        hostname: fc.constantFrom("web-*", " "),
        file: fc.constantFrom("/x", "x"),
        command: fc.constantFrom("id", "id; ls"),
        expect: fc.constantFrom("root", ""),
      },
      { requiredKeys: [] },
    );
    const environment = fc.record(
      {
        production: fc.constantFrom(true, false, "maybe"),
        probes: fc.array(probe, { maxLength: 2 }),
      },
      { requiredKeys: [] },
    );
    const policy = fc.record(
      {
        environments: fc.dictionary(fc.constantFrom("prod", "a b"), environment, { maxKeys: 2 }),
        risk: table,
        productionRisk: table,
        auto: fc.dictionary(fc.constantFrom("maxRisk", "max"), fc.constantFrom("low", "x")),
        backup: fc.record({ directory: fc.constantFrom("/x", "x", null) }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(policy, (data) => {
        const yaml = stringify(data);
        expect(policyFileSchema.safeParse(data).success).toBe(readsPolicy(yaml));
      }),
      cases(120),
    );
  });
});

test("each schema says what it is for, of itself and of each key", () => {
  for (const make of jsonSchemas.values()) {
    const schema = make() as { title: string; properties: Record<string, { description: string }> };
    expect(schema).toMatchObject({ $schema: expect.stringContaining("2020-12"), type: "object" });
    for (const property of Object.values(schema.properties)) {
      expect(property.description).toMatch(/^[A-Z][^[\]]+\.$/);
    }
  }
});
