/** The change unlocks only when every file it names was saved, read back and hashed. */
import type { Guard } from "./facts.ts";

export const backup: Guard = ({ step, backup }) => {
  if (step.kind === "manual" || step.backup.length === 0) {
    return { kind: "pass", reason: { guard: "backup", text: "nothing to save" } };
  }
  if (backup.kind === "failed") {
    return { kind: "deny", reason: { guard: "backup", text: `no backup: ${backup.reason}` } };
  }
  if (backup.kind === "taken" && backup.artefacts.length === step.backup.length) {
    return { kind: "pass", reason: { guard: "backup", text: "saved and read back" } };
  }
  return { kind: "deny", reason: { guard: "backup", text: "the backup was not taken" } };
};
