/** All commands that are known, from the tables of this folder. */
import { accounts } from "./accounts.ts";
import { ansible } from "./ansible.ts";
import { archives } from "./archives.ts";
import { backups } from "./backups.ts";
import { brokers } from "./brokers.ts";
import { builtins } from "./builtins.ts";
import { cloud } from "./cloud.ts";
import { clusterTools } from "./cluster-tools.ts";
import { containerTools } from "./container-tools.ts";
import { crypto } from "./crypto.ts";
import { databases } from "./databases.ts";
import { directory } from "./directory.ts";
import { disks } from "./disks.ts";
import { docker } from "./docker.ts";
import { etcd } from "./etcd.ts";
import { files } from "./files.ts";
import { find } from "./find.ts";
import { firewall } from "./firewall.ts";
import { git } from "./git.ts";
import { http } from "./http.ts";
import { infrastructure } from "./infrastructure.ts";
import { inspection } from "./inspection.ts";
import { interpreters } from "./interpreters.ts";
import { iproute } from "./ip.ts";
import { kernel } from "./kernel.ts";
import { kubectl } from "./kubectl.ts";
import { languages } from "./languages.ts";
import { lxc } from "./lxc.ts";
import { mail } from "./mail.ts";
import { monitoring } from "./monitoring.ts";
import { nameServers } from "./name-servers.ts";
import { network } from "./network.ts";
import { objectStores } from "./object-stores.ts";
import { openshift } from "./openshift.ts";
import { packages } from "./packages.ts";
import { pools } from "./pools.ts";
import { postgres } from "./postgres.ts";
import { power } from "./power.ts";
import { processes } from "./processes.ts";
import { reach } from "./reach.ts";
import { readers } from "./readers.ts";
import { redis } from "./redis.ts";
import { byName, type CommandTable, type Row } from "./row.ts";
import { schedules } from "./schedules.ts";
import { scripts } from "./scripts.ts";
import { initScript, serviceOf, services } from "./services.ts";
import { smallClusters } from "./small-clusters.ts";
import { ssh } from "./ssh.ts";
import { storage } from "./storage.ts";
import { systemd } from "./systemd.ts";
import { systemdTools } from "./systemd-tools.ts";
import { transfer } from "./transfer.ts";
import { vault } from "./vault.ts";
import { virtual } from "./virtual.ts";
import { virtualSwitch } from "./virtual-switch.ts";
import { volumes } from "./volumes.ts";
import { web } from "./web.ts";
import { wrappers } from "./wrappers.ts";

/** Of two rows for one name the later one counts. */
const tables: readonly CommandTable[] = [
  ...[builtins, interpreters, wrappers],
  ...[readers, inspection, files, scripts, find, archives, transfer, objectStores, git, backups],
  ...[disks, volumes, pools],
  ...[systemd, systemdTools, services, packages, languages, accounts, schedules, processes, power],
  ...[kernel, firewall, iproute, network, http, reach, ssh, web, nameServers, crypto, vault],
  ...[mail, monitoring, directory, virtual, virtualSwitch],
  ...[docker, containerTools, kubectl, openshift, clusterTools, smallClusters, lxc, etcd, storage],
  ...[postgres, databases, redis, brokers, cloud, infrastructure, ansible],
];

const knownCommands: ReadonlyMap<string, Row> = new Map(
  tables.flatMap((table) => [...byName(table)]),
);

/** The row of a command as it is called, with its directory or without; null where it is not known. */
export function rowOf(command: string): Row | null {
  const slash = command.lastIndexOf("/");
  if (slash < 0) return knownCommands.get(command) ?? null;
  if (serviceOf(command) !== null) return initScript;
  return knownCommands.get(command.slice(slash + 1)) ?? null;
}
