/** One session at a time changes a target. Who only looks may look beside it. */
import type { Guard } from "./facts.ts";

export const exclusive: Guard = ({ effective, observation: { busy } }) => {
  if (busy === null) return pass("nobody else is known to change this target now");
  if (effective.risk === "none") return pass("it only looks");
  return { kind: "deny", reason: { guard: "exclusive", text: busy } };
};

function pass(text: string) {
  return { kind: "pass", reason: { guard: "exclusive", text } } as const;
}
