/** What a viewer prints can neither command a terminal nor read in another order than it stands. */
import { expect, test } from "vitest";
import { neutralise } from "../../src/model/neutralise.ts";
import fc, { cases } from "../support/properties.ts";

test.each([
  ["plain text\n\twith tabs", "plain text\n\twith tabs"],
  ["\x1b[31mred\x1b[0m", "␛[31mred␛[0m"],
  ["\x1b]0;title\x07", "␛]0;title␇"],
  ["\x9b2J", "\\u009b2J"],
  ["over\rwritten", "over␍written"],
  ["a\0b\x7f", "a␀b␡"],
  ["if admin\u202e }// \u2066", "if admin\\u202e }// \\u2066"],
  ["zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"],
  ["tag\u{e0041}", "tag\\u{e0041}"],
  ["half \ud800 pair", "half \\ud800 pair"],
  ["Grüße, שלום, 👩‍🚀", "Grüße, שלום, 👩‍🚀"],
])("%j reads %j", (text, shown) => {
  expect(neutralise(text)).toBe(shown);
});

const dangerousText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom("\x1b[", "\x1b]8;;", "\x9b", "\r", "\u202e", "\u2066", "\x7f"),
  ),
});

test("no control, direction or half character is left, whatever comes", () => {
  fc.assert(
    fc.property(dangerousText, (text) => {
      const shown = neutralise(text);
      expect(shown.replace(/[\n\t]/g, "")).not.toMatch(
        /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/u,
      );
      expect(neutralise(shown)).toBe(shown);
    }),
    cases(500),
  );
});
