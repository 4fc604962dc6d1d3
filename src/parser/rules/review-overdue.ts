/** A runbook that nobody has looked through for too long. */
import type { Complaint, Facts } from "./rule.ts";

export function reviewOverdue({
  runbook,
  frontmatter,
  source,
  today,
  reviewAgeDays,
}: Facts): Complaint[] {
  const { reviewed } = runbook;
  if (reviewed === null || frontmatter === null) return [];
  const days = Math.floor((Date.parse(today) - Date.parse(reviewed)) / dayMs);
  const at = source.text.indexOf(reviewed, frontmatter.start);
  const span = at < 0 || at > frontmatter.end ? null : { start: at, end: at + reviewed.length };
  if (days < 0) {
    return [{ span, message: `the review of ${reviewed} lies in the future`, expected: today }];
  }
  if (days <= reviewAgeDays) return [];
  const message = `the last review was ${days} days ago; ${reviewAgeDays} are allowed`;
  return [
    { span, message, hint: "walk through it with somebody, then set `reviewed` to that day" },
  ];
}

const dayMs = 86_400_000;
