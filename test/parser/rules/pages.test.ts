/** Holds the pages about rules against the table and the code: none missing, and their examples are true. */
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/model/diagnostic.ts";
import { lintRunbook } from "../../../src/parser/lint.ts";
import { policyRemarks } from "../../../src/parser/policy/remarks.ts";
import { readPolicy } from "../../../src/parser/policy.ts";
import { readDocument } from "../../../src/parser/read.ts";
import { pageOf, type RuleId, rules } from "../../../src/parser/rules/table.ts";

const root = resolve(import.meta.dirname, "../../..");
const ids = Object.keys(rules) as RuleId[];

/** No page could show a document that is this large. */
const tooLongToShow: Partial<Record<RuleId, string>> = {
  "too-large": `- a\n\n${"  > b\n\n  - c\n\n".repeat(20_000)}`,
};

describe("the table of rules", () => {
  test("has each rule that the code names, and each that it names is in the code", () => {
    const sources = globSync("src/{parser,shell}/**/*.ts", { cwd: root })
      .filter((path) => !path.endsWith("rules/table.ts"))
      .map((path) => readFileSync(resolve(root, path), "utf8"));
    const named = sources.flatMap((source) => [
      ...source.matchAll(/\b(?:error|warning|info)\(\s*"([a-z-]+)"/g),
      ...source.matchAll(/\brule: "([a-z-]+)"/g),
    ]);
    const known: readonly string[] = [...ids, ...Object.keys(policyRemarks)];
    const unlisted = new Set(named.map(([, id = ""]) => id).filter((id) => !known.includes(id)));
    expect([...unlisted]).toEqual([]);
    const all = sources.join("\n");
    expect(ids.filter((id) => !all.includes(`"${id}"`))).toEqual([]);
  });

  test("has a page for each, and the list of pages is whole", () => {
    expect(ids.filter((id) => !existsSync(resolve(root, pageOf(id))))).toEqual([]);
    const pages = readdirSync(resolve(root, "docs/rules")).filter((name) => name !== "README.md");
    expect(pages.sort()).toEqual(ids.map((id) => `${id}.md`).sort());
    const list = read("docs/rules/README.md");
    const rows = [...list.matchAll(/^\| \[([a-z-]+)\]/gm)].map(([, id]) => id);
    expect(rows).toEqual([...ids].sort());
  });
});

describe.each(ids)("the page of %s", (id) => {
  const page = read(pageOf(id));

  test("says why, and what the table says", () => {
    expect(page).toMatch(new RegExp(`^# ${id}\n\n${rules[id].summary}\\.`));
    const outside = page.replace(/^````\w+\n.*?\n````$/gms, "");
    const headings = [...outside.matchAll(/^## (.*)$/gm)].map(([, name]) => name);
    expect(headings).toEqual(["Why", "Bad", "Good"]);
    expect(read("docs/rules/README.md")).toContain(`| ${rules[id].summary} |`);
  });

  test("shows an example that the rule finds, and one that it lets pass", () => {
    const bad = tooLongToShow[id] ?? example(page, "Bad");
    expect(found(bad, page)).toContain(id);
    const good = tooLongToShow[id] === undefined ? example(page, "Good") : "# Short\n";
    expect(found(good, page)).not.toContain(id);
  });
});

function found(source: string, page: string): string[] {
  const options = {
    today: "2026-11-21",
    settings: { rules: { "real-address": "warning" } as const, reviewAgeDays: 365 },
  };
  const diagnostics: readonly Diagnostic[] = page.includes("````yaml")
    ? readPolicy(source, "firebreak.yaml").diagnostics
    : lintRunbook(readDocument(source, "example.md"), options);
  return diagnostics.map(({ rule }) => rule);
}

/** What stands between the four backticks under a heading. */
function example(page: string, heading: string): string {
  const [, below = ""] = page.split(`\n## ${heading}\n`);
  return /^````\w+\n(.*?)\n````$/ms.exec(below)?.[1] ?? "";
}

function read(path: string): string {
  return readFileSync(resolve(root, path), "utf8");
}
