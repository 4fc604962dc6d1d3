/** What one command of a step would do to the world, told before it runs. */
import type { Risk } from "./risk.ts";

export type EffectKind =
  /** Looks only. */
  | "read"
  /** Makes or changes files, or what lies in them. */
  | "write"
  | "delete"
  | "service"
  | "package"
  | "firewall"
  /** Reaches another machine, or changes how this one is reached. */
  | "network"
  /** Rows, keys, objects: what a data store holds. */
  | "data"
  /** Containers, their images, clusters and what runs in them; machines of a cloud. */
  | "container"
  | "secret"
  | "account"
  | "process"
  | "schedule"
  | "device"
  /** Stops or restarts the machine itself. */
  | "power"
  /** Runs code that came from elsewhere, or that nobody can read here. */
  | "code"
  /** Nobody can say. */
  | "unknown";

/** Whether what it does can be undone: as it is, only from a copy made before, or not at all. */
export type Reversible = "yes" | "backup" | "no";

export interface CommandEffect {
  readonly kind: EffectKind;
  /** In words, with what it is done to: `restarts nginx.service`. */
  readonly does: string;
  /** What it is done to, as it is named in the command; null where nothing is named. */
  readonly resource: string | null;
  readonly risk: Risk;
  readonly reversible: Reversible;
  /** The command as it stands in the code. */
  readonly command: string;
  /** How it gets to where it runs, outermost first: `as root`, `on host db-1`, `in container web`. */
  readonly via: readonly string[];
  /** Offsets of the command in the code, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}
