/**
 * The keys of the frontmatter, each with the values that it may have and what it is for: their
 * documentation and the JSON Schema for editors are made of this. Reading them does not pay for it.
 */
import * as z from "zod/mini";
import { inputTypes } from "../../model/input-spec.ts";
import type { frontmatterKeys } from "../frontmatter.ts";
import { nameShape } from "../policy/take.ts";

/** A word for people is a text whatever YAML takes it for: `2026`, `true`, `1.5`. */
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const line = z.union([scalar, z.null()]);

const listWord = z.union([
  z.string().check(z.regex(/^\s*[^\s,]{1,128}\s*$/)),
  z.number(),
  z.boolean(),
]);
const words = z.union([listWord, z.array(listWord).check(z.minLength(1))]);

const types = z.enum(inputTypes);

const detailed = z.strictObject({
  type: z.optional(z.nullable(described(types, "What values it allows; without it, its choices."))),
  prompt: z.optional(described(line, "The question that asks for it.")),
  default: z.optional(described(line, "Offered first; a headless run takes it as it is.")),
  choices: z.optional(
    z.nullable(
      described(z.array(scalar).check(z.minLength(1)), "The only values that it may have."),
    ),
  ),
  raw: z.optional(
    z.nullable(
      described(z.boolean(), "It becomes code as it is; only where the policy allows it."),
    ),
  ),
});

const inputs = z.nullable(
  z.record(z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/)), z.union([types, detailed])),
);

export interface FrontmatterKey {
  /** Takes the value as YAML reads it. */
  readonly schema: z.ZodMiniType;
  /** What a value may be, in words. */
  readonly allowed: string;
  readonly doc: string;
}

export const frontmatterShape = {
  title: {
    schema: line,
    allowed: "one line",
    doc: "What the runbook is called; else the first heading, else the name of the file.",
  },
  summary: { schema: line, allowed: "one line", doc: "Shown in lists." },
  owner: { schema: line, allowed: "one line", doc: "Who answers for it: a team." },
  alerts: {
    schema: words,
    allowed: "names",
    doc: "The alerts that lead to this runbook.",
  },
  reviewed: {
    schema: z.union([z.iso.date(), z.null()]),
    allowed: "a date, `2026-10-01`",
    doc: "When somebody last read all of it.",
  },
  environments: {
    schema: words,
    allowed: "names",
    doc:
      "Where it may run; they are those of the [policy](policy.md#environments). " +
      "A step's `env` may narrow them, never widen.",
  },
  on: {
    schema: z.string().check(z.regex(nameShape)),
    allowed: "`local`, or a target of the policy that is",
    doc: "The target of steps that name none.",
  },
  inputs: {
    schema: inputs,
    allowed: "a mapping",
    doc: "Values that are asked for before the first step.",
  },
} satisfies Record<(typeof frontmatterKeys)[number], FrontmatterKey>;

function described<Schema extends z.ZodMiniType>(schema: Schema, words: string): Schema {
  return schema.check(z.describe(words)) as Schema;
}
