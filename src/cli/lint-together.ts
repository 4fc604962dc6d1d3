/** Lints many files in several threads. What comes of it is the same as in one, in the same order. */
import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { LintedFile } from "../report/diagnostics/linted-file.ts";
import { type LintJob, type LintResult, type LintWork, lintWhatIsLeft } from "./lint-job.ts";
import { type Outcome, refuse } from "./refusal.ts";

/** As many threads as pay: one more has to read the program first, and starts out slow. */
export async function threadsFor(jobs: readonly LintJob[]): Promise<number> {
  if (jobs.length < 2 || availableParallelism() < 2) return 1;
  const sizes = await Promise.all(
    jobs.map(({ cwd, path }) =>
      stat(resolve(cwd, path)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const paying = 1 + Math.floor(bytes / bytesPerThread);
  return Math.min(paying, jobs.length, availableParallelism(), mostThreads);
}

/** Below it a second thread made no difference, or made it slower. */
const bytesPerThread = 250_000;

/** Each has a heap of its own. */
const mostThreads = 8;

/**
 * One outcome for each job, up to the first refusal. The calling thread is one of `threads`; `program` is
 * what the others run. A thread that breaks off is a refusal of the whole.
 */
export async function lintTogether(
  jobs: readonly LintJob[],
  threads: number,
  program: string,
): Promise<Outcome<LintedFile[]>> {
  const work: LintWork = { jobs, next: new Int32Array(new SharedArrayBuffer(4)) };
  const outcomes: Outcome<LintedFile>[] = [];
  const found = ({ index, outcome }: LintResult) => {
    outcomes[index] = outcome;
    // What comes after the first refusal is of no interest.
    if (!outcome.ok) stop(work);
  };
  const workers = Array.from({ length: threads - 1 }, () => {
    return new Worker(program, { workerData: work });
  });
  try {
    const endings = workers.map((worker) => endOf(worker, found));
    await Promise.all([...endings, lintWhatIsLeft(work, found)]);
  } catch (error) {
    if (error instanceof BrokenOff) return brokenOff(error.message);
    throw error;
  } finally {
    stop(work);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  const files: LintedFile[] = [];
  for (const [index, { path }] of jobs.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) return brokenOff(`nothing came of ${path}`);
    if (!outcome.ok) return outcome;
    files.push(outcome.value);
  }
  return { ok: true, value: files };
}

function stop({ jobs, next }: LintWork): void {
  Atomics.store(next, 0, jobs.length);
}

class BrokenOff extends Error {}

/** Resolves when the thread has said all it has to say. */
function endOf(worker: Worker, found: (result: LintResult) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", found);
    worker.once("error", (error) => {
      reject(new BrokenOff(error instanceof Error ? error.message : String(error)));
    });
    worker.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new BrokenOff(`it ended with ${code}`));
    });
  });
}

function brokenOff(why: string): Outcome<never> {
  return refuse(
    `a thread broke off before it was done: ${why}`,
    "try again with `--threads 1`, which shows where, and report it: this is a mistake in Firebreak",
  );
}
