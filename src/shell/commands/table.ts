/** All commands that are known, from the tables of this folder. */

import { archives } from "./archives.ts";
import { backups } from "./backups.ts";
import { builtins } from "./builtins.ts";
import { disks } from "./disks.ts";
import { files } from "./files.ts";
import { find } from "./find.ts";
import { git } from "./git.ts";
import { interpreters } from "./interpreters.ts";
import { objectStores } from "./object-stores.ts";
import { pools } from "./pools.ts";
import { readers } from "./readers.ts";
import type { CommandTable, Row } from "./row.ts";
import { scripts } from "./scripts.ts";
import { systemd } from "./systemd.ts";
import { transfer } from "./transfer.ts";
import { volumes } from "./volumes.ts";
import { wrappers } from "./wrappers.ts";

const tables: readonly CommandTable[] = [
  builtins,
  interpreters,
  wrappers,
  readers,
  files,
  scripts,
  find,
  archives,
  transfer,
  objectStores,
  git,
  backups,
  disks,
  volumes,
  pools,
  systemd,
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
  return knownCommands.get(command.slice(command.lastIndexOf("/") + 1)) ?? null;
}
