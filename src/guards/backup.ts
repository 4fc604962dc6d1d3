/** The change unlocks only when every file it names was saved, read back and hashed. */
import type { Policy } from "../model/policy.ts";
import type { Guard } from "./facts.ts";

export const backup: Guard = ({ toSave, backup, policy }) => {
  if (toSave.length === 0) {
    return { kind: "pass", reason: { guard: "backup", text: "nothing to save" } };
  }
  if (backup.kind === "failed") {
    return { kind: "deny", reason: { guard: "backup", text: `no backup: ${backup.reason}` } };
  }
  if (backup.kind !== "taken") {
    return { kind: "deny", reason: { guard: "backup", text: "the backup was not taken" } };
  }
  // A link alone saves nothing: what it led to counts.
  const saved = backup.artefacts.filter(({ kind }) => kind !== "link").map(({ named }) => named);
  const missing = toSave.filter((path) => !saved.includes(path));
  return missing.length === 0
    ? { kind: "pass", reason: { guard: "backup", text: `saved and read back${kept(policy)}` } }
    : { kind: "deny", reason: { guard: "backup", text: `not saved: ${missing.join(", ")}` } };
};

function kept({ backup: { retentionDays } }: Policy): string {
  return retentionDays === null ? "" : `, to be kept for ${retentionDays} days`;
}
