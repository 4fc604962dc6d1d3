/** Lints short documents for tests, and says what was found in one line each. */
import { type LintOptions, lintRunbook } from "../../../src/parser/lint.ts";
import { readDocument } from "../../../src/parser/read.ts";

/** `rule: the text it points at`, in order; what the reader merely remarks is left out. */
export function complaints(source: string, options: Partial<LintOptions> = {}): string[] {
  const diagnostics = lintRunbook(readDocument(source, "a.md"), {
    today: "2026-11-21",
    ...options,
  });
  return diagnostics
    .filter(({ rule }) => rule !== "inferred-input" && rule !== "foreign-key")
    .map(({ rule, place }) => {
      const text = place ? source.slice(place.start.offset, place.end.offset) : "";
      return `${rule}: ${text}`;
    });
}

/** A document that holds just this code. */
export function bash(code: string, attributes = ""): string {
  return `\`\`\`bash ${attributes}\n${code}\n\`\`\`\n`;
}
