/** An input that becomes code: how it is declared, which steps use it, and what is said about it. */
import { describe, expect, test } from "vitest";
import { readPolicy } from "../../src/parser/policy.ts";
import { readRunbook } from "../../src/parser/read.ts";

function read(input: string) {
  const code = "```bash {#one}\nls {{filter}}\n```\n\n```bash {#two}\nls {{other}}\n```\n";
  return readRunbook(`---\ninputs:\n  filter: ${input}\n  other: text\n---\n${code}`, "a.md");
}

describe("an input with raw", () => {
  test("is code to the steps that use it, and lint says at its name what that hangs on", () => {
    const { inputs, steps, diagnostics } = read("{ type: text, raw: true }");
    expect(inputs.map(({ name, raw }) => [name, raw])).toEqual([
      ["filter", true],
      ["other", false],
    ]);
    expect(steps.map((step) => step.kind === "code" && step.raw)).toEqual([["filter"], []]);
    expect(steps.flatMap(({ blockers }) => blockers)).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        rule: "raw-input",
        severity: "warning",
        message: "what is given for `filter` becomes code, which only the policy can allow",
        hint: "list `filter` under `rawInputs` in firebreak.yaml, or take `raw` out",
        place: { start: { line: 3, column: 3 } },
      },
    ]);
  });

  test.each(["{ type: text, raw: false }", "text"])("%s is not", (input) => {
    const { steps, diagnostics } = read(input);
    expect(steps.map((step) => step.kind === "code" && step.raw)).toEqual([[], []]);
    expect(diagnostics).toEqual([]);
  });

  test.each(["yes please", "[true]", "1"])("cannot have %s for it", (raw) => {
    const { steps, diagnostics } = read(`{ type: text, raw: ${raw} }`);
    expect(diagnostics.map(({ rule, expected }) => [rule, expected])).toContainEqual([
      "bad-value",
      "true or false",
    ]);
    expect(steps.every(({ blockers }) => blockers.length > 0)).toBe(true);
  });
});

describe("rawInputs of the policy", () => {
  test("names those that are allowed; without it, none is", () => {
    const rawInputs = (source: string) => readPolicy(source, "p.yaml").policy?.rawInputs;
    expect(rawInputs("rawInputs: [filter, other]")).toEqual(["filter", "other"]);
    expect(rawInputs("rawInputs: filter")).toEqual(["filter"]);
    expect(rawInputs("{}")).toEqual([]);
  });

  test.each(["[]", "[a b]", "[[a]]", "{ a: b }", "'1'", "['*']"])("cannot be %s", (value) => {
    const { policy, diagnostics } = readPolicy(`rawInputs: ${value}`, "p.yaml");
    expect(policy).toBe(null);
    expect(diagnostics).toMatchObject([
      { rule: "bad-value", expected: "a list of names of inputs, such as `[filter]`" },
    ]);
  });
});
