/** What is said of a document in which no step is found: why, where it could not be read. */
import type { Runbook } from "../model/runbook.ts";
import { type Refusal, refuse } from "./refusal.ts";

export function noSteps({ path, diagnostics }: Pick<Runbook, "path" | "diagnostics">): Refusal {
  const wrong = diagnostics.find(({ severity }) => severity === "error");
  if (wrong)
    return refuse(`${path} has no steps: ${wrong.message}`, `firebreak lint ${path} says more`);
  return refuse(`${path} has no steps`, "a step is a block in bash, sh or shell, or a task");
}
