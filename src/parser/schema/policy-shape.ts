/**
 * The keys of `firebreak.yaml`, each with the values that it may have: what the JSON Schema for editors
 * is made of. Reading the file needs none of it, and so does not pay for it.
 */
import * as z from "zod/mini";
import { demandSchema } from "../../model/policy.ts";
import { riskLevels, riskSchema } from "../../model/risk.ts";
import type { policyKeys } from "../policy.ts";
import { isRule, rules } from "../rules/table.ts";

const absolutePath = z.string().check(z.regex(/^\//));
const text = z.string().check(z.regex(/\S/));

const probe = z.union([
  z.strictObject({ hostname: says(text, "A glob that the machine's name matches.") }),
  z.strictObject({ file: says(absolutePath, "Something that is there.") }),
  z.strictObject({
    command: says(text, "Code that ends with 0."),
    expect: z.optional(says(text, "What it prints, too.")),
  }),
]);

const environment = z.strictObject({
  production: z.optional(
    says(z.boolean(), "Whether `productionRisk` holds there instead of `risk`."),
  ),
  probes: says(
    z.array(probe).check(z.minLength(1)),
    "The machine is recognised when all of them hold.",
  ),
});

const environmentName = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));

const riskTable = z.strictObject(optionalEach(riskLevels, () => demandSchema));

/** Severities as they are written; `warn` means `warning`. */
const severity = z.enum(["off", "info", "warn", "warning", "error"]);

const changeable = Object.keys(rules).filter((id) => isRule(id) && rules[id].kind !== "reader");

const lint = z.strictObject({
  rules: z.optional(
    z.strictObject(
      optionalEach(changeable, (id) => (isRule(id) ? says(severity, rules[id].summary) : severity)),
    ),
  ),
  reviewAge: z.optional(
    says(z.string().check(z.regex(/^[1-9]\d{0,3}d$/)), "After how long a review is overdue."),
  ),
});

export const policyShape = {
  environments: says(
    z.record(environmentName, environment),
    "Which machine is which, by what is seen on it.",
  ),
  risk: says(riskTable, "What each risk asks of a person."),
  productionRisk: says(riskTable, "The same, where an environment is marked `production`."),
  auto: says(
    z.strictObject({
      maxRisk: z.optional(says(riskSchema, "The highest ceiling that `--max-risk` may set.")),
    }),
    "How far a run without a person may go.",
  ),
  rawInputs: says(
    z.nullable(
      z.array(z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/))).check(z.minLength(1)),
    ),
    "The inputs that a runbook may put into code as they are, unquoted.",
  ),
  backup: says(
    z.strictObject({
      directory: z.optional(
        z.nullable(says(absolutePath, "Where copies go; else the session's own directory.")),
      ),
    }),
    "What is saved before changes.",
  ),
  lint: says(lint, "How loud each rule of `firebreak lint` is."),
} satisfies Record<(typeof policyKeys)[number], z.ZodMiniType>;

function says<Schema extends z.ZodMiniType>(schema: Schema, words: string): Schema {
  return schema.check(z.describe(words)) as Schema;
}

function optionalEach<Schema extends z.ZodMiniType>(
  names: readonly string[],
  schemaOf: (name: string) => Schema,
): Record<string, z.ZodMiniOptional<Schema>> {
  return Object.fromEntries(names.map((name) => [name, z.optional(schemaOf(name))]));
}
