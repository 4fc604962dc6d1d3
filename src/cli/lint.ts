/** The command `lint FILE|DIR…`: what is wrong with runbooks, where, and what to do about it. */
import type { Diagnostic } from "../model/diagnostic.ts";
import { formatDiagnostic } from "../parser/code-frame.ts";
import { exitCode } from "./exit-code.ts";
import { findMarkdown } from "./find-runbooks.ts";
import type { Io } from "./io.ts";
import { loadRunbook } from "./load-runbook.ts";
import { report } from "./refusal.ts";

export async function lint(io: Io, paths: readonly string[]): Promise<number> {
  const all: Diagnostic[] = [];
  let files = 0;
  for (const path of paths) {
    const found = await findMarkdown(io, path);
    if (!found.ok) return report(io, found);
    for (const file of found.value) {
      const loaded = await loadRunbook(io, file);
      if (!loaded.ok) return report(io, loaded);
      const { diagnostics, source } = loaded.value.runbook;
      for (const diagnostic of diagnostics) {
        io.stdout.write(`${formatDiagnostic(diagnostic, source, file)}\n\n`);
      }
      all.push(...diagnostics);
      files += 1;
    }
  }
  io.stderr.write(`${summary(files, all)}\n`);
  return all.some(({ severity }) => severity === "error") ? exitCode.failed : exitCode.done;
}

function summary(files: number, diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic["severity"]) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const read = files === 1 ? "1 file" : `${files} files`;
  if (diagnostics.length === 0) return `${read}, nothing to complain about`;
  return `${read}, ${count("error")} errors, ${count("warning")} warnings`;
}
