/** The command `explain FILE [STEP]`: what the steps of a runbook would do, and why they are as risky as they are. */
import { neutralise } from "../model/neutralise.ts";
import { nearest } from "../parser/nearest.ts";
import { explanationOf, explanationText } from "../report/explanation.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { loadRunbook } from "./load-runbook.ts";
import { noSteps } from "./no-steps.ts";
import { refuse, report } from "./refusal.ts";

export interface ExplainOptions {
  readonly json: boolean;
}

/** Runs nothing and looks at no machine: it goes by the text alone, its values not filled in. */
export async function explain(
  io: Io,
  path: string,
  id: string | undefined,
  { json }: ExplainOptions,
): Promise<number> {
  const loaded = await loadRunbook(io, path);
  if (!loaded.ok) return report(io, loaded);
  const { runbook } = loaded.value;
  const { steps } = runbook;
  if (steps.length === 0) return report(io, noSteps(runbook));
  const wanted = id === undefined ? steps : steps.filter((step) => step.id === id);
  if (wanted.length === 0) return report(io, noStep(path, id ?? "", steps));
  const explained = wanted.map(explanationOf);
  const text = json
    ? JSON.stringify(explained, null, 2)
    : neutralise(explained.map(explanationText).join("\n\n"));
  io.stdout.write(`${text}\n`);
  return exitCode.done;
}

function noStep(path: string, id: string, steps: readonly { readonly id: string }[]) {
  const ids = steps.map((step) => step.id);
  const near = nearest(id, ids);
  const hint = near === null ? `firebreak show ${path} lists them` : `did you mean ${near}?`;
  return refuse(`${path} has no step ${id}`, hint);
}
