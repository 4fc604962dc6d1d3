/**
 * `npm run fuzz`: gives every property far more random cases than a test run does, and others, and
 * says at the end in one line what came of it. `npm run fuzz -- --cases 200000 --seed 7`.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: process.env["FUZZ_CASES"] ?? "100000" },
    seed: { type: "string", default: process.env["FUZZ_SEED"] ?? String(Date.now() % 1e9) },
  },
});

const root = resolve(import.meta.dirname, "..");
const subjects = globSync("test/**/*.test.{ts,tsx}", { cwd: root }).filter((path) =>
  readFileSync(join(root, path), "utf8").includes("support/properties.ts"),
);
const directory = mkdtempSync(join(tmpdir(), "firebreak-fuzz-"));
const [figures, tally] = [join(directory, "figures"), join(directory, "tally")];
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const start = performance.now();
console.log(`${values.cases} cases from seed ${values.seed}`);
const { status } = spawnSync(process.execPath, [vitest, "run", ...subjects], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...process.env,
    FUZZ_CASES: values.cases,
    FUZZ_SEED: values.seed,
    FUZZ_FIGURES: figures,
    TALLY_FILE: tally,
  },
});
const minutes = ((performance.now() - start) / 60_000).toFixed(1);
const lines = [figures, tally].map(written).join("; ");
console.log(`fuzz, seed ${values.seed}: ${lines}; ${minutes} minutes`);
rmSync(directory, { recursive: true, force: true });
process.exitCode = status ?? 1;

function written(file: string): string {
  try {
    return readFileSync(file, "utf8").trim().replaceAll("\n", "; ");
  } catch {
    return "no figures";
  }
}
