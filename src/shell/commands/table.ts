/** All commands that are known, from the tables of this folder. */
import { accounts } from "./accounts.ts";
import { crypto } from "./crypto.ts";
import { directory } from "./directory.ts";
import { firewall } from "./firewall.ts";
import { http } from "./http.ts";
import { iproute } from "./ip.ts";
import { kernel } from "./kernel.ts";
import { languages } from "./languages.ts";
import { mail } from "./mail.ts";
import { monitoring } from "./monitoring.ts";
import { nameServers } from "./name-servers.ts";
import { network } from "./network.ts";
import { packages } from "./packages.ts";
import { power } from "./power.ts";
import { processes } from "./processes.ts";
import { reach } from "./reach.ts";
import type { CommandTable, Row } from "./row.ts";
import { schedules } from "./schedules.ts";
import { initScript, services } from "./services.ts";
import { ssh } from "./ssh.ts";
import { systemd } from "./systemd.ts";
import { systemdTools } from "./systemd-tools.ts";
import { vault } from "./vault.ts";
import { virtual } from "./virtual.ts";
import { virtualSwitch } from "./virtual-switch.ts";
import { web } from "./web.ts";

const tables: readonly CommandTable[] = [
  ...[systemd, systemdTools, services, packages, languages, accounts, schedules, processes, power],
  ...[kernel, firewall, iproute, network, http, reach, ssh, web, nameServers, crypto, vault],
  ...[mail, monitoring, directory, virtual, virtualSwitch],
];

const knownCommands: ReadonlyMap<string, Row> = new Map(
  tables.flatMap((table) =>
    Object.entries(table).flatMap(([names, row]) =>
      names.split(" ").map((name) => [name, row] as const),
    ),
  ),
);

/** The row of a command as it is called, with its directory or without; null where it is not known. */
export function rowOf(command: string): Row | null {
  if (/^\/(?:etc|usr\/local\/etc)\/(?:rc\.d\/)?(?:init|rc)\.d\/[\w.@-]+$/.test(command)) {
    return initScript;
  }
  return knownCommands.get(command.slice(command.lastIndexOf("/") + 1)) ?? null;
}
