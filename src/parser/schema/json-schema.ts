/** JSON Schemas (draft 2020-12) of what people write in YAML, for editors that complete and check it. */
import * as z from "zod/mini";
import { type FrontmatterKey, frontmatterShape } from "./frontmatter-shape.ts";
import { policyShape } from "./policy-shape.ts";

/** A frontmatter may hold keys of other tools; a policy may hold nothing that is not read. */
export const frontmatterSchema = z.looseObject(
  Object.fromEntries(
    Object.entries<FrontmatterKey>(frontmatterShape).map(([key, { schema, doc }]) => [
      key,
      z.optional(schema.check(z.describe(withoutLinks(doc)))),
    ]),
  ),
);

export const policyFileSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(policyShape).map(([key, schema]) => [key, z.optional<z.ZodMiniType>(schema)]),
  ),
);

/** By the name that `firebreak schema` knows them by. */
export const jsonSchemas: ReadonlyMap<string, () => object> = new Map([
  ["frontmatter", () => asJson(frontmatterSchema, "The frontmatter of a Firebreak runbook")],
  ["policy", () => asJson(policyFileSchema, "firebreak.yaml, the policy of a project")],
]);

function asJson(schema: z.ZodMiniType, title: string): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return { $schema, title, ...rest };
}

/** They lead from the page of the documentation, and nowhere else. */
function withoutLinks(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}
