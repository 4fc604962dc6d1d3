/** The formats of `firebreak lint`: what each of them owes to who reads it. */
import { describe, expect, test } from "vitest";
import { lintRunbook } from "../../src/parser/lint.ts";
import { readDocument } from "../../src/parser/read.ts";
import { githubOf } from "../../src/report/diagnostics/github.ts";
import { jsonOf } from "../../src/report/diagnostics/json.ts";
import type { LintedFile } from "../../src/report/diagnostics/linted-file.ts";
import { sarifOf } from "../../src/report/diagnostics/sarif.ts";
import { textOf } from "../../src/report/diagnostics/text.ts";

const secret = ["vT8qZr3", "kW2mXp7LnQ9d"].join("");
const source = `# A\n\n\`\`\`bash {#a riks=low}\nvim a.txt\n\`\`\`\n\nThe password: ${secret}\n`;
const home = "file:///opt/firebreak/";
const file = linted("docs of mine/a,b:c.md", source);

function linted(path: string, text: string): LintedFile {
  const diagnostics = lintRunbook(readDocument(text, path), { today: "2026-11-21" });
  return { path, source: text, diagnostics };
}

describe("text", () => {
  test("shows the place, what to do and where to read on", () => {
    const shown = textOf([file], false);
    expect(shown).toContain("docs of mine/a,b:c.md:3:13  error  unknown-key  unknown key `riks`\n");
    expect(shown).toContain("  hint: did you mean `risk`?\n  see docs/rules/unknown-key.md\n");
    expect(shown).not.toContain("\u001b");
  });

  test("blots a secret out of the frame", () => {
    const shown = textOf([file], false);
    expect(shown).toContain(`| The password: ${"*".repeat(secret.length)}\n`);
    for (const format of [
      shown,
      jsonOf([file], home),
      sarifOf([file], "1.0.0", home),
      githubOf([file]),
    ]) {
      expect(format).not.toContain(secret);
    }
  });

  test("has colour where it is wanted, and the same words", () => {
    const colored = textOf([file], true);
    expect(colored).toContain("\u001b[31merror\u001b[39m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour is what is taken away here.
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(textOf([file], false));
  });

  test("obeys nothing that stands in a document", () => {
    const evil = linted("a.md", "```bash {#a \u001b[2J=x}\nuptime\u001b]0;x\u0007\n```\n");
    expect(evil.diagnostics.length).toBeGreaterThan(0);
    expect(textOf([evil], false)).not.toContain("\u001b");
  });
});

test("json is one array of vfile messages with everything that is known of each", () => {
  const all = JSON.parse(jsonOf([file, linted("b.md", "# B\n")], home)) as Record<
    string,
    unknown
  >[];
  expect(all.map(({ ruleId }) => ruleId)).toEqual([
    "unknown-key",
    "interactive-command",
    "secret-literal",
  ]);
  expect(all[0]).toMatchObject({
    file: "docs of mine/a,b:c.md",
    reason: "unknown key `riks`",
    severity: "error",
    fatal: true,
    line: 3,
    column: 13,
    place: { start: { line: 3, column: 13 }, end: { line: 3, column: 17 } },
    actual: "riks",
    note: "did you mean `risk`?",
    url: "file:///opt/firebreak/docs/rules/unknown-key.md",
  });
  expect(JSON.parse(jsonOf([], home))).toEqual([]);
});

test("sarif has what the standard demands, and each result points at its rule", () => {
  const log = JSON.parse(sarifOf([file], "1.2.3", home));
  expect(log.version).toBe("2.1.0");
  expect(log.$schema).toMatch(/^https:\/\/.*sarif-schema-2\.1\.0\.json$/);
  const [{ tool, results }] = log.runs;
  expect(tool.driver).toMatchObject({ name: "Firebreak", semanticVersion: "1.2.3" });
  const { rules } = tool.driver;
  for (const rule of rules) {
    expect(rule.shortDescription.text).toMatch(/\.$/);
    expect(rule.help.text).toContain(`docs/rules/${rule.id}.md`);
    expect(rule.helpUri).toBe(`file:///opt/firebreak/docs/rules/${rule.id}.md`);
    expect(["error", "warning", "note"]).toContain(rule.defaultConfiguration.level);
  }
  expect(results).toHaveLength(file.diagnostics.length);
  for (const result of results) {
    expect(rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.message.text).not.toBe("");
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(artifactLocation.uri).toBe("docs%20of%20mine/a%2Cb%3Ac.md");
    expect(region.startLine).toBeGreaterThan(0);
    expect(region.endColumn).toBeGreaterThan(region.startColumn);
  }
  expect(JSON.parse(sarifOf([], "1.2.3", home)).runs[0].results).toEqual([]);
});

test("github's commands are one line each, with what they are made of escaped", () => {
  const lines = githubOf([file]).trimEnd().split("\n");
  expect(lines).toHaveLength(file.diagnostics.length);
  expect(lines[0]).toBe(
    "::error file=docs of mine/a%2Cb%3Ac.md,line=3,endLine=3,col=13,endColumn=17,title=unknown-key" +
      "::unknown key `riks`%0Adid you mean `risk`?%0Asee docs/rules/unknown-key.md",
  );
  const percent = {
    ...file,
    diagnostics: [{ ...file.diagnostics[0], message: "100%\nx", place: null }],
  };
  expect(githubOf([percent as LintedFile])).toContain(",title=unknown-key::100%25%0Ax");
});
