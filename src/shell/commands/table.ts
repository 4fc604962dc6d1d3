/** All commands that are known, from the tables of this folder. */

import { docker } from "./docker.ts";
import { kubectl } from "./kubectl.ts";
import { lxc } from "./lxc.ts";
import { openshift } from "./openshift.ts";
import { postgres } from "./postgres.ts";
import type { CommandTable, Row } from "./row.ts";
import { systemd } from "./systemd.ts";

const tables: readonly CommandTable[] = [systemd, docker, kubectl, openshift, lxc, postgres];

export const knownCommands: ReadonlyMap<string, Row> = new Map(
  tables.flatMap((table) =>
    Object.entries(table).flatMap(([names, row]) =>
      names.split(" ").map((name) => [name, row] as const),
    ),
  ),
);
