/** Ids for all steps: those that the document gives, and others for the rest. */
import type { Draft } from "./draft.ts";
import { error, type Finding } from "./finding.ts";
import { idDispenser } from "./naming.ts";

/** Explicit ids come first; the second of two equal ones gets another, and both do not run. */
export function withIds(drafts: readonly Draft[]): Draft[] {
  const own = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.ownId === null) continue;
    const same = own.get(draft.ownId);
    if (same) same.push(draft);
    else own.set(draft.ownId, [draft]);
  }
  const unique = idDispenser(own.keys());
  return drafts.map((draft) => {
    const same = own.get(draft.ownId ?? "") ?? [];
    const isOwner = same[0] === draft;
    const id = isOwner ? draft.step.id : unique(draft.step.id);
    const findings = same.length > 1 ? [...draft.findings, duplicate(draft, same)] : draft.findings;
    return { ...draft, step: { ...draft.step, id }, findings };
  });
}

/** Said once, at the second; the first is kept from running by the same words. */
function duplicate(draft: Draft, same: readonly Draft[]): Finding {
  const second = same[1] ?? draft;
  const at = draft === same[0] ? second : draft;
  const span = at.entries.get("id")?.keySpan ?? at.span;
  const line = same[0]?.step.lines.first;
  const message = `the id \`${draft.ownId}\` is given twice, first in line ${line}`;
  return error("duplicate-id", span, message, { hint: "give each step an id of its own" });
}
