/** `firebreak lint`, run for real: files, formats, the policy beside them, and fixing. */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Home, makeHome } from "../support/firebreak.ts";

let home: Home;
beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => home.remove());

async function put(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(join(home.directory, path, ".."), { recursive: true });
  await writeFile(join(home.directory, path), text);
}

const loud = "# Loud\n\n[a](#nowhere) [b](other.md) [c](there.md)\n\n```bash\nvim a.txt\n```\n";

test("says what is wrong with every file below a folder, in the same order each time", async () => {
  await put("books/b.md", loud);
  await put("books/there.md", "# There\n\n```bash {#a riks=low}\nuptime\n```\n");
  const first = await home.run("lint", "books");
  expect(first.code).toBe(1);
  const [pages, summary] = first.stderr.split("\n");
  expect(existsSync(join(pages?.replace("the rules' pages: ", "") ?? "", "unknown-key.md"))).toBe(
    true,
  );
  expect(summary).toBe("2 files, 1 error, 3 warnings");
  const heads = first.stdout.split("\n").filter((line) => /^books/.test(line));
  expect(heads.map((line) => line.split("  ").slice(0, 3))).toEqual([
    ["books/b.md:3:5", "warning", "dangling-link"],
    ["books/b.md:3:19", "warning", "dangling-link"],
    ["books/b.md:6:1", "warning", "interactive-command"],
    ["books/there.md:3:13", "error", "unknown-key"],
  ]);
  expect(await home.run("lint", "books")).toEqual(first);
});

test("writes each format, and knows no other", async () => {
  await put("one/b.md", loud);
  const json = await home.run("lint", "--format", "json", "one");
  expect(JSON.parse(json.stdout)).toHaveLength(4);
  const sarif = await home.run("lint", "--format", "sarif", "one");
  expect(JSON.parse(sarif.stdout).runs[0].results).toHaveLength(4);
  const github = await home.run("lint", "--format", "github", "one");
  expect(github.stdout.split("\n").filter((line) => line.startsWith("::warning "))).toHaveLength(4);
  const other = await home.run("lint", "--format", "xml", "one");
  expect(other.code).toBe(2);
  expect(other.stderr).toContain("one of text, json, sarif, github");
});

test("goes by the policy beside each file", async () => {
  await put("strict/b.md", loud);
  await put(
    "strict/firebreak.yaml",
    "lint: { rules: { interactive-command: error, dangling-link: off } }\n",
  );
  const strict = await home.run("lint", "strict");
  expect(strict.code).toBe(1);
  expect(strict.stderr).toMatch(/\n1 file, 1 error, 0 warnings$/);
  await put("strict/firebreak.yaml", "lint: { rules: { nothing: off } }\n");
  expect((await home.run("lint", "strict")).code).toBe(2);
});

test("puts right what is mechanical, says so, and leaves nothing for a second time", async () => {
  await put("fix/a.md", "# A\n\n[a](#A)\n\n```bash\ndf\u00a0-h\n```\n");
  const first = await home.run("lint", "--fix", "fix/a.md");
  expect(first.code).toBe(0);
  expect(first.stderr.split("\n")).toEqual([
    "fixed fix/a.md:3: the link `#A` becomes `#a`",
    "fixed fix/a.md:6: U+00A0 no-break space becomes a blank",
    "1 file, nothing to complain about",
  ]);
  const fixed = "# A\n\n[a](#a)\n\n```bash\ndf -h\n```\n";
  expect(await readFile(join(home.directory, "fix/a.md"), "utf8")).toBe(fixed);
  expect((await home.run("lint", "--fix", "fix/a.md")).stderr).toBe(
    "1 file, nothing to complain about",
  );
});

test("does not write what it cannot read as text", async () => {
  const bytes = Buffer.concat([Buffer.from("# A\n\n[a](#A)\n"), Buffer.from([0xff, 0xfe])]);
  await put("bytes/a.md", bytes);
  const { code, stderr } = await home.run("lint", "--fix", "bytes/a.md");
  expect(code).toBe(2);
  expect(stderr).toContain("is not UTF-8 text");
  expect(await readFile(join(home.directory, "bytes/a.md"))).toEqual(bytes);
});
