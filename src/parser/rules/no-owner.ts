/** A runbook that does not say whom to ask about it. */
import type { Complaint, Facts } from "./rule.ts";

/** Only where the frontmatter is ours: other tools keep theirs in the same place. */
export function noOwner({ runbook, frontmatter, source }: Facts): Complaint[] {
  if (frontmatter === null || runbook.owner !== null) return [];
  const yaml = source.text.slice(frontmatter.start, frontmatter.end);
  if (!/^(alerts|environments|reviewed|inputs|on)[ \t]*:/m.test(yaml)) return [];
  const span = { start: frontmatter.start, end: frontmatter.start + 3 };
  return [{ span, message: "nobody owns this runbook", hint: "add `owner`: a team, not a person" }];
}
