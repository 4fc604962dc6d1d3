/** Whether the policy allows what is given for the step's raw inputs to become code. */
import type { Policy } from "../model/policy.ts";
import type { Step } from "../model/step.ts";
import type { Guard } from "./facts.ts";

export const rawInput: Guard = ({ step, policy }) => {
  const text = unallowedRaw(step, policy);
  if (text !== null) return { kind: "deny", reason: { guard: "raw", text } };
  const raw = step.kind === "code" ? step.raw : [];
  const allowed =
    raw.length === 0 ? "no input becomes code" : `the policy lets ${raw.join(", ")} become code`;
  return { kind: "pass", reason: { guard: "raw", text: allowed } };
};

/** Why the step must not run with its raw inputs, and what to do; null when it may. */
function unallowedRaw(step: Step, policy: Policy): string | null {
  const raw = step.kind === "code" ? step.raw : [];
  const name = raw.find((one) => !policy.rawInputs.includes(one));
  if (name === undefined) return null;
  return (
    `what is given for \`${name}\` would become code, and the policy does not allow that: ` +
    `list \`${name}\` under \`rawInputs\` in firebreak.yaml, or take \`raw\` from the input`
  );
}
