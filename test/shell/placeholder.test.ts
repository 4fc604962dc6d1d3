/** What is a placeholder, and what only looks like one. */
import { describe, expect, test } from "vitest";
import { fillText } from "../../src/shell/fill.ts";
import { findPlaceholders, replacePlaceholders } from "../../src/shell/placeholder.ts";
import fc, { cases } from "../support/properties.ts";

describe("a placeholder", () => {
  test.each([
    ["echo {{name}}", ["name"]],
    ["echo {{ name }} {{\tname2\t}}", ["name", "name2"]],
    ["'{{a}}'\"{{_b}}\"{{A_1}}", ["a", "_b", "A_1"]],
    ["{{{a}}}", ["a"]],
    ["{a,{{b}}}", ["b"]],
    ["{{a}}{{b}}", ["a", "b"]],
    ["{{end}}", ["end"]],
  ])("stands in %j", (text, names) => {
    expect(findPlaceholders(text).map(({ name }) => name)).toEqual(names);
  });

  test.each([
    "docker inspect -f '{{.State.Status}}' web",
    "docker inspect -f '{{json .}}' web",
    "{{ range .Items }}{{ .Name }}{{ end }}",
    "{{if .Up}}yes{{else}}no{{end}}",
    "{{- with .A -}}{{- end -}}",
    "{{ a | b }}",
    "{{ a.b }}",
    "{{ a\n}}",
    "{{}} {{ }} {{1a}} {{a-b}} {{é}} { {a} } {{a} }",
  ])("does not stand in %j", (text) => {
    expect(findPlaceholders(text)).toEqual([]);
  });

  test("is placed by offsets", () => {
    expect(findPlaceholders("ab {{ c }}d")).toEqual([{ name: "c", start: 3, end: 10 }]);
  });

  test("can be replaced, and all around it stays", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.constantFrom("a", "b"))), (pieces) => {
        fc.pre(pieces.every(([text]) => !/[{}]/.test(text)));
        const template = pieces.map(([text, name]) => `${text}{{${name}}}`).join("");
        const expected = pieces.map(([text, name], index) => `${text}<${name}${index}>`).join("");
        const replaced = replacePlaceholders(template, ({ name }, index) => `<${name}${index}>`);
        expect(replaced).toBe(expected);
      }),
      cases(100),
    );
  });
});

describe("filling a text", () => {
  test("puts values in as they are", () => {
    const filled = fillText("lxc:{{ tenant }}-proxy/{{x}}", { tenant: "a$& b", x: "{{tenant}}" });
    expect(filled).toEqual({ ok: true, text: "lxc:a$& b-proxy/{{tenant}}" });
  });

  test.each([
    [{}, "has no value"],
    [{ b: "1" }, "has no value"],
    [{ a: "" }, "is empty"],
    [{ a: "x\0" }, "NUL"],
    [{ a: "\ud800" }, "Unicode"],
  ])("with %j is refused", (values, words) => {
    const filled = fillText("/opt/{{a}}/conf", values);
    expect(filled.ok ? [] : filled.problems).toEqual([
      { name: "a", text: expect.stringContaining(words) },
    ]);
  });

  test("knows only the values it was given", () => {
    expect(fillText("{{constructor}}{{__proto__}}", {}).ok).toBe(false);
  });

  test("names every problem", () => {
    const filled = fillText("{{a}}/{{b}}", { a: "" });
    expect(filled.ok ? [] : filled.problems.map(({ name }) => name)).toEqual(["a", "b"]);
  });
});
