/** Whether the policy allows what is given for the step's raw inputs to become code. */
import type { Policy } from "../model/policy.ts";
import type { Step } from "../model/step.ts";
import type { Guard } from "./facts.ts";

export const rawInput: Guard = ({ step, policy }) => {
  const text = unallowedRaw(step, policy);
  return text === null
    ? { kind: "pass", reason: { guard: "raw", text: "no value becomes code unallowed" } }
    : { kind: "deny", reason: { guard: "raw", text } };
};

/** Why the step must not run with its raw inputs, and what to do; null when it may. */
export function unallowedRaw(step: Step, policy: Policy): string | null {
  const raw = step.kind === "code" ? step.raw : [];
  const name = raw.find((one) => !policy.rawInputs.includes(one));
  if (name === undefined) return null;
  return (
    `what is given for \`${name}\` would become code, and the policy does not allow that: ` +
    `list \`${name}\` under \`rawInputs\` in firebreak.yaml, or take \`raw\` from the input`
  );
}
