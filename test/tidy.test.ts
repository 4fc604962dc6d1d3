/** Keeps the house in order: floors, file sizes, names, and nothing of one machine committed. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import * as files from "./support/file-rules.ts";
import * as floors from "./support/floor-rules.ts";
import * as leaks from "./support/leak-rules.ts";
import { readSource, type Source, show, type Violation } from "./support/source.ts";

const root = resolve(import.meta.dirname, "..");
const committed = filesOfTheRepository();
const code = committed.filter(
  (path) => /^(src|test|scripts|bench)\/.*\.tsx?$/.test(path) && !path.startsWith("test/fixtures/"),
);
const sources = code.map((path) => readSource(path, read(path)));
const inSrc = sources.filter(({ path }) => path.startsWith("src/"));
const words = leaks.forbiddenWords(process.env["npm_config_registry"]);

describe("the repository", () => {
  test("has source files to look at", () => {
    expect(inSrc.length).toBeGreaterThan(0);
  });

  const srcRules: Record<string, (source: Source) => Violation[]> = {
    "imports only go down a floor": floors.importsGoDown,
    "floors 0 to 2 import nothing that touches the machine": floors.pureFloorsImportNoMachine,
    "floors 0 to 2 use no clock, chance or process": floors.pureFloorsUseNoMachine,
    "every file starts with its topic": files.startsWithItsTopic,
    "files and lines are short": files.isShort,
    "no type is any": files.saysNoAny,
  };
  for (const [name, rule] of Object.entries(srcRules)) {
    test(name, () => expectNone(inSrc.flatMap(rule)));
  }

  test("no name says nothing", () => expectNone(committed.flatMap(files.isNamedForWhatItHolds)));
  test("no code is left unfinished", () => expectNone(sources.flatMap(files.isFinished)));
  test("no test mocks a module", () => expectNone(sources.flatMap(files.mocksNoModule)));
  test("no file names a registry or a machine's folder", () => {
    expectNone(committed.flatMap((path) => leaks.leaksNothing(path, read(path), words)));
  });
  test("the lock names no host", () => {
    expectNone(leaks.lockNamesNoHost("package-lock.json", read("package-lock.json")));
  });
});

/** A rule that cannot fail guards nothing: each is shown a text that breaks it, and one that does not. */
describe("each rule", () => {
  const cases: [rule: (source: Source) => Violation[], path: string, bad: string, good: string][] =
    [
      [floors.importsGoDown, "src/model/a.ts", 'import "../cli/b.ts";', 'import "./b.ts";'],
      [
        floors.importsGoDown,
        "src/tui/a.ts",
        'import "../report/b.ts";',
        'import "../engine/b.ts";',
      ],
      [floors.importsGoDown, "src/shell/a.ts", 'export * from "../parser/b.ts";', ""],
      [
        floors.importsGoDown,
        "src/guards/a.ts",
        'await import("../parser/b.ts");',
        'import "../shell/b.ts";',
      ],
      [floors.importsGoDown, "src/guards/a.ts", 'type A = import("../engine/b.ts").B;', ""],
      [floors.importsGoDown, "src/cli/a.ts", 'import "../../test/b.ts";', 'import "../tui/b.tsx";'],
      [floors.importsGoDown, "src/cellar/a.ts", "", ""],
      [
        floors.pureFloorsImportNoMachine,
        "src/engine/a.ts",
        'import "node:fs";',
        'import type { A } from "node:fs";',
      ],
      [floors.pureFloorsImportNoMachine, "src/engine/a.ts", 'import "crypto";', 'import "zod";'],
      [
        floors.pureFloorsImportNoMachine,
        "src/shell/a.ts",
        "await import(name);",
        'import "unbash";',
      ],
      [floors.pureFloorsUseNoMachine, "src/engine/a.ts", "Date.now();", "step.now();"],
      [floors.pureFloorsUseNoMachine, "src/engine/a.ts", "new Date();", "new Date(at);"],
      [
        floors.pureFloorsUseNoMachine,
        "src/engine/a.ts",
        "const roll = Math.random;",
        "Math.max(1);",
      ],
      [
        floors.pureFloorsUseNoMachine,
        "src/engine/a.ts",
        "process.env;",
        "step.process; ({ process: 1 });",
      ],
      [
        floors.pureFloorsUseNoMachine,
        "src/engine/a.ts",
        "const a = { process };",
        "interface A { process: 1 }",
      ],
      [floors.pureFloorsUseNoMachine, "src/guards/a.ts", "crypto.randomUUID();", ""],
      [
        floors.pureFloorsUseNoMachine,
        "src/model/a.ts",
        "setTimeout(f, 1);",
        "(setTimeout: F) => setTimeout();",
      ],
      [
        floors.pureFloorsUseNoMachine,
        "src/model/a.ts",
        "const f = (x = fetch) => x;",
        '// fetch()\n"fetch()";',
      ],
      [files.startsWithItsTopic, "src/model/a.ts", "// Steps.\n", "/** Steps. */\n"],
      [files.startsWithItsTopic, "src/model/a.ts", "/** */\n", "/**\n * Steps.\n */\n"],
      [files.isShort, "src/model/a.ts", "\n".repeat(401), "\n".repeat(400)],
      [files.isShort, "src/model/a.ts", `//${"-".repeat(119)}`, `//${"-".repeat(118)}`],
      [files.saysNoAny, "src/model/a.ts", "let a: any[] = [];", 'const any = "any";'],
      [files.mocksNoModule, "test/a.test.ts", 'vi.mock("x");', "vi.fn();"],
      [files.isFinished, "src/model/a.ts", `// ${"TO"}DO: later`, "// a todo list"],
      [files.isFinished, "src/model/a.ts", `// ${"FIX"}ME`, ""],
    ];
  test.each(cases)("%o in %s tells bad from good", (rule, path, bad, good) => {
    expect(rule(readSource(path, bad)).map(show).join()).toMatch(/^[\w./-]+:\d+: .+ — .+/);
    if (path.includes("cellar")) return;
    expect(rule(readSource(path, good))).toEqual([]);
  });

  test("about names tells bad from good", () => {
    expect(files.isNamedForWhatItHolds("src/cli/utils.ts")).toHaveLength(1);
    expect(files.isNamedForWhatItHolds("src/helpers/a.ts")).toHaveLength(1);
    expect(files.isNamedForWhatItHolds("src/cli/miscount.ts")).toEqual([]);
  });

  test("about leaks tells bad from good", () => {
    for (const word of leaks.forbiddenWords("https://packages.example/npm/")) {
      expect(leaks.leaksNothing("a.md", `see ${word}`, [word])).toHaveLength(1);
    }
    expect(leaks.leaksNothing("a.md", "src/network/x", words)).toEqual([]);
    expect(leaks.lockNamesNoHost("l", '"resolved": "https://packages.example/a.tgz"')).toHaveLength(
      1,
    );
    expect(leaks.lockNamesNoHost("l", '"resolved": "tools/node"')).toEqual([]);
  });
});

function expectNone(violations: readonly Violation[]): void {
  expect(violations.map(show)).toEqual([]);
}

function read(path: string): string {
  return readFileSync(resolve(root, path), "utf8");
}

/** New files count before they are committed. A clone may belong to another user, as in a container. */
function filesOfTheRepository(): string[] {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const out = execFileSync("git", ["-c", "safe.directory=*", ...list], {
    cwd: root,
    encoding: "utf8",
  });
  return out.split("\0").filter((path) => path !== "" && existsSync(resolve(root, path)));
}
