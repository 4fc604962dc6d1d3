/** What `lint` does about one file, whatever thread it is done in. */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { lintRunbook } from "../parser/lint.ts";
import type { Project } from "../parser/project.ts";
import type { LintSettings } from "../parser/rules/settings.ts";
import type { LintedFile } from "../report/diagnostics/linted-file.ts";
import { projectsOf } from "./load-policy.ts";
import { loadLinked } from "./load-runbook.ts";
import type { Outcome } from "./refusal.ts";

/** Plain data: it may go to another thread. */
export interface LintJob {
  /** As the user gave it, or as it was found below what the user gave. */
  readonly path: string;
  readonly cwd: string;
  /** `--config`. */
  readonly config: string | undefined;
  readonly settings: LintSettings;
  /** What the policy of the document gives. */
  readonly project: Project;
  /** An ISO date. */
  readonly today: string;
}

export async function lintFile(job: LintJob): Promise<Outcome<LintedFile>> {
  const { path, settings, project, today } = job;
  const others = projectsOf(job, job.config);
  const projectOf = async (other: string) => (other === path ? project : others(other));
  const loaded = await loadLinked(job, path, projectOf);
  if (!loaded.ok) return loaded;
  const { own, runbook, tree, realPath } = loaded.value;
  // What it calls has files of its own; what is wrong with the calls is said here.
  const document = { runbook: { ...own, diagnostics: runbook.diagnostics }, tree };
  const diagnostics = lintRunbook(document, {
    today,
    settings,
    leadsSomewhere: (target) => existsSync(resolve(dirname(realPath), target)),
  });
  return { ok: true, value: { path, source: runbook.source, diagnostics } };
}

/** What threads share: the files, and which of them is the next that nobody has taken. */
export interface LintWork {
  readonly jobs: readonly LintJob[];
  readonly next: Int32Array<SharedArrayBuffer>;
}

export interface LintResult {
  /** Of the job. */
  readonly index: number;
  readonly outcome: Outcome<LintedFile>;
}

/** Takes one file after the other until none is left, here or in another thread. */
export async function lintWhatIsLeft(
  { jobs, next }: LintWork,
  found: (result: LintResult) => void,
): Promise<void> {
  for (let index = take(next); index < jobs.length; index = take(next)) {
    const job = jobs[index];
    if (job) found({ index, outcome: await lintFile(job) });
  }
}

function take(next: LintWork["next"]): number {
  return Atomics.add(next, 0, 1);
}
