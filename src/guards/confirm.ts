/** The runbook itself wants a confirmation: a document can raise its guards, never lower them. */
import type { Guard } from "./facts.ts";

export const confirm: Guard = ({ step }) =>
  step.confirm
    ? {
        kind: "ask",
        level: "confirm",
        reason: { guard: "confirm", text: "the runbook asks for a confirmation here" },
      }
    : { kind: "pass", reason: { guard: "confirm", text: "the runbook asks for none" } };
