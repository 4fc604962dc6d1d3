/** What one command of a step would do to the world, told before it runs. */
import * as z from "zod/mini";
import { riskSchema } from "./risk.ts";

export const effectKinds = [
  /** Looks only. */
  "read",
  /** Makes or changes files, or what lies in them. */
  "write",
  "delete",
  "service",
  "package",
  "firewall",
  /** Reaches another machine, or changes how this one is reached. */
  "network",
  /** Rows, keys, objects: what a data store holds. */
  "data",
  /** Containers, their images, clusters and what runs in them; machines of a cloud. */
  "container",
  "secret",
  "account",
  "process",
  "schedule",
  "device",
  /** Stops or restarts the machine itself. */
  "power",
  /** Runs code that came from elsewhere, or that nobody can read here. */
  "code",
  /** Nobody can say. */
  "unknown",
] as const;
export type EffectKind = (typeof effectKinds)[number];

/** Whether what it does can be undone: as it is, only from a copy made before, or not at all. */
export const reversibilities = ["yes", "backup", "no"] as const;
export type Reversible = (typeof reversibilities)[number];

export const commandEffectSchema = z.strictObject({
  kind: z.enum(effectKinds),
  /** In words, with what it is done to: `restarts nginx.service`. */
  does: z.string(),
  /** What it is done to, as it is named in the command; null where nothing is named. */
  resource: z.nullable(z.string()),
  risk: riskSchema,
  reversible: z.enum(reversibilities),
  /** The command as it stands in the code. */
  command: z.string(),
  /** How it gets to where it runs, outermost first: `as root`, `on host db-1`, `in container web`. */
  via: z.array(z.string()),
  /** Offsets of the command in the code, in UTF-16 units. */
  start: z.int(),
  end: z.int(),
});
export type CommandEffect = z.infer<typeof commandEffectSchema>;
