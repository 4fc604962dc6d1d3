/** How the tests run: real processes in forks, as many as this project's machines have cores. */
import { defineConfig } from "vitest/config";
import { patience } from "./test/support/fuzz.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/fixtures/**"],
    pool: "forks",
    maxWorkers: 2,
    // `npm run fuzz` takes many more cases.
    testTimeout: 30_000 * patience,
    hookTimeout: 30_000 * patience,
    // The tally comes last so that its line ends the output.
    reporters: ["default", "./test/support/tally-reporter.ts"],
  },
});
