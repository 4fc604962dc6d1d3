/** Keeps the documents true: every path, link, function and npm script they name is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import about from "../package.json" with { type: "json" };
import { defaultPolicy, readPolicy } from "../src/parser/policy.ts";
import { readRunbook } from "../src/parser/read.ts";
import * as rules from "./support/document-rules.ts";
import { readSource, show, type Violation } from "./support/source.ts";

const root = resolve(import.meta.dirname, "..");
const documents = [...markdownIn("."), ...markdownIn("docs")].map((path) =>
  rules.readDocument(path, read(path)),
);
const defined = new Set(
  [...sourcesBelow("src"), ...sourcesBelow("test")].flatMap((path) => [
    ...rules.definedNames(readSource(path, read(path))),
  ]),
);

const repository: rules.Repository = {
  exists: (path) => existsSync(join(root, path)),
  document: (path) => documents.find((document) => document.path === path) ?? null,
  defines: (name) => defined.has(name),
  npmScripts: Object.keys(about.scripts),
  commandWords: wordsOfCommandLine(read("src/cli/main.ts")),
};

type Rule = (document: rules.Document, repository: rules.Repository) => Violation[];

describe("the documents", () => {
  test("are there", () => {
    const paths = documents.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "README.md",
        "SECURITY.md",
      ]),
    );
  });

  const all: Record<string, Rule> = {
    "name paths that exist": rules.namesPathsThatExist,
    "link to what exists": rules.linksToWhatExists,
    "name functions that exist": rules.namesFunctionsThatExist,
    "name npm scripts that exist": rules.namesScriptsThatExist,
    "name commands and flags that exist": rules.namesCommandsThatExist,
  };
  for (const [name, rule] of Object.entries(all)) {
    test(name, () => {
      const violations = documents.flatMap((document) => rule(document, repository));
      expect(violations.map(show)).toEqual([]);
    });
  }
});

describe("the example runbooks", () => {
  const examples = documents.flatMap((document) =>
    rules.blocksIn(document, "markdown").map((source) => ({ path: document.path, source })),
  );
  test("are there", () => {
    expect(examples.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["README.md", "docs/format.md"]),
    );
  });
  test.each(examples)("in $path can run as they are written", ({ path, source }) => {
    const { steps, diagnostics } = readRunbook(source, path);
    expect(steps.length).toBeGreaterThan(0);
    expect(diagnostics).toEqual([]);
  });
});

describe("the example policy", () => {
  const document = documents.find(({ path }) => path === "docs/policy.md");
  const [example = ""] = document === undefined ? [] : rules.blocksIn(document, "yaml");
  test("can be read, and shows what holds without one", () => {
    const { policy, diagnostics } = readPolicy(example, "firebreak.yaml");
    expect(diagnostics).toEqual([]);
    const { risk, productionRisk, autoLimit } = defaultPolicy;
    expect(policy).toMatchObject({ risk, productionRisk, autoLimit });
  });
});

/** A rule that cannot fail guards nothing: each is shown a text that breaks it, and one that does not. */
describe("each rule", () => {
  const other = rules.readDocument("docs/other.md", "# One: a *heading*\n");
  const imagined: rules.Repository = {
    exists: (path) => ["src/", "src/model/a.ts", "docs/a.md", "docs/other.md"].includes(path),
    document: (path) => (path === other.path ? other : null),
    defines: (name) => name === "drive",
    npmScripts: ["test"],
    commandWords: ["run", "--auto"],
  };
  const cases: [rule: Rule, bad: string, good: string][] = [
    [rules.namesPathsThatExist, "see `src/gone.ts`.", "see `src/model/a.ts`."],
    [rules.namesPathsThatExist, "```\nsrc/gone/\n```", "```\n/opt/src/gone/ and src/<room>\n```"],
    [rules.linksToWhatExists, "[a](gone.md)", "[a](other.md) [b](https://example.com/gone)"],
    [rules.linksToWhatExists, "[a]: ../gone.md\n", "[a]: ../src/model/a.ts\n"],
    [rules.linksToWhatExists, "[a](other.md#two)", "[a](other.md#one-a-heading)"],
    [rules.linksToWhatExists, "# One\n\n[a](#two)", "# One\n\n[a](#one)"],
    [rules.namesFunctionsThatExist, "`gone(run)`", "`drive()`, `ports.drive(run)`, `gone`"],
    [rules.namesScriptsThatExist, "`npm run gone`", "`npm run test`"],
    [rules.namesCommandsThatExist, "`firebreak gone`", "`firebreak run FILE --auto`"],
    [rules.namesCommandsThatExist, "```\nnpx firebreak run --gone\n```", "`firebreak COMMAND`"],
  ];
  test.each(cases)("%o tells %j from %j", (rule, bad, good) => {
    expect(rule(rules.readDocument("docs/a.md", bad), imagined).map(show).join()).toMatch(
      /^docs\/a\.md:\d+: .+ — .+/,
    );
    expect(rule(rules.readDocument("docs/a.md", good), imagined)).toEqual([]);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("fixtures/"))
    .map((name) => join(folder, name));
}

/** As they are declared: `.command("run")`, `.option("--auto", …)`. */
function wordsOfCommandLine(source: string): string[] {
  return [...source.matchAll(/\.(?:command|option)\(\s*"([a-z-]+)/g)].map(([, word = ""]) => word);
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}
