/** Putting real files back: as they were, and without losing what stood there. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Artefact, RestoreResult } from "../../src/model/artefact.ts";
import { type Bench, createBench, scratch } from "../support/executor-bench.ts";
import { skip } from "../support/skip.ts";
import { onSmallDisk } from "../support/small-disk.ts";

const clock = { now: () => "2026-11-21T02:25:33.123Z" };
const key = { key: "k", step: "s", attempt: 1 };

async function backUp({ hands }: Bench, ...paths: string[]): Promise<readonly Artefact[]> {
  let artefacts: readonly Artefact[] = [];
  await hands.perform({ kind: "backup", ...key, paths, directory: null }, (input) => {
    if (input.kind === "backedUp" && input.result.kind === "taken")
      artefacts = input.result.artefacts;
  });
  expect(artefacts).toHaveLength(paths.length);
  return artefacts;
}

async function restore({ hands }: Bench, artefacts: readonly Artefact[]): Promise<RestoreResult> {
  const results: RestoreResult[] = [];
  await hands.perform({ kind: "restore", ...key, artefacts }, (input) => {
    if (input.kind === "restored") results.push(input.result);
  });
  const [result] = results;
  if (result === undefined || results.length > 1) throw new Error("not one result");
  return result;
}

async function filesOf(bench: Bench, artefacts: readonly Artefact[]) {
  const result = await restore(bench, artefacts);
  if (result.kind === "failed") throw new Error(result.reason);
  return result.files;
}

async function reasonOf(bench: Bench, artefacts: readonly Artefact[]): Promise<string> {
  const result = await restore(bench, artefacts);
  return result.kind === "failed" ? result.reason : "restored";
}

function fileIn(folder: string, name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("a saved file", () => {
  test("comes back byte for byte with its mode, and what stood there is kept", async () => {
    const bench = createBench({ clock });
    const folder = realpathSync(scratch());
    const content = Buffer.from([0, 1, 254, 255, 10]);
    const path = fileIn(folder, "config", content);
    chmodSync(path, 0o4751);
    const saved = await backUp(bench, path);
    writeFileSync(path, "broken by the change, and longer than before");
    chmodSync(path, 0o600);
    const [file] = await filesOf(bench, saved);
    expect(readFileSync(path)).toEqual(content);
    expect(statSync(path).mode & 0o7777).toBe(0o4751);
    const copy = join(bench.directory, "backups", "config.20261121-022533-1");
    expect(file).toEqual({ path, displaced: `${copy}.displaced-20261121-022533-1` });
    expect(readFileSync(file?.displaced ?? "", "utf8")).toMatch(/^broken by/);
    expect(readdirSync(folder)).toEqual(["config"]);
  });

  test("comes back again and again, each time keeping what stood there", async () => {
    const bench = createBench({ clock });
    const path = fileIn(scratch(), "f", "good");
    const saved = await backUp(bench, path);
    const displaced: string[] = [];
    for (const content of ["bad", "worse"]) {
      writeFileSync(path, content);
      const [file] = await filesOf(bench, saved);
      displaced.push(readFileSync(file?.displaced ?? "", "utf8"));
      expect(readFileSync(path, "utf8")).toBe("good");
    }
    expect(displaced).toEqual(["bad", "worse"]);
  });

  test("comes back when it was deleted, or a link stands there now", async () => {
    const bench = createBench();
    const folder = realpathSync(scratch());
    const [gone, linked] = [fileIn(folder, "gone", ""), fileIn(folder, "linked", "real")];
    const saved = await backUp(bench, gone, linked);
    rmSync(gone);
    rmSync(linked);
    symlinkSync("/dev/null", linked);
    const files = await filesOf(bench, saved);
    expect(files.map(({ path }) => path)).toEqual([linked, gone]);
    expect(readFileSync(linked, "utf8")).toBe("real");
    expect(lstatSync(linked).isFile()).toBe(true);
    expect(readlinkSync(files[0]?.displaced ?? "")).toBe("/dev/null");
    expect(readFileSync(gone, "utf8")).toBe("");
    expect(files[1]?.displaced).toBe(null);
  });

  test("behind a link comes back where it is, and the link stays", async () => {
    const bench = createBench();
    const folder = realpathSync(scratch());
    fileIn(folder, "v1", "v1");
    symlinkSync("v1", join(folder, "current"));
    const saved = await backUp(bench, join(folder, "current"));
    writeFileSync(join(folder, "current"), "changed");
    await filesOf(bench, saved);
    expect(readlinkSync(join(folder, "current"))).toBe("v1");
    expect(readFileSync(join(folder, "v1"), "utf8")).toBe("v1");
  });

  test("comes back to its owner", async (context) => {
    if (process.getuid?.() !== 0) skip(context, "only root may give files away");
    const bench = createBench();
    const path = fileIn(scratch(), "f", "x");
    chownSync(path, 12_345, 54_321);
    chmodSync(path, 0o640);
    const saved = await backUp(bench, path);
    rmSync(path);
    await filesOf(bench, saved);
    expect(statSync(path)).toMatchObject({ uid: 12_345, gid: 54_321, mode: 0o100640 });
  });

  test("is written in place where it is mounted and cannot be replaced", async (context) => {
    if (process.getuid?.() !== 0) skip(context, "only root may mount");
    const bench = createBench();
    const folder = scratch();
    const [inner, path] = [fileIn(folder, "inner", "good"), fileIn(folder, "mounted", "")];
    const mounted = spawnSync("mount", ["--bind", inner, path]);
    if (mounted.status !== 0) skip(context, `no bind mounts here: ${mounted.stderr}`);
    try {
      const saved = await backUp(bench, path);
      writeFileSync(path, "bad and longer");
      await filesOf(bench, saved);
      expect(readFileSync(path, "utf8")).toBe("good");
      expect(readFileSync(inner, "utf8")).toBe("good");
      expect(readdirSync(folder).toSorted()).toEqual(["inner", "mounted"]);
    } finally {
      spawnSync("umount", [path]);
    }
  });

  test("is written in place in a directory that is closed to this user", async (context) => {
    if (process.getuid?.() === 0) skip(context, "no directory is closed to root");
    const bench = createBench();
    const path = fileIn(scratch(), "f", "good");
    const saved = await backUp(bench, path);
    writeFileSync(path, "bad");
    chmodSync(dirname(path), 0o555);
    await filesOf(bench, saved);
    chmodSync(dirname(path), 0o755);
    expect(readFileSync(path, "utf8")).toBe("good");
  });
});

describe("a file that was not there", () => {
  test("is moved into the backups, whatever it is", async () => {
    const bench = createBench({ clock });
    const folder = realpathSync(scratch());
    const [file, directory] = [join(folder, "new"), join(folder, "newdir")];
    const saved = await backUp(bench, file, directory);
    writeFileSync(file, "made by the change");
    mkdirSync(directory);
    fileIn(directory, "inside", "kept");
    const files = await filesOf(bench, saved);
    expect(readdirSync(folder)).toEqual([]);
    const backups = join(bench.directory, "backups");
    expect(files).toEqual([
      { path: directory, displaced: join(backups, "newdir.displaced-20261121-022533-1") },
      { path: file, displaced: join(backups, "new.displaced-20261121-022533-1") },
    ]);
    expect(readFileSync(files[1]?.displaced ?? "", "utf8")).toBe("made by the change");
    expect(readFileSync(join(files[0]?.displaced ?? "", "inside"), "utf8")).toBe("kept");
  });

  test("and is not there now is fine", async () => {
    const bench = createBench();
    const path = join(realpathSync(scratch()), "never");
    expect(await filesOf(bench, await backUp(bench, path))).toEqual([{ path, displaced: null }]);
  });

  test("is moved to another disk too", async (context) => {
    await onSmallDisk(context, 1_000_000, async (disk) => {
      const bench = createBench();
      const saved = await backUp(bench, join(disk, "new"));
      fileIn(disk, "new", "made");
      const [file] = await filesOf(bench, saved);
      expect(readdirSync(disk)).toEqual([]);
      expect(readFileSync(file?.displaced ?? "", "utf8")).toBe("made");
    });
  });
});

describe("putting back fails", () => {
  test("when the copy was changed, and touches nothing", async () => {
    const bench = createBench();
    const folder = realpathSync(scratch());
    const [first, second] = [fileIn(folder, "first", "1"), fileIn(folder, "second", "2")];
    const saved = await backUp(bench, first, second);
    writeFileSync(first, "changed");
    writeFileSync(second, "changed");
    const [copy] = saved.map((artefact) => (artefact.kind === "file" ? artefact.copy : ""));
    writeFileSync(copy ?? "", "tampered");
    const before = statSync(first, { bigint: true });
    expect(await reasonOf(bench, saved)).toBe(
      `did not put back ${first}: its copy ${copy} has been changed since; put back before that: ${second}`,
    );
    expect(statSync(first, { bigint: true })).toEqual(before);
    expect(readFileSync(second, "utf8")).toBe("2");
    expect(readdirSync(join(bench.directory, "backups"))).toHaveLength(3);
  });

  test("when the copy is gone, or a link stands in its place", async () => {
    const bench = createBench();
    const path = fileIn(scratch(), "f", "1");
    const [saved] = await backUp(bench, path);
    if (saved?.kind !== "file") throw new Error("not saved");
    rmSync(saved.copy);
    expect(await reasonOf(bench, [saved])).toMatch(/^did not put back .*: its copy .* is gone$/);
    symlinkSync(path, saved.copy);
    expect(await reasonOf(bench, [saved])).toMatch(/a link stands where a file should be/);
  });

  test("when a directory stands there, or its own directory is gone", async () => {
    const bench = createBench();
    const folder = scratch();
    const [saved] = await backUp(bench, fileIn(folder, "f", "1"));
    if (saved?.kind !== "file") throw new Error("not saved");
    rmSync(saved.path);
    mkdirSync(saved.path);
    expect(await reasonOf(bench, [saved])).toMatch(/something else than a file stands there now/);
    rmSync(folder, { recursive: true });
    expect(await reasonOf(bench, [saved])).toMatch(/a directory on the way to it is gone/);
  });

  test("when the disk is full, and leaves what stood there", async (context) => {
    await onSmallDisk(context, 1_000_000, async (disk) => {
      const bench = createBench();
      const path = fileIn(disk, "f", Buffer.alloc(600_000, "good"));
      const saved = await backUp(bench, path);
      writeFileSync(path, "small");
      fileIn(disk, "filler", Buffer.alloc(700_000));
      expect(await reasonOf(bench, saved)).toMatch(/could not put back .*: the disk is full/);
      expect(readFileSync(path, "utf8")).toBe("small");
      expect(readdirSync(disk).toSorted()).toEqual(["f", "filler"]);
    });
  });
});
