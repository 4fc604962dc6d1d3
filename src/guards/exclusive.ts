/** One session at a time changes a target. Who only looks may look beside it. */
import { effectiveRisk } from "./effective-risk.ts";
import type { Guard } from "./facts.ts";

export const exclusive: Guard = ({ step, reading, observation: { busy } }) => {
  if (busy === null) return pass("nobody else is known to change this target now");
  if (effectiveRisk(step, reading).risk === "none") return pass("it only looks");
  return { kind: "deny", reason: { guard: "exclusive", text: busy } };
};

function pass(text: string) {
  return { kind: "pass", reason: { guard: "exclusive", text } } as const;
}
