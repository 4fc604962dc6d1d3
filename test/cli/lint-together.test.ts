/** Linting in several threads: the same as in one, and nothing that goes wrong there is lost. */
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lintTogether } from "../../src/cli/lint-together.ts";
import { noProject } from "../../src/parser/project.ts";
import { defaultLintSettings } from "../../src/parser/rules/settings.ts";
import { type Home, makeHome, root } from "../support/firebreak.ts";

let home: Home;
beforeAll(async () => {
  home = await makeHome();
  await cp(join(root, "runbooks"), join(home.directory, "all"), { recursive: true });
  for (let index = 0; index < 20; index += 1) {
    const text = `[a](#b${index})\n\n\`\`\`sh {#a x=1}\nvim ${"a ".repeat(index)}\n\`\`\`\n`;
    await writeFile(join(home.directory, "all", `z${index}.md`), text);
  }
});
afterAll(() => home.remove());

test.each(["text", "json", "sarif", "github"])("%s is the same, byte for byte", async (format) => {
  const alone = await home.run("lint", "--format", format, "--threads", "1", "all");
  expect(alone.code).toBe(1);
  expect(alone.stdout).toContain("z0.md");
  const together = await home.run("lint", "--format", format, "--threads", "4", "all");
  expect(together).toEqual(alone);
});

test("of two files that cannot be read, the first in order is named", async () => {
  await mkdir(join(home.directory, "bad"));
  for (let index = 10; index < 40; index += 1) {
    const isBad = index === 23 || index === 31;
    const bytes = isBad ? Buffer.from([0xff]) : Buffer.from("# Good\n\n```sh\nls\n```\n");
    await writeFile(join(home.directory, "bad", `${index}.md`), bytes);
  }
  const alone = await home.run("lint", "--threads", "1", "bad", "missing.md");
  expect(alone.code).toBe(2);
  expect(alone.stderr).toContain("23.md is not UTF-8 text");
  expect(await home.run("lint", "--threads", "3", "bad", "missing.md")).toEqual(alone);
  await rm(join(home.directory, "bad"), { recursive: true });
});

test("knows a number of threads when it sees one", async () => {
  const { code, stderr } = await home.run("lint", "--threads", "none", "all");
  expect(code).toBe(2);
  expect(stderr).toContain("`none` is no number of threads");
});

const endings: [what: string, program: string, said: string][] = [
  ["throws", "throw new Error('no memory left')", "no memory left"],
  ["throws what is no error", "throw 'a fit'", "a fit"],
  ["rejects", "Promise.reject(new Error('lost its way'))", "lost its way"],
  ["ends with a code", "process.exit(7)", "it ended with 7"],
];
test.each(endings)("a thread that %s is a refusal that says so", async (_what, program, said) => {
  await writeFile(join(home.directory, "a.md"), "# A\n");
  expect(await refusalWith(program, ["a.md"])).toContain(said);
});

test("a file that a thread took and said nothing of is missed", async () => {
  const pipe = join(home.directory, "pipe.md");
  await execa("mkfifo", [pipe]);
  // The main thread waits for what is in the pipe; until then the other one takes all the rest.
  const program = `
    const { workerData } = require("node:worker_threads");
    workerData.next[0] = workerData.jobs.length;
    require("node:fs").writeFileSync(${JSON.stringify(pipe)}, "# A");
  `;
  expect(await refusalWith(program, ["pipe.md", "b.md"])).toContain("nothing came of b.md");
});

async function refusalWith(program: string, paths: readonly string[]): Promise<string> {
  const path = join(home.directory, "broken.cjs");
  await writeFile(path, program);
  const jobs = paths.map((name) => ({
    path: name,
    cwd: home.directory,
    config: undefined,
    settings: defaultLintSettings,
    project: noProject,
    today: "2026-11-26",
  }));
  const outcome = await lintTogether(jobs, 2, path);
  expect(outcome).toMatchObject({ ok: false, exit: 2 });
  return "lines" in outcome ? outcome.lines.join("\n") : "";
}
