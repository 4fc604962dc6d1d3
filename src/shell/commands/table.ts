/** All commands that are known, from the tables of this folder. */
import { archives } from "./archives.ts";
import { backups } from "./backups.ts";
import { disks } from "./disks.ts";
import { files } from "./files.ts";
import { find } from "./find.ts";
import { git } from "./git.ts";
import { objectStores } from "./object-stores.ts";
import { pools } from "./pools.ts";
import { readers } from "./readers.ts";
import type { CommandTable, Row } from "./row.ts";
import { scripts } from "./scripts.ts";
import { systemd } from "./systemd.ts";
import { transfer } from "./transfer.ts";
import { volumes } from "./volumes.ts";

const tables: readonly CommandTable[] = [
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

export const knownCommands: ReadonlyMap<string, Row> = new Map(
  tables.flatMap((table) =>
    Object.entries(table).flatMap(([names, row]) =>
      names.split(" ").map((name) => [name, row] as const),
    ),
  ),
);
