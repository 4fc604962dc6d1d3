/** Reads code as a document's only step and says what it was taken to ask for. */
import type { Runbook } from "../../src/model/runbook.ts";
import { readRunbook } from "../../src/parser/read.ts";

interface Inferred {
  readonly code: string;
  /** `name:type` for each input, parted by blanks. */
  readonly inputs: string;
  /** `severity rule` of everything that was found. */
  readonly findings: readonly string[];
}

export function inferFrom(code: string): Inferred {
  const runbook = readRunbook(documentOf(code), "runbook.md");
  return {
    code: codeOf(runbook)[0] ?? "",
    inputs: inputsOf(runbook),
    findings: runbook.diagnostics.map(({ severity, rule }) => `${severity} ${rule}`),
  };
}

/** A document with a step for each of `codes`. */
export function documentOf(...codes: readonly string[]): string {
  const steps = codes.map((code) => `~~~~~bash\n${code}\n~~~~~\n`);
  return `# A runbook\n\n${steps.join("\n")}`;
}

export function codeOf({ steps }: Runbook): string[] {
  return steps.flatMap((step) => (step.kind === "code" ? [step.code] : []));
}

export function inputsOf({ inputs }: Runbook): string {
  return inputs.map(({ name, type }) => `${name}:${type}`).join(" ");
}
