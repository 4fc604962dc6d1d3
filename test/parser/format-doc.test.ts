/** Holds docs/format.md against the tables that the parser reads by: nothing missing, nothing made up. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { withTables } from "../../scripts/format-tables.ts";
import { inputTypes } from "../../src/model/input-spec.ts";
import { type Key, stepKeys } from "../../src/parser/keys.ts";

const text = readFileSync(resolve(import.meta.dirname, "../../docs/format.md"), "utf8");

describe("docs/format.md", () => {
  test("has tables as `npm run docs` makes them", () => {
    expect(text).toBe(withTables(text));
  });

  test("has a row for each key, with its example", () => {
    for (const [key, { example, honoured }] of Object.entries<Key<unknown>>(stepKeys)) {
      const table = section(honoured === false ? "Keys to come" : "Keys");
      const row = table.find((line) => line.startsWith(`| \`${key}\` |`));
      expect(row).toContain(`\`${example}\``);
    }
  });

  test("has each type of an input, and no other", () => {
    expect(firstCells(section("Inputs")).sort()).toEqual([...inputTypes].sort());
  });
});

/** The lines under a heading, up to the next one of any level. */
function section(heading: string): string[] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => new RegExp(`^#+ ${heading}$`).test(line)) + 1;
  const end = lines.findIndex((line, index) => index >= start && /^#+ /.test(line));
  return start === 0 ? [] : lines.slice(start, end < 0 ? undefined : end);
}

/** The words in code marks in the first cells of a table; a cell may hold several. */
function firstCells(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...(line.split(" | ")[0] ?? "").matchAll(/`(\w+)`/g)])
    .map(([, word = ""]) => word);
}
