/** Gathers from a runbook, once, everything that rules look at. */
import type { Runbook } from "../../model/runbook.ts";
import type { DocumentTree } from "../document.ts";
import type { Span } from "../finding.ts";
import { passagesOf } from "./passages.ts";
import type { Facts } from "./rule.ts";
import { scriptOf } from "./script.ts";

type Surroundings = Pick<Facts, "today" | "reviewAgeDays" | "leadsSomewhere">;

export function factsOf(
  runbook: Runbook,
  { source, root }: DocumentTree,
  { today, reviewAgeDays, leadsSomewhere }: Surroundings,
): Facts {
  return {
    runbook,
    source,
    scripts: runbook.steps.flatMap((step) => {
      const script = step.kind === "code" ? scriptOf(step, source) : null;
      return script ? [script] : [];
    }),
    passages: passagesOf(root, source.text),
    frontmatter: frontmatterOf(source.text),
    today,
    reviewAgeDays,
    leadsSomewhere,
  };
}

/** With its fences. */
function frontmatterOf(text: string): Span | null {
  const found =
    /^(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)(?:.*?(?:\r\n|\n|\r))??\1[ \t]*(?=[\r\n]|$)/s.exec(text)?.[0];
  return found === undefined ? null : { start: 0, end: found.length };
}
