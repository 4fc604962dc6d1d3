/** The project's `firebreak.yaml`, validated and with its defaults filled in. */
import * as z from "zod/mini";
import { riskSchema } from "./risk.ts";
import { timesSchema } from "./times.ts";

/** What the policy asks of a person before a step runs; `approve`: of a second one, too. */
export const demandSchema = z.enum(["run", "confirm", "type", "approve"]);
export type Demand = z.infer<typeof demandSchema>;

/** One address, or a block of them in CIDR notation. */
export const addressBlockSchema = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

const probeSchema = z.discriminatedUnion("kind", [
  /** The host name matches this glob (`*` and `?`). */
  z.strictObject({ kind: z.literal("hostname"), glob: z.string() }),
  /** An address of the machine is in this block: `192.0.2.0/24`, or one address. */
  z.strictObject({ kind: z.literal("address"), block: z.string() }),
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
  /** What a runbook may use by name once this environment was observed. */
  values: z.record(z.string(), z.string()),
});
export type Environment = z.infer<typeof environmentSchema>;

const targetSchema = z.strictObject({
  name: z.string(),
  /** As `on` writes it: `local`, `ssh:user@host`, … */
  address: z.string(),
  environment: z.nullable(z.string()),
});
export type Target = z.infer<typeof targetSchema>;

const personSchema = z.strictObject({
  principal: z.string(),
  /** SSH public keys, or their SHA-256 fingerprints. */
  keys: z.array(z.string()),
  roles: z.array(z.string()),
});
export type Person = z.infer<typeof personSchema>;

/** One demand for each risk. */
const riskTableSchema = z.strictObject({
  none: demandSchema,
  low: demandSchema,
  medium: demandSchema,
  high: demandSchema,
  critical: demandSchema,
});
export type RiskTable = z.infer<typeof riskTableSchema>;

const commandRuleSchema = z.strictObject({
  kind: z.enum(["deny", "ask", "window"]),
  /** One of these matching a command is enough. */
  patterns: z.array(z.string()).check(z.minLength(1)),
  reason: z.string(),
  /** Where it holds; null for everywhere. */
  environments: z.nullable(z.array(z.string())),
  /** Runbooks for which it does not hold: paths from the policy's folder, or names of files. */
  except: z.array(z.string()),
  /** How many other people have to approve where a runbook is excepted. */
  approvals: z.int().check(z.gte(0)),
  /** The roles one of which they have to have, besides the policy's own; null for any. */
  approvers: z.nullable(z.array(z.string())),
  /** Of a `window`: when the command may run; null for the others. */
  times: z.nullable(timesSchema),
  /** Whether it does not hold for a step that saves files first. */
  unlessBackup: z.boolean(),
  /** Its line in the file, counted from 1. */
  line: z.int(),
});
export type CommandRule = z.infer<typeof commandRuleSchema>;

const windowSchema = z.strictObject({
  name: z.string(),
  /** When steps may run. A freeze is the time outside of which they may. */
  times: timesSchema,
  zone: z.string(),
  /** Where it holds; null for everywhere. */
  environments: z.nullable(z.array(z.string())),
  /** From which risk on. */
  from: riskSchema,
  reason: z.nullable(z.string()),
  /** Its line in the file, counted from 1. */
  line: z.int(),
});
export type ChangeWindow = z.infer<typeof windowSchema>;

export const policySchema = z.strictObject({
  /** The file it was read from; null for the built-in defaults. */
  path: z.nullable(z.string()),
  environments: z.array(environmentSchema),
  targets: z.array(targetSchema),
  groups: z.array(z.strictObject({ name: z.string(), targets: z.array(z.string()) })),
  people: z.array(personSchema),
  /** The roles one of which a second person has to have; null for any. */
  approvers: z.nullable(z.array(z.string())),
  /** Outside production. */
  risk: riskTableSchema,
  /** In environments marked `production`. */
  productionRisk: riskTableSchema,
  /** The highest ceiling that `--max-risk` may set for a headless run. */
  autoLimit: riskSchema,
  rules: z.array(commandRuleSchema),
  windows: z.array(windowSchema),
  /** The IANA time zone of rules, and of windows that name none. */
  timezone: z.string(),
  /** After how many days a review of a runbook is too old. */
  reviewAgeDays: z.int().check(z.positive()),
  /** The inputs that a runbook may put into code as they are. */
  rawInputs: z.array(z.string()),
  backup: z.strictObject({
    /** Where copies go; null for the session's own directory. */
    directory: z.nullable(z.string()),
    /** For how many days the project keeps them; null when it does not say. */
    retentionDays: z.nullable(z.int().check(z.positive())),
  }),
  /** Where secrets will come from; nothing asks them yet. */
  secrets: z.array(z.strictObject({ name: z.string(), kind: z.string() })),
});
export type Policy = z.infer<typeof policySchema>;
