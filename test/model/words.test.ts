/** The wordings that every screen and report shares. */
import { expect, test } from "vitest";
import type { End } from "../../src/model/outcome.ts";
import { byteWords, countWords, durationWords, endWords } from "../../src/model/words.ts";
import fc, { cases } from "../support/properties.ts";

test.each<[End, string]>([
  [{ kind: "exited", code: 0 }, "exit 0"],
  [{ kind: "exited", code: 137 }, "exit 137"],
  [{ kind: "signalled", signal: "SIGKILL" }, "killed by SIGKILL"],
  [{ kind: "timedOut", afterMs: 30_000 }, "timed out after 30 s"],
  [{ kind: "cancelled" }, "cancelled"],
  [{ kind: "notStarted", reason: "no bash" }, "could not start: no bash"],
])("%o reads %s", (end, words) => {
  expect(endWords(end)).toBe(words);
});

test.each([
  [0, "0 ms"],
  [45, "45 ms"],
  [99, "99 ms"],
  [100, "0.1 s"],
  [1234, "1.2 s"],
  [30_000, "30 s"],
  [59_940, "59.9 s"],
  [59_960, "1 min"],
  [184_000, "3 min 4 s"],
  [3_599_400, "59 min 59 s"],
  [3_599_600, "1 h"],
  [7_500_000, "2 h 5 min"],
  [86_399_999, "1 d"],
  [263_000_000, "3 d 1 h"],
])("%i ms is %s", (durationMs, words) => {
  expect(durationWords(durationMs)).toBe(words);
});

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1 kB"],
  [1540, "1.5 kB"],
  [9949, "9.9 kB"],
  [9950, "10 kB"],
  [999_499, "999 kB"],
  [999_500, "1 MB"],
  [12_345_678, "12 MB"],
  [2_500_000_000_000_000, "2500 TB"],
])("%i bytes are %s", (bytes, words) => {
  expect(byteWords(bytes)).toBe(words);
});

test("one is one, and all else is many", () => {
  expect([0, 1, 2].map((count) => countWords(count, "step"))).toEqual([
    "0 steps",
    "1 step",
    "2 steps",
  ]);
});

test("amounts stay short, whatever they are", () => {
  fc.assert(
    fc.property(fc.nat(10 ** 15), (amount) => {
      expect(durationWords(amount).length).toBeLessThan(20);
      expect(byteWords(amount)).toMatch(/^\d{1,4}(\.\d)? (bytes?|[kMGT]B)$/);
    }),
    cases(200),
  );
});
