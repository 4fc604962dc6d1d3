/** Conditions: what is checked when a document is read, and what comes out when a step is reached. */
import { describe, expect, test } from "vitest";
import type { InputSpec } from "../../src/model/input-spec.ts";
import { checkCondition, evaluateCondition } from "../../src/parser/condition.ts";
import fc from "../support/properties.ts";

const count: InputSpec = {
  name: "count",
  type: "int",
  prompt: "",
  default: null,
  choices: [],
  raw: false,
  inferred: false,
};

describe("checkCondition", () => {
  test.each([
    "host == 'a'",
    "env == 'prod' && host != ''",
    "count > 2",
    "int(host) > count",
    "host in ['a', 'b']",
    "host.startsWith('web-') || size(host) > 3",
    "true",
  ])("%s is fine", (text) => {
    expect(checkCondition(text, ["host", "count"], [count])).toEqual({ ok: true });
  });

  const bad: [text: string, message: RegExp, at: string][] = [
    ["hots == 'a'", /`hots` is no input and no captured value/, "hots"],
    ["host == ", /ends too early/, ""],
    ["", /ends too early/, ""],
    ["host == 'a", /unterminated string/, "'a"],
    ["host > 2", /no such overload: string > int/, "host > 2"],
    ["count", /it is an int, not true or false/, "count"],
    ["host", /it is a string, not true or false/, "host"],
    ["for == 'a'", /reserved identifier/, "for"],
    ["a".repeat(5000), /longer than 4096/, ""],
  ];
  test.each(bad)("%s is refused", (text, message, at) => {
    const checked = checkCondition(text, ["host", "count"], [count]);
    if (checked.ok) throw new Error("it was taken");
    expect(checked.message).toMatch(message);
    if (checked.start !== undefined) expect(text.slice(checked.start, checked.end)).toBe(at);
  });

  test("names the nearest value", () => {
    expect(checkCondition("hots == 'a'", ["host"])).toMatchObject({ expected: "`host`" });
  });
});

describe("evaluateCondition", () => {
  const values = { host: "web-1", count: "12", vhosts: "25" };
  const table: [text: string, env: string, value: boolean][] = [
    ["host == 'web-1'", "", true],
    ["env == 'prod'", "prod", true],
    ["env == 'prod'", "", false],
    ["count > 9", "", true],
    ["int(vhosts) > 100", "", false],
    ["'25' == vhosts", "", true],
  ];
  test.each(table)("%s with env %j", (text, env, value) => {
    expect(evaluateCondition(text, values, env, [count])).toEqual({ ok: true, value });
  });

  const failing: [text: string, message: RegExp][] = [
    ["int(host) > 2", /`int\(host\) > 2` fails: .*cannot convert/],
    ["missing == ''", /`missing` is no input and no captured value/],
    ["host.matches('(')", /Invalid regular expression/],
    ["1 / 0 > 0", /division by zero/],
    ["dyn(host)", /not true or false/],
    ["count", /not true or false/],
  ];
  test.each(failing)("%s is an error", (text, message) => {
    const result = evaluateCondition(text, values, "", [count]);
    if (result.ok) throw new Error(`it was ${result.value}`);
    expect(result.message).toMatch(message);
  });

  test("takes no value for a number that is none", () => {
    const result = evaluateCondition("count > 1", { count: "many" }, "", [count]);
    expect(result).toEqual({ ok: false, message: "`count` is not a whole number: `many`" });
  });

  test("a value is never read as CEL, and no text throws", () => {
    const parts = fc.constantFrom(
      "a",
      "==",
      "'x'",
      "(",
      ")",
      "env",
      "&&",
      "!",
      "1",
      "[",
      "]",
      "?",
      ":",
    );
    fc.assert(
      fc.property(fc.string(), (value) => {
        const held = evaluateCondition("a == 'x'", { a: value }, "");
        expect(held).toEqual({ ok: true, value: value === "x" });
      }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((all) => all.join(" ")),
        ),
        (text) => {
          expect(evaluateCondition(text, { a: "x" }, "")).toHaveProperty("ok");
        },
      ),
    );
  });
});
