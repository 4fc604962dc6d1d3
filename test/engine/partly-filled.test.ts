/** What is known is filled in, what is yet to come stands as it is written, and what is wrong is told either way. */
import { expect, test } from "vitest";
import { fillPartly, renderPartly } from "../../src/engine/partly-filled.ts";
import { renderCode } from "../../src/shell/render.ts";
import fc from "../support/properties.ts";

const word = fc.stringMatching(/^[a-z0-9][a-z0-9_.]{0,12}$/);
const piece = fc.oneof(
  word,
  fc.constantFrom("{{a}}", "{{b}}", "x{{a}}", '"{{b}} {{a}}"', "> {{b}}"),
);

test("comes to the same as filling in all at once, when the rest comes later", () => {
  fc.assert(
    fc.property(fc.array(piece), word, word, (pieces, a, b) => {
      const code = ["echo", ...pieces].join(" ");
      const partly = renderPartly(code, { a }, [], ["b"]);
      if (!partly.ok) throw new Error("nothing speaks against these values");
      expect(partly.code).not.toContain("{{a}}");
      expect(renderCode(partly.code, { b })).toEqual(renderCode(code, { a, b }));
    }),
  );
});

test("takes no value of another step for one that is yet to come", () => {
  expect(renderPartly("echo {{a}}", { a: "old" }, [], ["a"])).toEqual({
    ok: true,
    code: "echo {{a}}",
  });
  expect(renderPartly("echo 700000000000000 {{a}}", {}, [], ["a"])).toEqual({
    ok: true,
    code: "echo 700000000000000 {{a}}",
  });
});

test("says what is wrong with what is known", () => {
  const partly = renderPartly("echo {{a}} {{b}} {{c}}", { a: "x\0" }, [], ["b"]);
  expect(partly.ok ? [] : partly.problems.map(({ name }) => name)).toEqual(["a", "c"]);
  expect(fillPartly("/srv/{{a}}/{{b}}", { a: "" }, ["b"])).toMatchObject({ ok: false });
  expect(fillPartly("/srv/{{a}}/{{b}}", { a: "x" }, ["b"])).toEqual({
    ok: true,
    text: "/srv/x/{{b}}",
  });
});
