/** Cases of a policy, moments and times: what they may say, and that no text makes their readers fail. */
import { describe, expect, it, test } from "vitest";
import { readCases } from "../../src/parser/policy/cases.ts";
import { readMoment } from "../../src/parser/policy/moment.ts";
import { readTimes } from "../../src/parser/policy/times.ts";
import fc from "../support/properties.ts";

describe("cases", () => {
  it("are read with all they may say", () => {
    const source = `policy: ../firebreak.yaml
cases:
  - command: rm x
    expect: deny
  - { code: "a\\nb", in: prod, risk: high, at: 2026-11-20T16:00, document: a.md, backup: [/etc/x],
      reviewed: 2026-01-01, expect: ask, reason: think }
`;
    const { cases, policy, diagnostics } = readCases(source);
    expect(diagnostics).toEqual([]);
    expect(policy).toBe("../firebreak.yaml");
    expect(cases).toEqual([
      {
        line: 3,
        code: "rm x",
        environment: null,
        risk: null,
        at: null,
        document: "runbook.md",
        backup: [],
        reviewed: null,
        expect: "deny",
        reason: null,
      },
      {
        line: 5,
        code: "a\nb",
        environment: "prod",
        risk: "high",
        at: "2026-11-20T16:00",
        document: "a.md",
        backup: ["/etc/x"],
        reviewed: "2026-01-01",
        expect: "ask",
        reason: "think",
      },
    ]);
  });

  test.each([
    ["cases: [{ command: a, code: b, expect: ask }]", "1:9", "a case is about one piece of code"],
    ["cases: [{ command: a }]", "1:9", "a case says what it expects"],
    ["cases: [{ command: a, expect: no }]", "1:31", "`expect` cannot be `no`"],
    ["cases: [{ command: a, expect: ask, reviewed: soon }]", "1:46", "`reviewed` cannot be `soon`"],
    ...["2026-13-01", "2026-00-10", "2026-02-30", "0000-01-01"].map((day) => [
      `cases: [{ command: a, expect: ask, reviewed: ${day} }]`,
      "1:46",
      `\`reviewed\` cannot be \`${day}\``,
    ]),
    ["cases: [{ command: '', expect: ask }]", "1:20", "`command` cannot be ``"],
    ["cases: [{ comand: a, expect: ask }]", "1:11", "unknown key `comand` of a case"],
    ["cases: [{ command: a, expect: ask, backup: a/b }]", "1:44", "`backup` cannot be `a/b`"],
    ["cases: [a]", "1:9", "a case is a mapping"],
    ["cases: [{ command: a, expect: ask, risc: high }]", "1:36", "unknown key `risc` of a case"],
    ["cases: {}", "1:8", "there are no cases"],
    ["cases: []", "1:8", "there are no cases"],
    ["cases:", "1:7", "there are no cases"],
    ["", "1:1", "there are no cases"],
    ["case: []", "1:1", "unknown key `case` of the cases"],
    ["- a", "1:1", "this is no mapping"],
    ["cases: []\n---\n", "2:1", "another YAML document begins here, and only the first is read"],
  ])("%j is refused", (source, at, message) => {
    const { diagnostics } = readCases(source);
    const [first, ...others] = diagnostics;
    expect(others).toEqual([]);
    const { line, column } = first?.place?.start ?? { line: 0, column: 0 };
    expect([`${line}:${column}`, first?.message]).toEqual([at, message]);
  });

  it("are read, or have a mistake, for any text", () => {
    const pieces = fc.constantFrom(
      "cases:",
      "\n",
      "  - ",
      "{",
      "}",
      "expect: ask",
      "command: a",
      ", ",
      "[",
      "]",
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(texts, (source) => {
        const { cases, diagnostics } = readCases(source);
        if (diagnostics.length === 0) for (const one of cases) expect(one.code).not.toBe("");
      }),
    );
  });
});

test.each([
  ["2026-11-20T16:00", "2026-11-20T15:00:00.000Z"],
  ["2026-11-20 16:00:30", "2026-11-20T15:00:30.000Z"],
  ["2026-07-20T16:00", "2026-07-20T14:00:00.000Z"],
  ["2026-11-20T16:00Z", "2026-11-20T16:00:00.000Z"],
  ["2026-11-20T16:00+05:30", "2026-11-20T10:30:00.000Z"],
  ["2026-02-30T16:00", null],
  ["2026-11-20T25:00", null],
  ["2026-11-20T24:00", null],
  ["2026-13-01T16:00", null],
  ["0000-01-01T16:00", null],
  ["2026-11-20T16:00+99:99", null],
  ["2026-11-20", null],
  ["tomorrow", null],
])("the moment %s in Berlin is %s", (text, expected) => {
  const at = readMoment(text, "Europe/Berlin");
  expect(at === null ? null : new Date(at).toISOString()).toBe(expected);
});

const daily = [0, 1, 2, 3, 4, 5, 6];

test.each<[string, unknown]>([
  ["mon-thu 09:00-16:00", { kind: "weekly", days: [0, 1, 2, 3], from: 540, to: 960 }],
  ["friday", { kind: "weekly", days: [4], from: 0, to: 1440 }],
  ["sat,sun", { kind: "weekly", days: [5, 6], from: 0, to: 1440 }],
  ["sat-mon, wednesday 22:00-2:00", { kind: "weekly", days: [0, 2, 5, 6], from: 1320, to: 120 }],
  ["daily 00:00-24:00", { kind: "weekly", days: daily, from: 0, to: 1440 }],
  ["02:00-04:30", { kind: "weekly", days: daily, from: 120, to: 270 }],
  ["2026-12-24", { kind: "dates", first: "2026-12-24", last: "2026-12-24" }],
  ["2026-12-20..2027-01-03", { kind: "dates", first: "2026-12-20", last: "2027-01-03" }],
  ["", null],
  ["mon 9-17", null],
  ["mon 09:00-09:00", null],
  ["mun", null],
  ["mon-", null],
  ["2026-13-01", null],
  ["2027-01-03..2026-12-20", null],
])("the time %j", (text, expected) => {
  expect(readTimes(text)).toEqual(expected);
});
