/**
 * The keys of `firebreak.yaml`, each with the values that it may have: what the JSON Schema for editors
 * is made of. Reading the file needs none of it, and so does not pay for it.
 */
import * as z from "zod/mini";
import { addressBlockSchema, demandSchema } from "../../model/policy.ts";
import { riskLevels, riskSchema } from "../../model/risk.ts";
import type { environmentKeys } from "../policy/environments.ts";
import {
  key,
  type personKeys,
  role,
  secretKind,
  targetAddress,
  type targetKeys,
} from "../policy/people.ts";
import { ruleKeys, verbShape } from "../policy/rules.ts";
import { absolutePath as anyPath, anyText, days as dayCount, nameShape } from "../policy/take.ts";
import { timesShape } from "../policy/times.ts";
import type { windowKeys } from "../policy/windows.ts";
import type { policyKeys } from "../policy.ts";
import { isRule, rules as lintRules } from "../rules/table.ts";

const absolutePath = shaped(anyPath.shape);
const text = shaped(anyText.shape);
const name = shaped(nameShape);
const days = shaped(dayCount.shape);
const texts = oneOrMore(text);

const probe = z.union([
  z.strictObject({ hostname: says(text, "A glob that the machine's name matches.") }),
  z.strictObject({ address: says(addressBlockSchema, "An address of the machine is in it.") }),
  z.strictObject({ file: says(absolutePath, "Something that is there.") }),
  z.strictObject({
    command: says(text, "Code that ends with 0."),
    expect: z.optional(says(text, "What it prints, too.")),
  }),
]);

/** A text is one whatever YAML takes it for: `2026`, `true`. */
const scalar = z.union([text, z.number(), z.boolean()]);

const environment = z.strictObject({
  production: z.optional(
    says(z.boolean(), "Whether `productionRisk` holds there instead of `risk`."),
  ),
  probes: says(
    z.array(probe).check(z.minLength(1)),
    "The machine is recognised when all of them hold.",
  ),
  values: z.optional(
    says(
      z.record(shaped(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/), scalar),
      "What runbooks may use by name, once it is observed.",
    ),
  ),
} satisfies Record<(typeof environmentKeys)[number], z.ZodMiniType>);

const target = z.strictObject({
  address: says(shaped(targetAddress.shape), "How it is reached, as `on` writes it."),
  environment: z.optional(says(name, "The environment that it belongs to.")),
} satisfies Record<(typeof targetKeys)[number], z.ZodMiniType>);

const roles = oneOrMore(shaped(role.shape));

const person = z.strictObject({
  keys: says(oneOrMore(shaped(key.shape)), "SSH public keys, or their fingerprints."),
  roles: z.optional(says(roles, "What `approvers` go by.")),
} satisfies Record<(typeof personKeys)[number], z.ZodMiniType>);

const riskTable = z.strictObject(optionalEach(riskLevels, () => demandSchema));

const times = oneOrMore(shaped(timesShape));
const places = says(texts, "The environments where it holds; else everywhere.");
const reason = says(text, "What people read whom it stops.");

/** Which verb goes with which key is the reader's to say. */
const rule = z.record(
  z.string().check(z.regex(new RegExp(`${verbShape.source}|^(${ruleKeys.join("|")})$`))),
  z.union([texts, z.number()]),
);

const window = z.strictObject({
  open: z.optional(says(times, "When steps may run.")),
  freeze: z.optional(says(times, "When no step may run.")),
  timezone: z.optional(says(shaped(/^\S+$/), "The IANA name of the zone of its times.")),
  in: z.optional(places),
  from: z.optional(says(riskSchema, "The lowest risk that it is for.")),
  reason: z.optional(reason),
} satisfies Record<(typeof windowKeys)[number], z.ZodMiniType>);

/** Severities as they are written; `warn` means `warning`. */
const severity = z.enum(["off", "info", "warn", "warning", "error"]);

const changeable = Object.keys(lintRules).filter(
  (id) => isRule(id) && lintRules[id].kind !== "reader",
);

const lint = z.strictObject({
  rules: z.optional(
    z.strictObject(
      optionalEach(changeable, (id) =>
        isRule(id) ? says(severity, lintRules[id].summary) : severity,
      ),
    ),
  ),
});

export const policyShape = {
  environments: says(z.record(name, environment), "Which machine is which, by what is seen on it."),
  targets: says(z.record(name, target), "Machines by the names that runbooks call them."),
  groups: says(z.record(name, texts), "Targets that belong together."),
  people: says(z.record(name, person), "Who there is, and the keys that prove it."),
  approvers: says(roles, "The roles one of which a second person has to have."),
  risk: says(riskTable, "What each risk asks of a person."),
  productionRisk: says(riskTable, "The same, where an environment is marked `production`."),
  auto: says(
    z.strictObject({
      maxRisk: z.optional(says(riskSchema, "The highest ceiling that `--max-risk` may set.")),
    }),
    "How far a run without a person may go.",
  ),
  rules: says(z.array(rule), "What commands must not do, must be asked about, or must wait for."),
  windows: says(z.record(name, window), "When changes may be made, and when not."),
  timezone: says(shaped(/^\S+$/), "The IANA name of the zone of all times without one."),
  reviewAge: says(days, "After how long a review of a runbook is too old."),
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
      retention: z.optional(says(days, "For how long the project keeps them.")),
    }),
    "What is saved before changes.",
  ),
  secrets: says(
    z.record(name, z.strictObject({ kind: says(shaped(secretKind.shape), "What keeps them.") })),
    "Where secrets will come from.",
  ),
  lint: says(lint, "How loud each rule of `firebreak lint` is."),
} satisfies Record<(typeof policyKeys)[number], z.ZodMiniType>;

function shaped(shape: RegExp): z.ZodMiniString {
  return z.string().check(z.regex(shape)) as z.ZodMiniString;
}

function oneOrMore<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.union([schema, z.array(schema).check(z.minLength(1))]);
}

function says<Schema extends z.ZodMiniType>(schema: Schema, words: string): Schema {
  return schema.check(z.describe(words)) as Schema;
}

function optionalEach<Schema extends z.ZodMiniType>(
  names: readonly string[],
  schemaOf: (name: string) => Schema,
): Record<string, z.ZodMiniOptional<Schema>> {
  return Object.fromEntries(names.map((name) => [name, z.optional(schemaOf(name))]));
}
