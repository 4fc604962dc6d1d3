/** Canonical JSON as RFC 8785 has it. */
import { expect, test } from "vitest";
import { canonicalJson } from "../../src/transcript/canonical.ts";
import fc, { cases } from "../support/properties.ts";

test("section 3.2: numbers, strings and literals in their one form", () => {
  const text = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`;
  const canonical = String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`;
  expect(canonicalJson(JSON.parse(text))).toBe(canonical);
});

test("section 3.2.3: keys are sorted by their UTF-16 units", () => {
  const names = ["\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6"];
  const sorted = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\u{1f600}", "\ufb33"];
  const canonical = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])));
  expect([...canonical.matchAll(/"([^"]+)":/g)].map(([, key]) => JSON.parse(`"${key}"`))).toEqual(
    sorted,
  );
});

test.each([
  [0x0000000000000000n, "0"],
  [0x8000000000000000n, "0"],
  [0x0000000000000001n, "5e-324"],
  [0x7fefffffffffffffn, "1.7976931348623157e+308"],
  [0x4340000000000000n, "9007199254740992"],
  [0x44b52d02c7e14af6n, "1e+23"],
  [0x444b1ae4d6e2ef4fn, "999999999999999900000"],
  [0x444b1ae4d6e2ef50n, "1e+21"],
  [0x3eb0c6f7a0b5ed8dn, "0.000001"],
  [0x41b3de4355555553n, "333333333.3333332"],
])("appendix B: the number with the bits %d", (bits, text) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  expect(canonicalJson(view.getFloat64(0))).toBe(text);
});

test("half a surrogate pair becomes the replacement character; what is no JSON is a bug", () => {
  expect(canonicalJson({ "a\ud800": ["\udc00b"] })).toBe('{"a\ufffd":["\ufffdb"]}');
  expect(() => canonicalJson(Number.NaN)).toThrow();
  expect(() => canonicalJson(undefined)).toThrow();
});

test("any value reads back as itself and writes the same again", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
    cases(200),
  );
});
