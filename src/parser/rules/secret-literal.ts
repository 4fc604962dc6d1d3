/** A password, token or key in the text, where everybody who reads the document has it. */
import type { Complaint, Facts } from "./rule.ts";
import { assignedSecrets } from "./secret-assignment.ts";
import { shapedSecrets } from "./secret-shape.ts";

/** The message never repeats the secret. */
export function secretLiteral({ source }: Facts): Complaint[] {
  const shaped = shapedSecrets(source.text);
  const assigned = assignedSecrets(source.text).filter(
    ({ span }) =>
      !shaped.some((other) => other.span.start < span.end && span.start < other.span.end),
  );
  return [...shaped, ...assigned].map(({ what, span }) => ({
    span,
    message: `this looks like ${what}`,
    hint: "take it out and make it void: it is in the history; a step can read it from a file or the environment",
  }));
}
