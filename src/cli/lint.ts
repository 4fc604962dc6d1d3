/** The command `lint FILE|DIR…`: what is wrong with runbooks, where, and what to do about it. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { countWords } from "../model/words.ts";
import { lintRunbook } from "../parser/lint.ts";
import type { LintSettings } from "../parser/rules/settings.ts";
import { githubOf } from "../report/diagnostics/github.ts";
import { jsonOf } from "../report/diagnostics/json.ts";
import type { LintedFile } from "../report/diagnostics/linted-file.ts";
import { sarifOf } from "../report/diagnostics/sarif.ts";
import { textOf } from "../report/diagnostics/text.ts";
import { exitCode } from "./exit-code.ts";
import { findMarkdown } from "./find-runbooks.ts";
import { fixFile } from "./fix-file.ts";
import { type Io, wantsColor } from "./io.ts";
import { loadPolicy } from "./load-policy.ts";
import { loadRunbook } from "./load-runbook.ts";
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
  const settingsOf = settingsByFolder(io, options.config);
  for (const path of paths) {
    const found = await findMarkdown(io, path);
    if (!found.ok) return report(io, found);
    for (const file of found.value) {
      const linted = await lintFile(io, file, options, settingsOf);
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

type SettingsOf = (file: string) => Promise<Outcome<LintSettings>>;

/** Files of one folder share a policy: it is looked for once. */
function settingsByFolder(io: Io, config: string | undefined): SettingsOf {
  const known = new Map<string, Outcome<LintSettings>>();
  return async (file) => {
    const folder = dirname(resolve(io.cwd, file));
    const before = known.get(folder);
    if (before) return before;
    const policy = await loadPolicy(io, file, config);
    const settings: Outcome<LintSettings> = policy.ok
      ? { ok: true, value: policy.value.lint }
      : policy;
    known.set(folder, settings);
    return settings;
  };
}

async function lintFile(
  io: Io,
  file: string,
  { fix }: LintOptions,
  settingsOf: SettingsOf,
): Promise<Outcome<LintedFile>> {
  const settings = await settingsOf(file);
  if (!settings.ok) return settings;
  if (fix) {
    const fixed = await fixFile(io, file);
    if (!fixed.ok) return fixed;
  }
  const loaded = await loadRunbook(io, file);
  if (!loaded.ok) return loaded;
  const { runbook, absolutePath } = loaded.value;
  const diagnostics = lintRunbook(loaded.value, {
    today: new Date().toISOString().slice(0, 10),
    settings: settings.value,
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
