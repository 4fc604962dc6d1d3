/** Writes the parts of the documentation that are made of the code's own tables. */
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { withTables } from "./format-tables.ts";

const page = resolve(import.meta.dirname, "../docs/format.md");
await writeFile(page, withTables(await readFile(page, "utf8")));
