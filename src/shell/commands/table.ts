/** All commands that are known, from the tables of this folder. */

import { databases } from "./databases.ts";
import { docker } from "./docker.ts";
import { kubectl } from "./kubectl.ts";
import { lxc } from "./lxc.ts";
import { openshift } from "./openshift.ts";
import { postgres } from "./postgres.ts";
import { redis } from "./redis.ts";
import { byName, type CommandTable, type Row } from "./row.ts";
import { systemd } from "./systemd.ts";

const tables: readonly CommandTable[] = [
  systemd,
  docker,
  kubectl,
  openshift,
  lxc,
  postgres,
  databases,
  redis,
];

export const knownCommands: ReadonlyMap<string, Row> = new Map(
  tables.flatMap((table) => [...byName(table)]),
);
