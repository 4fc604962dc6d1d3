/** Holds what is told of code that computes with text from outside against what a real bash runs of that text. */
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readEffects } from "../../src/shell/effects.ts";
import { patience, shellCases } from "../support/fuzz.ts";
import fc from "../support/properties.ts";
import { installPrograms, runCases } from "./bash-cases.ts";
import { evils, outsideCode } from "./outside-code.ts";

const directory = mkdtempSync(join(tmpdir(), "firebreak-outside-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

installPrograms(directory, { run: "> marker" });
for (const name of ["bash", "cat", "rm", "tr", "wc"]) {
  symlinkSync(`/usr/bin/${name}`, join(directory, "bin", name));
}

interface Case {
  readonly code: string;
  /** What stands in the file. */
  readonly evil: string;
}

/** For each code, whether bash ran what stands in the file. */
function areRun(cases: readonly Case[]): boolean[] {
  const codes = cases.map(
    ({ code, evil }) =>
      `echo '${evil}' > evil\n( ${code}\n) > /dev/null\n[ -e marker ] && { rm marker; echo ran; }`,
  );
  return runCases(directory, codes).map((output) => output.includes("ran"));
}

test("what bash would run of a text from outside is never harmless", {
  timeout: 60_000 * patience,
}, () => {
  const numRuns = Math.max(400, Math.ceil(shellCases / 5));
  const any = fc.record({ code: outsideCode, evil: evils });
  const all = fc.sample(any, numRuns);
  const ran = areRun(all);
  const isHarmless = all.map(({ code }) => readEffects(code).risk === "none");
  const missed = all.filter((_, index) => ran[index] && isHarmless[index]);
  expect(missed).toEqual([]);
  // Neither is all of it run, nor is all of it told.
  expect(ran.filter((one) => one).length).toBeGreaterThan(numRuns / 8);
  expect(isHarmless.filter((one) => one).length).toBeGreaterThan(numRuns / 8);
});
