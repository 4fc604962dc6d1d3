/** The command `list [DIR]`: the runbooks below a directory. Documents without a step are left out. */
import { neutralise } from "../model/neutralise.ts";
import type { Runbook } from "../model/runbook.ts";
import { exitCode } from "./exit-code.ts";
import { findMarkdown } from "./find-runbooks.ts";
import type { Io } from "./io.ts";
import { loadRunbook } from "./load-runbook.ts";
import { refuse, report } from "./refusal.ts";

export async function list(io: Io, directory: string): Promise<number> {
  const files = await findMarkdown(io, directory);
  if (!files.ok) return report(io, files);
  const runbooks: Runbook[] = [];
  for (const file of files.value) {
    const loaded = await loadRunbook(io, file);
    if (loaded.ok && loaded.value.runbook.steps.length > 0) runbooks.push(loaded.value.runbook);
  }
  if (runbooks.length === 0) {
    return report(io, refuse(`no runbook below ${directory}`, "firebreak init writes an example"));
  }
  io.stdout.write(`${neutralise(runbooks.map(describe).join("\n\n"))}\n`);
  return exitCode.done;
}

function describe({ path, title, summary, steps, environments, diagnostics }: Runbook): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const facts = [
    steps.length === 1 ? "1 step" : `${steps.length} steps`,
    ...(environments === null ? [] : [`for ${environments.join(", ")}`]),
    ...(errors === 0 ? [] : [`${errors} errors, see firebreak lint`]),
  ];
  return [
    path,
    `  ${title} (${facts.join("; ")})`,
    ...(summary === null ? [] : [`  ${summary}`]),
  ].join("\n");
}
