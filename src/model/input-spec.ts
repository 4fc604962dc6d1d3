/** A value that a runbook asks for before it starts: its name, type and prompt. */
import * as z from "zod/mini";

export const inputTypes = [
  "name",
  "hostname",
  "ip",
  "port",
  "path",
  "int",
  "enum",
  "uuid",
  "duration",
  "text",
] as const;

const inputTypeSchema = z.enum(inputTypes);
export type InputType = z.infer<typeof inputTypeSchema>;

export const inputSpecSchema = z.strictObject({
  name: z.string(),
  type: inputTypeSchema,
  prompt: z.string(),
  /** Offered first; taken as it is by a headless run. */
  default: z.nullable(z.string()),
  /** The only values allowed; empty when any value of the type is. */
  choices: z.array(z.string()),
  /** Whether it goes into code as it is, and so is code; only where the policy allows that. */
  raw: z.boolean(),
  /** Whether the document only uses it, as `<name>` or a variable without a value, and declares nothing. */
  inferred: z.boolean(),
});
export type InputSpec = z.infer<typeof inputSpecSchema>;
