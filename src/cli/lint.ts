/** The command `lint FILE|DIR…`: what is wrong with runbooks, where, and what to do about it. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { countWords } from "../model/words.ts";
import { githubOf } from "../report/diagnostics/github.ts";
import { jsonOf } from "../report/diagnostics/json.ts";
import type { LintedFile } from "../report/diagnostics/linted-file.ts";
import { sarifOf } from "../report/diagnostics/sarif.ts";
import { textOf } from "../report/diagnostics/text.ts";
import { exitCode } from "./exit-code.ts";
import { findMarkdown } from "./find-runbooks.ts";
import { fixFile } from "./fix-file.ts";
import { type Io, wantsColor } from "./io.ts";
import { type LintJob, lintFile } from "./lint-job.ts";
import { lintTogether, threadsFor } from "./lint-together.ts";
import { type LoadedPolicy, loadPolicy } from "./load-policy.ts";
import { type Outcome, type Refusal, refuse, report } from "./refusal.ts";

export interface LintOptions {
  readonly format: string;
  readonly fix: boolean;
  readonly config?: string;
  /** As it was written. */
  readonly threads?: string;
}

export async function lint(
  io: Io,
  paths: readonly string[],
  options: LintOptions,
): Promise<number> {
  const format = formats.get(options.format);
  if (!format) {
    const hint = `one of ${[...formats.keys()].join(", ")}`;
    return report(io, refuse(`there is no format \`${options.format}\``, hint));
  }
  const { threads } = options;
  if (threads !== undefined && !/^[1-9]\d?$/.test(threads)) {
    const hint = "a number from 1 to 99; without it, as many as pay";
    return report(io, refuse(`\`${threads}\` is no number of threads`, hint));
  }
  const { jobs, refusal } = await jobsFor(io, paths, options);
  const linted = options.fix
    ? await fixAndLint(io, jobs)
    : await lintTogether(jobs, Number(threads ?? (await threadsFor(jobs))), workerOf(io));
  if (!linted.ok) return report(io, linted);
  // Only now: what comes first in order is said first.
  if (refusal) return report(io, refusal);
  const files = linted.value;
  io.stdout.write(format(files, io));
  io.stderr.write(`${pages(io, files)}${summary(files)}\n`);
  const hasErrors = files.some((file) => count([file], "error") > 0);
  return hasErrors ? exitCode.failed : exitCode.done;
}

function workerOf({ home }: Io): string {
  return fileURLToPath(new URL("dist/lint-worker.cjs", home));
}

type Format = (files: readonly LintedFile[], io: Io) => string;

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["text", (files, io) => textOf(files, wantsColor(io, io.stdout))],
  ["json", (files, { home }) => jsonOf(files, home)],
  ["sarif", (files, { version, home }) => sarifOf(files, version, home)],
  ["github", (files) => githubOf(files)],
]);

interface Jobs {
  /** In order, up to the refusal. */
  readonly jobs: readonly LintJob[];
  readonly refusal: Refusal | null;
}

async function jobsFor(io: Io, paths: readonly string[], { config }: LintOptions): Promise<Jobs> {
  const jobs: LintJob[] = [];
  const policyOf = policyByFolder(io, config);
  const today = new Date().toISOString().slice(0, 10);
  for (const given of paths) {
    const found = await findMarkdown(io, given);
    if (!found.ok) return { jobs, refusal: found };
    for (const path of found.value) {
      const loaded = await policyOf(path);
      if (!loaded.ok) return { jobs, refusal: loaded };
      const { policy, lint: settings } = loaded.value;
      const { environments, targets, groups } = policy;
      const project = { environments, targets, groups };
      jobs.push({ path, cwd: io.cwd, config, settings, project, today });
    }
  }
  return { jobs, refusal: null };
}

type PolicyOf = (file: string) => Promise<Outcome<LoadedPolicy>>;

/** Files of one folder share a policy: it is looked for once. */
function policyByFolder(io: Io, config: string | undefined): PolicyOf {
  const known = new Map<string, Outcome<LoadedPolicy>>();
  return async (file) => {
    const folder = dirname(resolve(io.cwd, file));
    const before = known.get(folder);
    if (before) return before;
    const policy = await loadPolicy(io, file, config);
    known.set(folder, policy);
    return policy;
  };
}

/** One file after the other, each fixed before it is looked at: what cannot go on leaves the rest alone. */
async function fixAndLint(io: Io, jobs: readonly LintJob[]): Promise<Outcome<LintedFile[]>> {
  const files: LintedFile[] = [];
  for (const job of jobs) {
    const fixed = await fixFile(io, job.path);
    if (!fixed.ok) return fixed;
    const linted = await lintFile(job);
    if (!linted.ok) return linted;
    files.push(linted.value);
  }
  return { ok: true, value: files };
}

/** The paths after "see" begin where this is installed, which is nowhere near the documents. */
function pages({ home }: Io, files: readonly LintedFile[]): string {
  if (files.every(({ diagnostics }) => diagnostics.length === 0)) return "";
  return `the rules' pages: ${join(fileURLToPath(home), "docs", "rules")}\n`;
}

function summary(files: readonly LintedFile[]): string {
  const read = countWords(files.length, "file");
  const [errors, warnings, remarks] = [
    count(files, "error"),
    count(files, "warning"),
    count(files, "info"),
  ];
  if (errors + warnings + remarks === 0) return `${read}, nothing to complain about`;
  const parts = [countWords(errors, "error"), countWords(warnings, "warning")];
  return [read, ...parts, ...(remarks > 0 ? [countWords(remarks, "remark")] : [])].join(", ");
}

function count(files: readonly LintedFile[], severity: string): number {
  return files.flatMap(({ diagnostics }) => diagnostics).filter((one) => one.severity === severity)
    .length;
}
