/** One session at a time changes a target. Who only looks may look beside it. */
import type { Guard } from "./facts.ts";

export const exclusive: Guard = ({ step, effective, observation: { busy } }) => {
  if (busy === null) return pass("nobody else is known to change this target now");
  if (effective.risk === "none") {
    return pass(step.kind === "code" ? "it only looks" : "a person does it, and nothing runs");
  }
  return { kind: "deny", reason: { guard: "exclusive", text: busy } };
};

function pass(text: string) {
  return { kind: "pass", reason: { guard: "exclusive", text } } as const;
}
