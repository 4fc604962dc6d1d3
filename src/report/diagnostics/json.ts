/** Diagnostics as one JSON array, for programs. */
import { pageOf } from "../../parser/rules/table.ts";
import type { LintedFile } from "./linted-file.ts";

/** Lines and columns count from 1, offsets from 0, all in UTF-16 units. */
export function jsonOf(files: readonly LintedFile[]): string {
  const all = files.flatMap(({ path, diagnostics }) =>
    diagnostics.map((diagnostic) => ({ path, ...diagnostic, page: pageOf(diagnostic.rule) })),
  );
  return `${JSON.stringify(all, null, 2)}\n`;
}
