/** The policy file: what it may hold, and that no mistake in it passes for silence. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { policySchema } from "../../src/model/policy.ts";
import { defaultPolicy, readPolicy } from "../../src/parser/policy.ts";

const whole = `
environments:
  prod:
    production: true
    probes:
      - hostname: "web-*"
      - file: /etc/production
      - command: incus project list
        expect: "PROD (current)"
  stage: { probes: [{ hostname: stage-1 }] }
risk:
  medium: run
productionRisk: { none: confirm }
auto: { maxRisk: high }
rawInputs: [filter]
backup: { directory: /var/backups/firebreak }
`;

describe("readPolicy", () => {
  test("reads everything a policy may say", () => {
    const { policy, diagnostics } = readPolicy(whole, "firebreak.yaml");
    expect(diagnostics).toEqual([]);
    expect(policySchema.parse(policy)).toEqual({
      path: "firebreak.yaml",
      environments: [
        {
          name: "prod",
          production: true,
          probes: [
            { kind: "hostname", glob: "web-*" },
            { kind: "file", path: "/etc/production" },
            { kind: "command", command: "incus project list", expect: "PROD (current)" },
          ],
        },
        { name: "stage", production: false, probes: [{ kind: "hostname", glob: "stage-1" }] },
      ],
      risk: { none: "run", low: "run", medium: "run", high: "type", critical: "type" },
      productionRisk: {
        none: "confirm",
        low: "confirm",
        medium: "confirm",
        high: "type",
        critical: "type",
      },
      autoLimit: "high",
      rawInputs: ["filter"],
      backup: { directory: "/var/backups/firebreak" },
    });
  });

  test.each(["", "\n# only a remark\n", "{}", "---\n", "\uFEFF"])("%j says nothing", (source) => {
    const { policy } = readPolicy(source, "p.yaml");
    expect(policy).toEqual({ ...defaultPolicy, path: "p.yaml" });
  });

  const bad: [source: string, rule: string, at: string, hint: string | null][] = [
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
    ["environments: { p: &a { probes: [{ file: /x }] }, q: *a }", "bad-policy", "1:23", null],
    ["risk: {", "bad-policy", "1:8", null],
    ["- a", "bad-policy", "1:1", null],
    ["auto: {}\nauto: {}", "bad-policy", "2:1", null],
    ["a: [\n".repeat(9000), "bad-policy", "1:1", null],
  ];
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
});
