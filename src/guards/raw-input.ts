/** Whether the policy allows what is given for the step's raw inputs to become code. */
import type { Guard } from "./facts.ts";

export const rawInput: Guard = ({ step, policy }) => {
  const raw = step.kind === "code" ? step.raw : [];
  const name = raw.find((one) => !policy.rawInputs.includes(one));
  if (name !== undefined) {
    const text =
      `what is given for \`${name}\` would become code, and the policy does not allow that: ` +
      `list \`${name}\` under \`rawInputs\` in firebreak.yaml, or take \`raw\` from the input`;
    return { kind: "deny", reason: { guard: "raw", text } };
  }
  return { kind: "pass", reason: { guard: "raw", text: "no value becomes code unallowed" } };
};
