/** Skips a test on a machine that cannot run it, and prints why. */
import type { TestContext } from "vitest";

export function skip(context: TestContext, reason: string): never {
  console.warn(`skipped "${context.task.name}": ${reason}`);
  return context.skip(reason);
}
