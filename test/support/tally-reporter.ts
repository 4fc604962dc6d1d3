/** Ends a test run with one line that a script can read: `N passed, N failed`. */
import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const line = `${tally(modules, unhandled.length)}\n`;
    const file = process.env["TALLY_FILE"];
    if (file) writeFileSync(file, line);
    else process.stdout.write(line);
  }
}

function tally(modules: readonly TestModule[], unhandled: number): string {
  const count = { passed: 0, failed: unhandled, skipped: 0 };
  for (const module of modules) {
    // A file that cannot be loaded has no tests to fail, so it counts by itself.
    count.failed += module.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      count[state === "pending" ? "failed" : state] += 1;
    }
  }
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  return `${count.passed} passed, ${count.failed} failed${skipped}`;
}
