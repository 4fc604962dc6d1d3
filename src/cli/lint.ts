/** The command `lint FILE|DIR…`: what is wrong with runbooks, where, and what to do about it. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { countWords } from "../model/words.ts";
import { lintRunbook } from "../parser/lint.ts";
import { noProject } from "../parser/project.ts";
import { githubOf } from "../report/diagnostics/github.ts";
import { jsonOf } from "../report/diagnostics/json.ts";
import type { LintedFile } from "../report/diagnostics/linted-file.ts";
import { sarifOf } from "../report/diagnostics/sarif.ts";
import { textOf } from "../report/diagnostics/text.ts";
import { exitCode } from "./exit-code.ts";
import { findMarkdown } from "./find-runbooks.ts";
import { fixFile } from "./fix-file.ts";
import { type Io, wantsColor } from "./io.ts";
import { type LoadedPolicy, loadPolicy } from "./load-policy.ts";
import { loadLinked } from "./load-runbook.ts";
import { type Outcome, refuse, report } from "./refusal.ts";

export interface LintOptions {
  readonly format: string;
  readonly fix: boolean;
  readonly config?: string;
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
  const files: LintedFile[] = [];
  const policyOf = policyByFolder(io, options.config);
  for (const path of paths) {
    const found = await findMarkdown(io, path);
    if (!found.ok) return report(io, found);
    for (const file of found.value) {
      const linted = await lintFile(io, file, options, policyOf);
      if (!linted.ok) return report(io, linted);
      files.push(linted.value);
    }
  }
  io.stdout.write(format(files, io));
  io.stderr.write(`${pages(io, files)}${summary(files)}\n`);
  const hasErrors = files.some((file) => count([file], "error") > 0);
  return hasErrors ? exitCode.failed : exitCode.done;
}

type Format = (files: readonly LintedFile[], io: Io) => string;

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["text", (files, io) => textOf(files, wantsColor(io, io.stdout))],
  ["json", (files, { home }) => jsonOf(files, home)],
  ["sarif", (files, { version, home }) => sarifOf(files, version, home)],
  ["github", (files) => githubOf(files)],
]);

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

async function lintFile(
  io: Io,
  file: string,
  { fix }: LintOptions,
  policyOf: PolicyOf,
): Promise<Outcome<LintedFile>> {
  const policy = await policyOf(file);
  if (!policy.ok) return policy;
  if (fix) {
    const fixed = await fixFile(io, file);
    if (!fixed.ok) return fixed;
  }
  const loaded = await loadLinked(io, file, async (path) => {
    const own = await policyOf(path);
    return own.ok ? own.value.policy : noProject;
  });
  if (!loaded.ok) return loaded;
  const { own, runbook, absolutePath } = loaded.value;
  // What it calls has files of its own; what is wrong with the calls is said here.
  const document = { ...own, diagnostics: runbook.diagnostics };
  const diagnostics = lintRunbook(document, {
    today: new Date().toISOString().slice(0, 10),
    settings: policy.value.lint,
    leadsSomewhere: (path) => existsSync(resolve(dirname(absolutePath), path)),
  });
  return { ok: true, value: { path: file, source: runbook.source, diagnostics } };
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
