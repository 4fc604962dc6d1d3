/** All commands that are known, from the tables of this folder. */
import { builtins } from "./builtins.ts";
import { interpreters } from "./interpreters.ts";
import type { CommandTable, Row } from "./row.ts";
import { systemd } from "./systemd.ts";
import { wrappers } from "./wrappers.ts";

const tables: readonly CommandTable[] = [builtins, interpreters, wrappers, systemd];

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
