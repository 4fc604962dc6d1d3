/** `annotate`: a diff that patch takes, and a file written at once with everything else as it was. */
import { chmod, lstat, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replaceFile } from "../../src/cli/replace-file.ts";
import { type Home, makeHome } from "../support/firebreak.ts";

let home: Home;
beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => home.remove());

const plain = "# Look  \r\n\r\n```bash\r\nuptime\r\n```\r\nThe end, without a line end";
const annotated =
  "---\r\ntitle: Look\r\n---\r\n\r\n# Look  \r\n\r\n```bash {#look-uptime risk=none}\r\nuptime\r\n```\r\n" +
  "The end, without a line end";

async function put(name: string, content: string | Buffer): Promise<string> {
  const path = join(home.directory, name);
  await writeFile(path, content);
  return path;
}

describe("annotate", () => {
  it("shows a diff and leaves the file as it is; applied, the diff gives what --write writes", async () => {
    const path = await put("diff.md", plain);
    const { stdout } = await execa(
      join(import.meta.dirname, "../../bin/firebreak"),
      [...["annotate", "diff.md"]],
      { cwd: home.directory, stripFinalNewline: false },
    );
    expect(await readFile(path, "utf8")).toBe(plain);
    await execa("git", ["apply", "-p0", "-"], { cwd: home.directory, input: stdout });
    expect(await readFile(path, "utf8")).toBe(annotated);
  });

  it("writes, keeps the mode, and has nothing to do the second time", async () => {
    const path = await put("write.md", plain);
    await chmod(path, 0o640);
    expect(await home.run("annotate", "--write", "write.md")).toEqual({
      code: 0,
      stdout: "  title\n  look-uptime: id, risk\nwrote write.md, 2 additions",
      stderr: "",
    });
    expect(await readFile(path, "utf8")).toBe(annotated);
    expect((await stat(path)).mode & 0o7777).toBe(0o640);
    expect(await home.run("annotate", "--write", "write.md")).toEqual({
      code: 0,
      stdout: "",
      stderr: "nothing to do for write.md: there is nothing to add",
    });
  });

  it("writes through a symbolic link", async () => {
    const path = await put("target.md", plain);
    const link = join(home.directory, "link.md");
    await symlink("target.md", link);
    expect(await home.run("annotate", "--write", "link.md")).toMatchObject({ code: 0 });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(path, "utf8")).toBe(annotated);
  });

  it("does not write where a byte would be lost", async () => {
    const bytes = Buffer.concat([Buffer.from(plain), Buffer.from([0xff])]);
    const path = await put("bytes.md", bytes);
    const { code, stderr } = await home.run("annotate", "--write", "bytes.md");
    expect(code).toBe(2);
    expect(stderr).toContain("bytes.md is not UTF-8 text");
    expect(await readFile(path)).toEqual(bytes);
  });

  it("does not write over what somebody changed meanwhile, and leaves nothing behind", async () => {
    const path = await put("changed.md", "new");
    const others = await readdir(home.directory);
    expect(await replaceFile(path, "old", "annotated")).toEqual({
      ok: false,
      exit: 2,
      lines: [
        `firebreak: cannot write ${path}: it is not what was read`,
        "  hint: it changed meanwhile: try again",
      ],
    });
    expect(await readFile(path, "utf8")).toBe("new");
    expect(await readdir(home.directory)).toEqual(others);
  });

  it("says why it proposes nothing", async () => {
    await put("words.md", "# Only words\n");
    expect(await home.run("annotate", "words.md")).toEqual({
      code: 0,
      stdout: "",
      stderr: "nothing to do for words.md: it has no steps",
    });
    await put("broken.md", "---\ntitle: [\n---\n```sh\nls\n```\n");
    const { code, stdout, stderr } = await home.run("annotate", "broken.md");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^firebreak: cannot annotate broken\.md: .+\n {2}hint: firebreak lint/);
  });
});
