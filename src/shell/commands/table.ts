/** All commands that are known, from the tables of this folder. */

import { brokers } from "./brokers.ts";
import { cloud } from "./cloud.ts";
import { clusterTools } from "./cluster-tools.ts";
import { containerTools } from "./container-tools.ts";
import { databases } from "./databases.ts";
import { docker } from "./docker.ts";
import { etcd } from "./etcd.ts";
import { infrastructure } from "./infrastructure.ts";
import { kubectl } from "./kubectl.ts";
import { lxc } from "./lxc.ts";
import { openshift } from "./openshift.ts";
import { postgres } from "./postgres.ts";
import { redis } from "./redis.ts";
import { byName, type CommandTable, type Row } from "./row.ts";
import { smallClusters } from "./small-clusters.ts";
import { storage } from "./storage.ts";
import { systemd } from "./systemd.ts";

const tables: readonly CommandTable[] = [
  systemd,
  docker,
  containerTools,
  kubectl,
  openshift,
  clusterTools,
  smallClusters,
  lxc,
  etcd,
  storage,
  postgres,
  databases,
  redis,
  brokers,
  cloud,
  infrastructure,
];

export const knownCommands: ReadonlyMap<string, Row> = new Map(
  tables.flatMap((table) => [...byName(table)]),
);
