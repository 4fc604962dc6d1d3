/** The command `schema [frontmatter|policy]`: JSON Schema for editors that complete and check YAML. */
import { neutralise } from "../model/neutralise.ts";
import { nearest } from "../parser/nearest.ts";
import { jsonSchemas } from "../parser/schema/json-schema.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { refuse, report } from "./refusal.ts";

export async function schema(io: Io, name: string): Promise<number> {
  const make = jsonSchemas.get(name);
  if (!make) {
    const known = [...jsonSchemas.keys()];
    const near = nearest(name, known);
    const hint = near === null ? `one of ${known.join(", ")}` : `did you mean ${near}?`;
    return report(io, refuse(`there is no schema ${neutralise(name)}`, hint));
  }
  io.stdout.write(`${JSON.stringify(make(), null, 2)}\n`);
  return exitCode.done;
}
