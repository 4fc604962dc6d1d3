/** Diagnostics as the workflow commands by which GitHub Actions annotates a change. */
import type { Severity } from "../../model/diagnostic.ts";
import { pageOf } from "../../parser/rules/table.ts";
import type { LintedFile } from "./linted-file.ts";

export function githubOf(files: readonly LintedFile[]): string {
  return files
    .flatMap(({ path, diagnostics }) =>
      diagnostics.map(({ rule, severity, message, place, hint }) => {
        const at = place && {
          line: place.start.line,
          endLine: place.end.line,
          // Columns count only within one line.
          ...(place.start.line === place.end.line && {
            col: place.start.column,
            endColumn: place.end.column,
          }),
        };
        const properties = Object.entries({ file: path, ...at, title: rule })
          .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
          .join(",");
        const text = [message, hint, `see ${pageOf(rule)}`].filter(Boolean).join("\n");
        return `::${commands[severity]} ${properties}::${escapeText(text)}\n`;
      }),
    )
    .join("");
}

const commands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

function escapeText(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
