/** What a policy says in vain, and that a sound one is left in peace. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it, test } from "vitest";
import { examinePolicy } from "../../src/parser/policy/examine.ts";
import { policyRemarks } from "../../src/parser/policy/remarks.ts";
import { readPolicy } from "../../src/parser/policy.ts";

const environments = `environments:
  stage: { probes: [{ hostname: stage-* }] }
  prod: { production: true, probes: [{ hostname: prod-* }] }
`;

/** `line rule`, each with its message, at noon of 20 November 2026. */
function said(text: string): string[] {
  const { policy, diagnostics } = readPolicy(text, "firebreak.yaml");
  if (policy === null) throw new Error(JSON.stringify(diagnostics));
  const found = examinePolicy(policy, text, Date.parse("2026-11-20T12:00:00Z"));
  return found.map((one) => `${one.place?.start.line ?? "-"} ${one.rule}: ${one.message}`);
}

const rule = (text: string) => `  - ${text}\n    reason: Because\n`;
const rules = (...texts: string[]) => said(`${environments}rules:\n${texts.map(rule).join("")}`);

describe("environments", () => {
  it.each([
    [
      "{ hostname: prod-* }",
      "{ hostname: prod-1 }",
      "4",
      "wherever the probes of `b` hold, those of `a` do too",
    ],
    [
      "{ hostname: prod-1 }",
      "{ hostname: prod-* }",
      "5",
      "wherever the probes of `a` hold, those of `b` do too",
    ],
    [
      "{ file: /x }",
      "{ file: /x }, { hostname: a }",
      "4",
      "wherever the probes of `b` hold, those of `a` do too",
    ],
    ["{ file: /x }", "{ file: /x }", "4", "wherever the probes of `b` hold, those of `a` do too"],
  ])("%s and %s cannot be told apart", (one, other, line, message) => {
    const text = `timezone: UTC

environments:
  a: { probes: [${one}] }
  b: { production: true, probes: [${other}] }
`;
    expect(said(text)).toEqual([`${line} alike-environments: ${message}`]);
  });

  it.each([
    ["{ hostname: prod-* }", "{ hostname: stage-* }"],
    ["{ file: /x }, { file: /y }", "{ file: /x }, { file: /z }"],
    ["{ command: id, expect: a }", "{ command: id, expect: b }"],
  ])("%s and %s can", (one, other) => {
    const text = `environments:\n  a: { probes: [${one}] }\n  b: { production: true, probes: [${other}] }\n`;
    expect(said(text)).toEqual([]);
  });
});

describe("rules", () => {
  it.each(["deny: time iptables", "deny: for x"])("%s never matches", (text) => {
    const [found, ...others] = rules(text);
    expect(others).toEqual([]);
    expect(found).toMatch(/^5 never-matches: /);
    expect(found).toContain("it is no command");
  });

  it.each([
    "deny: scp * **:/opt/example/bin/*",
    "deny: iptables -[AIDF]",
    "deny: sudo iptables",
    "deny: \"mkfs[.]* '/dev/sd[a-c]'\"",
    "deny: kubectl delete -n prod",
    "deny: bash -c 'rm -rf /srv'",
    "deny: ssh web-1",
    "deny: git add **/init.json",
    "deny in prod: VAULT_SKIP_VERIFY=true",
    'deny: "> **/Caddyfile"',
    "ask: [rm -rf *, 'say {odd} ~ $x']",
    "window: docker compose pull\n    not: friday",
  ])("%s may match", (text) => {
    expect(rules(text)).toEqual([]);
  });

  it.each<[string[], string[]]>([
    [
      ["deny: rm", "ask: rm -rf"],
      ["7 shadowed-rule: this rule changes nothing: the one on line 5 says all of it"],
    ],
    [
      ["ask: rm -rf", "deny: rm"],
      ["5 shadowed-rule: this rule changes nothing: the one on line 7 says all of it"],
    ],
    [
      ["ask: rm", "ask: rm"],
      ["7 shadowed-rule: this rule changes nothing: the one on line 5 says all of it"],
    ],
    [
      ["deny: cat **", "deny in prod: cat /etc/*"],
      ["7 shadowed-rule: this rule changes nothing: the one on line 5 says all of it"],
    ],
    [["ask: rm", "deny: rm -rf"], []],
    [["deny in prod: rm", "ask: rm"], []],
    [
      ["deny: cat /etc/*", "deny: cat **"],
      ["5 shadowed-rule: this rule changes nothing: the one on line 7 says all of it"],
    ],
    [
      ["deny: cat /etc/*", "deny: cat /etc/**"],
      ["5 shadowed-rule: this rule changes nothing: the one on line 7 says all of it"],
    ],
    [["deny: [rm, mv]", "deny: [rm -f, cp]"], []],
    [["deny: rm\n    except: a", "ask: rm"], []],
    [["ask: rm\n    unless: backup", "ask: rm -f"], []],
  ])("%j: %j", (texts, expected) => {
    expect(rules(...texts)).toEqual(expected);
  });
});

