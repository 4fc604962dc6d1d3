/** All commands that are known, from the tables of this folder. */
import { files } from "./files.ts";
import { find } from "./find.ts";
import { readers } from "./readers.ts";
import type { CommandTable, Row } from "./row.ts";
import { scripts } from "./scripts.ts";
import { systemd } from "./systemd.ts";

const tables: readonly CommandTable[] = [readers, files, scripts, find, systemd];

export const knownCommands: ReadonlyMap<string, Row> = new Map(
  tables.flatMap((table) =>
    Object.entries(table).flatMap(([names, row]) =>
      names.split(" ").map((name) => [name, row] as const),
    ),
  ),
);
