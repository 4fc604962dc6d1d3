/** Whatever the code and the value are, giving it to the code ends with an answer. */
import { expect, test } from "vitest";
import { findPlaceholders } from "../../src/shell/placeholder.ts";
import { placementsOf } from "../../src/shell/placement.ts";
import { renderCode } from "../../src/shell/render.ts";
import { variablesOf } from "../../src/shell/variables.ts";
import fc, { cases } from "../support/properties.ts";
import { hostileValue, value } from "./hostile-values.ts";
import { brokenCode, randomCode } from "./random-code.ts";

const code = fc.oneof(
  brokenCode,
  randomCode.map(({ text }) => text),
  hostileValue,
  fc.string({ unit: "binary" }),
);

test("every placeholder has a place, and a value goes in or is refused", () => {
  fc.assert(
    fc.property(code, value, (text, v) => {
      const rendered = renderCode(text, { v });
      const places = placementsOf(text);
      variablesOf(text);
      expect(rendered.ok || rendered.problems.length > 0).toBe(true);
      expect(places.map(({ start }) => start)).toEqual(
        findPlaceholders(text).map(({ start }) => start),
      );
    }),
    cases(500),
  );
});

test.each([
  ["heredocs", "bash <<E\n".repeat(1000)],
  ["sums", `echo $((${"1+".repeat(4000)}1)) `],
  ["sums that are evaluated", `eval 'echo $((${"1+".repeat(4000)}1))'; cat `],
  ["shells that wrap each other", `${"eval ".repeat(150)} `],
  ["brackets", `${"( ".repeat(200)} cat ${") ".repeat(200)}; cat `],
])(
  "code with %s, deeper than anybody writes, takes no value, and is left alone without one",
  (_, deep) => {
    const rendered = renderCode(`${deep}{{v}}`, { v: "x" });
    expect(rendered.ok || rendered.problems.map(({ text }) => text)).toEqual([
      expect.stringContaining("no value can go there"),
    ]);
    expect(renderCode(deep, {})).toEqual({ ok: true, code: deep });
  },
);
