/** Holds what is told of code that computes with text from outside against what a real bash runs of that text. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { readEffects } from "../../src/shell/effects.ts";
import { installPrograms, runCases } from "./bash-cases.ts";
import { outsideCode } from "./outside-code.ts";

const directory = mkdtempSync(join(tmpdir(), "firebreak-outside-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

installPrograms(directory, {});
for (const name of ["bash", "cat", "rm", "tr", "wc"]) {
  symlinkSync(`/usr/bin/${name}`, join(directory, "bin", name));
}
writeFileSync(join(directory, "evil"), "a[$(>marker)]\n");

/** For each code, whether bash ran what stands in the file. */
function areRun(codes: readonly string[]): boolean[] {
  const cases = codes.map(
    (code) => `( ${code}\n) > /dev/null\n[ -e marker ] && { rm marker; echo ran; }`,
  );
  return runCases(directory, cases).map((output) => output.includes("ran"));
}

test("what bash would run of a text from outside is never harmless", () => {
  const codes = fc.sample(outsideCode, { numRuns: 250, seed: 11 });
  const ran = areRun(codes);
  const missed = codes.filter((code, index) => ran[index] && readEffects(code).risk === "none");
  expect(missed).toEqual([]);
  // Neither is all of it run, nor is all of it told.
  const harmless = codes.filter((code) => readEffects(code).risk === "none");
  expect(ran.filter((one) => one).length).toBeGreaterThan(100);
  expect(harmless.length).toBeGreaterThan(40);
});
