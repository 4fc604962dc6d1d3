/** What holds for any text: it is read, every place lies inside it, and hostile ones are refused in time. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { stepSchema } from "../../src/model/step.ts";
import { formatDiagnostic } from "../../src/parser/code-frame.ts";
import { readRunbook } from "../../src/parser/read.ts";
import fc, { cases } from "../support/properties.ts";

const folder = resolve(import.meta.dirname, "../fixtures/parser");
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .map((name) => readFileSync(resolve(folder, name), "utf8"));

describe("any text", () => {
  test("is read", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), isSound), cases(50));
  });

  test("made of what runbooks are made of is read", () => {
    const parts = fc.constantFrom(
      ...[
        "```bash",
        "```",
        "~~~sh",
        " {#a ",
        "needs=b",
        '"',
        "}",
        "{{x}}",
        "\n",
        "\n\n",
        "- [ ] ",
        "> ",
      ],
      ...[
        "1. ",
        "    ",
        "\t",
        "# H",
        "---\n",
        "<!-- step\n",
        "-->",
        "id: a",
        "inputs: { x: int }",
        "\r\n",
      ],
      ...[
        "when=x",
        "\0",
        "\uFEFF",
        "\u00A0",
        "[^1]: ",
        "|a|b|\n|-|-|",
        "<div>",
        "\r",
        "capture=y",
        ": [",
        "<!-- choice -->\n",
        "<!-- step runbook: b.md inputs: {x: 1} -->\n",
        "# Prerequisites\n\n- [b](b.md)\n",
        "- [a](#h)\n",
        "- If so, see [b](#a)\n",
        "Which?\n\n",
      ],
    );
    const text = fc.array(parts, { maxLength: 40 }).map((all) => all.join(""));
    fc.assert(fc.property(text, isSound), cases(100));
  });

  test("cut, spliced and garbled is read", () => {
    const fixture = fc.constantFrom(...fixtures);
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    const mutated = fc.oneof(
      fc.tuple(fixture, at).map(([text, end]) => text.slice(0, text.length * end)),
      fc.tuple(fixture, at).map(([text, start]) => text.slice(text.length * start)),
      fc
        .tuple(fixture, at, fixture, at)
        .map(([a, end, b, start]) => a.slice(0, a.length * end) + b.slice(b.length * start)),
      fc
        .tuple(fixture, at, fc.string({ unit: "binary", maxLength: 3 }))
        .map(([text, where, put]) => {
          const index = Math.floor(text.length * where);
          return text.slice(0, index) + put + text.slice(index + 1);
        }),
    );
    fc.assert(fc.property(mutated, isSound), cases(80));
  });
});

describe("what is too much", () => {
  const table: [name: string, source: string, rule: string][] = [
    ["a block without end", "a\n".repeat(70_000), "too-large"],
    ["a document without end", "a\n\n".repeat(6_000_000), "too-large"],
    ["deep quotes", "> ".repeat(60), "too-deep"],
    ["deep lists in one line", "- ".repeat(60), "too-deep"],
    ["deep lists", lines(60, (level) => `${"  ".repeat(level)}- a`), "too-deep"],
    ["quotes without end in an item", `- a\n\n${"  > a\n\n".repeat(10_000)}`, "too-large"],
    ["headings without end in an item", `- a\n\n${"  a\n  =\n".repeat(10_000)}`, "too-large"],
  ];
  test.each(table)("%s is refused", (_name, source, rule) => {
    const { steps, diagnostics } = readRunbook(source, "a.md");
    expect(steps).toEqual([]);
    expect(diagnostics.map((diagnostic) => diagnostic.rule)).toEqual([rule]);
  });

  test.each([
    ["quotes", "> a\n\n", 8_000],
    ["underlined headings", "a\n=\n", 8_000],
    ["items of one list", "- [ ] a\n", 18_000],
    ["fences", "```sh\nls\n```\n", 11_000],
    ["tables", "| a |\n| - |\n| b |\n\n", 8_000],
  ])("%s one after the other are not", (_name, unit, count) => {
    const { diagnostics } = readRunbook(unit.repeat(count), "a.md");
    expect(diagnostics.map((diagnostic) => diagnostic.rule)).toEqual([]);
  });

  test("a deep or endless frontmatter keeps the steps from running", () => {
    for (const yaml of ["a: ".concat("[".repeat(10_000)), "a: b\n".repeat(10_000)]) {
      const { steps, diagnostics } = readRunbook(
        `---\n${yaml}\n---\n\`\`\`sh\nls\n\`\`\`\n`,
        "a.md",
      );
      expect(diagnostics.map((diagnostic) => diagnostic.rule)).toContain("bad-frontmatter");
      expect(steps.map((step) => step.blockers.length)).toEqual([1]);
    }
  });

  test("a long document is not, and its places are those of the whole", () => {
    const words = "Some words of prose, and then some more of them.\n".repeat(40);
    const source = lines(
      100,
      (index) => `## ${index}\n\n${words}\n\`\`\`sh {#s${index}}\nls\n\`\`\`\n`,
    );
    expect(source.length).toBeGreaterThan(190_000);
    const { steps, diagnostics } = readRunbook(
      `${source}\n\`\`\`sh {#last rsk=low}\nls\n\`\`\``,
      "a.md",
    );
    expect(steps.map(({ lines: { first } }) => first)).toEqual(
      Array.from({ length: 101 }, (_, index) => index * 47 + (index < 100 ? 44 : 1)),
    );
    expect(diagnostics.map(({ place }) => place?.start)).toEqual([
      { line: 4701, column: 14, offset: source.length + 14 },
    ]);
  });

  test("thousands of steps are not", () => {
    const source = lines(2000, (index) => `\`\`\`sh {needs=s${index}}\nls\n\`\`\``);
    expect(readRunbook(source, "a.md").steps).toHaveLength(2000);
  });
});

describe("ids", () => {
  const block = (code: string) => `\`\`\`sh\n${code}\n\`\`\`\n`;
  const idsOf = (source: string) => readRunbook(source, "a.md").steps.map(({ id }) => id);

  test("do not change by edits elsewhere", () => {
    const before = idsOf(`# One\n${block("ls")}\n# Two\n${block("sudo df -h")}`);
    const after = idsOf(
      `Text.\n# One\n${block("ps")}\n${block("ls")}\n# Two\nMore.\n${block("sudo df -h")}`,
    );
    expect(before).toEqual(["one-ls", "two-df"]);
    expect(after).toEqual(["one-ps", "one-ls", "two-df"]);
  });

  test("are unique, and leave to explicit ones what is theirs", () => {
    const source = `# A\n${block("ls")}${block("ls")}\`\`\`sh {#a-ls}\n\`\`\`\n${block("ls")}`;
    expect(idsOf(source)).toEqual(["a-ls-2", "a-ls-3", "a-ls", "a-ls-4"]);
  });

  test("are made of the words that tell most", () => {
    expect(idsOf(block("# remark\nset -euo pipefail\nA=1 sudo systemctl restart x"))).toEqual([
      "systemctl-restart",
    ]);
    expect(idsOf(`# Größe «ändern»\n${block("$ kubectl get pods")}`)).toEqual([
      "gro-e-andern-kubectl-get",
    ]);
    expect(idsOf(block(""))).toEqual(["step"]);
  });
});

describe("the title", () => {
  test("comes from the frontmatter, the first heading or the file", () => {
    expect(readRunbook("---\ntitle: A\n---\n# B", "c.md").title).toBe("A");
    expect(readRunbook("# B **b** `c` [d](https://example.com) {#anchor}", "c.md").title).toBe(
      "B b c d",
    );
    expect(readRunbook('---\ntitle: ""\n---\n# B', "c.md").title).toBe("B");
    expect(readRunbook("text", "docs/c.md").title).toBe("c");
    expect(readRunbook("", "").title).toBe("runbook");
  });

  test("of a step is at most 60 characters long", () => {
    const source = `# ${"long ".repeat(30)}\n\`\`\`sh\nls\n\`\`\`\n\`\`\`sh\nls ${"x".repeat(90)}\n\`\`\``;
    const titles = readRunbook(source, "a.md").steps.map(({ title }) => title);
    expect(titles.map((title) => title.length <= 60 && title.includes("…"))).toEqual([true, true]);
  });
});

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

function isSound(source: string): void {
  const { steps, diagnostics } = readRunbook(source, "a.md");
  expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  for (const step of steps) stepSchema.parse(step);
  const lineCount = source.split(/\r\n|\n|\r/).length;
  let last = -1;
  for (const diagnostic of diagnostics) {
    formatDiagnostic(diagnostic, source, "a.md");
    const { place } = diagnostic;
    if (place === null) continue;
    for (const point of [place.start, place.end]) {
      expect(point.offset).toBeLessThanOrEqual(source.length);
      expect(point.line).toBeLessThanOrEqual(lineCount);
      expect(Math.min(point.line, point.column)).toBeGreaterThanOrEqual(1);
    }
    expect(place.end.offset).toBeGreaterThanOrEqual(place.start.offset);
    expect(place.start.offset).toBeGreaterThanOrEqual(last);
    last = place.start.offset;
  }
}
