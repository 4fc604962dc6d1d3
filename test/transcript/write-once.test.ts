/** A file that appears whole or not at all: on a full disk, under a limit, and where another was quicker. */
import { readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { systemWords } from "../../src/model/system-words.ts";
import { writeOnce } from "../../src/transcript/write-once.ts";
import { onSmallDisk } from "../support/small-disk.ts";
import { temporaryDirectory } from "./temporary.ts";

const text = "a line of text\n".repeat(1000);

test("is there with all of its text, and as open as was said", async () => {
  const directory = await temporaryDirectory();
  expect(await writeOnce(join(directory, "a"), text, 0o640)).toBe(true);
  expect(await readFile(join(directory, "a"), "utf8")).toBe(text);
  expect((await stat(join(directory, "a"))).mode & 0o777).toBe(0o640);
  expect(await readdir(directory)).toEqual(["a"]);
});

test("never takes the place of what is there, be it a link to nowhere", async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "a"), "mine");
  await symlink("nowhere", join(directory, "b"));
  expect(await writeOnce(join(directory, "a"), text, 0o600)).toBe(false);
  expect(await writeOnce(join(directory, "b"), text, 0o600)).toBe(false);
  expect(await readFile(join(directory, "a"), "utf8")).toBe("mine");
  expect((await readdir(directory)).toSorted()).toEqual(["a", "b"]);
});

test("is made by one of many who try at once", async () => {
  const path = join(await temporaryDirectory(), "a");
  const tries = Array.from({ length: 8 }, (_, at) => writeOnce(path, `${at}`, 0o600));
  const made = await Promise.all(tries);
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await readFile(path, "utf8")).toBe(`${made.indexOf(true)}`);
});

test("leaves nothing on a full disk", (context) =>
  onSmallDisk(context, 8192, async (disk) => {
    const failed = await writeOnce(join(disk, "a"), text, 0o600).catch(systemWords);
    expect(failed).toBe("the disk is full");
    expect(await readdir(disk)).toEqual([]);
  }));

test("leaves nothing where files may not become that large", async () => {
  const directory = await temporaryDirectory();
  const module = join(import.meta.dirname, "../../src/transcript/write-once.ts");
  const words = join(import.meta.dirname, "../../src/model/system-words.ts");
  const code = `
    const { writeOnce } = await import(${JSON.stringify(module)});
    const { systemWords } = await import(${JSON.stringify(words)});
    await writeOnce("a", "x".repeat(10000), 0o600).catch((error) => console.log(systemWords(error)));
  `;
  const limited = ["-c", 'ulimit -f 1; exec "$@"', "sh", process.execPath];
  const ended = await execa("sh", [...limited, "--input-type=module", "-e", code], {
    cwd: directory,
  });
  expect(ended.stdout).toBe("files may not become that large here");
  expect(await readdir(directory)).toEqual([]);
});
