/** The project's `firebreak.yaml`, validated and with its defaults filled in. */
import * as z from "zod/mini";
import { riskSchema } from "./risk.ts";

/** What the policy asks of a person before a step runs. */
export const demandSchema = z.enum(["run", "confirm", "type"]);
export type Demand = z.infer<typeof demandSchema>;

const probeSchema = z.discriminatedUnion("kind", [
  /** The host name matches this glob (`*` and `?`). */
  z.strictObject({ kind: z.literal("hostname"), glob: z.string() }),
  /** This path exists. */
  z.strictObject({ kind: z.literal("file"), path: z.string() }),
  /** The command ends with 0 and, where `expect` is given, prints that text. */
  z.strictObject({
    kind: z.literal("command"),
    command: z.string(),
    expect: z.nullable(z.string()),
  }),
]);
export type Probe = z.infer<typeof probeSchema>;

const environmentSchema = z.strictObject({
  name: z.string(),
  production: z.boolean(),
  /** All must hold. */
  probes: z.array(probeSchema).check(z.minLength(1)),
});
export type Environment = z.infer<typeof environmentSchema>;

/** One demand for each risk. */
const riskTableSchema = z.strictObject({
  none: demandSchema,
  low: demandSchema,
  medium: demandSchema,
  high: demandSchema,
  critical: demandSchema,
});
export type RiskTable = z.infer<typeof riskTableSchema>;

export const policySchema = z.strictObject({
  /** The file it was read from; null for the built-in defaults. */
  path: z.nullable(z.string()),
  environments: z.array(environmentSchema),
  /** Outside production. */
  risk: riskTableSchema,
  /** In environments marked `production`. */
  productionRisk: riskTableSchema,
  /** The highest ceiling that `--max-risk` may set for a headless run. */
  autoLimit: riskSchema,
  /** The inputs that a runbook may put into code as they are. */
  rawInputs: z.array(z.string()),
  backup: z.strictObject({
    /** Where copies go; null for the session's own directory. */
    directory: z.nullable(z.string()),
  }),
});
export type Policy = z.infer<typeof policySchema>;
