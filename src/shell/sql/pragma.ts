/** The pragmas of SQLite: most show something, some change the database. */
import { type Told, told } from "../commands/row.ts";
import { isSign, type Statement } from "./statement.ts";

/** With a value in brackets, they look at what it names. */
const looksAt =
  /_INFO|_XINFO|_LIST$|_CHECK$|^(DATABASE_LIST|COMPILE_OPTIONS|PAGE_COUNT|FREELIST_COUNT|DATA_VERSION)$/;

/** Of the connection alone: gone with it. */
const ofConnection =
  /^(BUSY_TIMEOUT|CACHE_SIZE|FOREIGN_KEYS|QUERY_ONLY|TEMP_STORE|CASE_SENSITIVE_LIKE|MMAP_SIZE|SYNCHRONOUS)$/;

export function tellsPragma(statement: Statement): readonly Told[] {
  const after = statement.slice(1);
  const at = isSign(after[1], ".") ? 2 : 0;
  const name = after[at]?.text.toUpperCase() ?? "";
  const hasValue = isSign(after[at + 1], "=") || isSign(after[at + 1], "(");
  if (/^(WAL_CHECKPOINT|OPTIMIZE|INCREMENTAL_VACUUM|SHRINK_MEMORY)$/.test(name)) {
    return [told("data", "tidies up the database", null, "low", "yes")];
  }
  if (after[at]?.kind !== "word")
    return [told("unknown", "changes a setting whose effects are not known", null, "medium", "no")];
  if (!hasValue || looksAt.test(name) || ofConnection.test(name)) return [];
  const risk = name === "WRITABLE_SCHEMA" ? "high" : "medium";
  return [told("data", "changes a setting of the database", name.toLowerCase(), risk, "backup")];
}