describe("times", () => {
  const windows = (text: string) => said(`${environments}windows:\n${text}`);

  it("that are past never come again", () => {
    expect(windows("  a: { open: 2026-11-19 }\n")).toEqual([
      "5 never-open: `a` is never open again: 2026-11-19",
    ]);
    expect(rules("window: make\n    only: 2026-11-01..2026-11-19")).toEqual([
      "5 never-open: the time of this rule never comes: 2026-11-01..2026-11-19",
    ]);
    expect(windows("  a: { freeze: 2026-11-19, reason: Past }\n")).toEqual([]);
  });

  it("that are never open together let nothing run", () => {
    const both = "  a: { open: mon }\n  b: { open: tue, in: prod, from: high }\n";
    expect(windows(both)).toEqual([
      "6 never-open: `a` and `b` are never open together, so nothing of risk high can run in `prod`",
    ]);
    expect(windows("  a: { open: mon, in: stage }\n  b: { open: tue, in: prod }\n")).toEqual([]);
  });
});

describe("demands that nobody can meet", () => {
  it("are a second person where nobody is named", () => {
    expect(said(`${environments}productionRisk: { critical: approve }\n`)).toEqual([
      "- nobody-approves: a second person is demanded, and `people` names nobody",
    ]);
    const key = `SHA256:${"a".repeat(43)}`;
    const people = `people: { ada: { keys: ${key} } }\n`;
    expect(said(`${environments}${people}productionRisk: { critical: approve }\n`)).toEqual([]);
  });

  const key = (letter: string) => `SHA256:${letter.repeat(43)}`;
  const two = `people:
  ada: { keys: ${key("a")}, roles: lead }
  bob: { keys: ${key("b")}, roles: [release] }
`;
  const exception = (more: string) =>
    `rules:\n  - deny: scp\n    reason: No\n    except: a.md\n    approvals: 1\n${more}`;

  it("are a role that nobody has", () => {
    expect(said(`${two}approvers: [lead, releese]\n`)).toEqual([
      "4 nobody-approves: nobody in `people` has the role `releese`",
    ]);
    expect(said(`${two}${exception("    approvers: chief\n")}`)).toEqual([
      "5 nobody-approves: nobody in `people` has the role `chief`",
    ]);
    expect(said(`${two}approvers: [lead, release]\n${exception("")}`)).toEqual([]);
  });

  it("are people who have no key that can sign an approval", () => {
    const rsa = (roles: string) => `  eve: { keys: ssh-rsa ${"A".repeat(68)}, roles: ${roles} }\n`;
    const alone = `people:\n${rsa("lead")}`;
    expect(said(`${environments}${alone}productionRisk: { critical: approve }\n`)).toEqual([
      "- nobody-approves: a second person is demanded, and `people` names nobody with an `ssh-ed25519` key",
    ]);
    expect(said(`${two}${rsa("chief")}${exception("    approvers: chief\n")}`)).toEqual([
      "6 nobody-approves: nobody in `people` with the role `chief` has an `ssh-ed25519` key",
    ]);
    const both = `${two}${rsa("[lead, release]")}approvers: lead\n`;
    expect(said(`${both}${exception("    approvers: release\n")}`)).toEqual([
      "7 nobody-approves: nobody in `people` may approve its exceptions: it takes release, and lead as everywhere",
    ]);
  });

  it("are two roles that nobody has both of", () => {
    const narrowed = exception("    approvers: release\n");
    expect(said(`${two}approvers: lead\n${narrowed}`)).toEqual([
      "6 nobody-approves: nobody in `people` may approve its exceptions: it takes release, and lead as everywhere",
    ]);
    expect(said(`${two}approvers: [lead, release]\n${narrowed}`)).toEqual([]);
    expect(said(`${two}${narrowed}`)).toEqual([]);
  });

  it("are those of production where there is none", () => {
    expect(said("environments: { a: { probes: [{ file: /a }] } }\n")).toEqual([
      "- no-production: no environment is marked `production`, so `productionRisk` is never asked",
    ]);
  });
});

test("every remark is made in the code, and stands in the documentation with what it means", () => {
  const root = resolve(import.meta.dirname, "../..");
  const code = ["examine.ts", "idle-rules.ts", "unmet-demands.ts"]
    .map((file) => readFileSync(resolve(root, "src/parser/policy", file), "utf8"))
    .join("\n");
  const page = readFileSync(resolve(root, "docs/policy.md"), "utf8");
  for (const [id, meaning] of Object.entries(policyRemarks)) {
    expect(code).toContain(`warning("${id}"`);
    expect(page).toContain(`| \`${id}\` | ${meaning} |`);
  }
});
