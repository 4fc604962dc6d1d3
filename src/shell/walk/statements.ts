/** Statements for a database that are put together of text from outside: what they do, that text says. */
import { hasHole } from "./holes.ts";
import { noteUse, states } from "./outside-text.ts";
import { type Around, type Noted, spend, type Walk } from "./walk.ts";

export function noteStatements(walk: Walk, name: string, noted: Noted, around: Around): void {
  const options = clients.get(name);
  if (!options) return;
  const { words } = noted;
  const values = words.flatMap(({ value }, index) => {
    const before = words[index - 1]?.value ?? "";
    // A statement has several words, other than the name of a host or a database.
    return options.test(before) || /\s/.test(value) ? [value] : [];
  });
  const input = around.stdin?.text ?? "";
  for (const text of [...values, input]) {
    if (!hasHole(text) || !spend(walk, text.length / 100)) continue;
    noteUse(walk, around, noted.at, text.replace(/[^\uE000-\uF8FF]+/g, " "), states, false);
  }
}

const clients: ReadonlyMap<string, RegExp> = new Map([
  ["psql", /^-\w*c$|^--command$/],
  ["mysql", /^-\w*e$|^--execute$/],
  ["mariadb", /^-\w*e$|^--execute$/],
  ["sqlite3", /^-cmd$/],
  ["sqlite", /^-cmd$/],
  ["sqlcmd", /^-[qQ]$/],
  ["clickhouse-client", /^(-q|--query)$/],
  ["cqlsh", /^(-e|--execute)$/],
  ["mongosh", /^--eval$/],
  ["mongo", /^--eval$/],
]);
