/** Whatever the code and the value are, giving it to the code ends with an answer. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { findPlaceholders } from "../../src/shell/placeholder.ts";
import { placementsOf } from "../../src/shell/placement.ts";
import { renderCode } from "../../src/shell/render.ts";
import { variablesOf } from "../../src/shell/variables.ts";
import { cases } from "../support/fuzz.ts";
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
