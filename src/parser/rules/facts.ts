/** Gathers from a runbook, once, everything that rules look at. */
import type { Root } from "mdast";
import type { Runbook } from "../../model/runbook.ts";
import type { Span } from "../finding.ts";
import type { SourceText } from "../source-text.ts";
import { passagesOf } from "./passages.ts";
import type { Facts } from "./rule.ts";
import { scriptOf } from "./script.ts";

type Surroundings = Pick<Facts, "today" | "reviewAgeDays" | "leadsSomewhere">;

/** `source` is the runbook's without a byte order mark, and `root` its tree. */
export function factsOf(
  runbook: Runbook,
  source: SourceText,
  root: Root,
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
    frontmatter: frontmatterOf(root),
    today,
    reviewAgeDays,
    leadsSomewhere,
  };
}

function frontmatterOf(root: Root): Span | null {
  const yaml = root.children.find(({ type }) => type === "yaml");
  if (!yaml?.position) return null;
  return { start: yaml.position.start.offset ?? 0, end: yaml.position.end.offset ?? 0 };
}
