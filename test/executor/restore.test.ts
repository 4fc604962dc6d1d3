/** Putting real files back: as they were, and without losing what stood there. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  linkSync,
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
  expect(new Set(artefacts.map(({ named }) => named))).toEqual(new Set(paths));
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
    expect(file).toEqual({ path, displaced: `${copy}.displaced-20261121-022533-1`, isNew: false });
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

describe("a saved link", () => {
  /** `enabled` → `avail`, as web servers keep their sites. */
  function site(content = "port 80\n") {
    const folder = realpathSync(scratch());
    const avail = fileIn(folder, "avail", content);
    const enabled = join(folder, "enabled");
    symlinkSync("avail", enabled);
    return { folder, avail, enabled };
  }

  test("comes back as the link that it was, when a change put a file in its place", async () => {
    const bench = createBench({ clock });
    const { folder, avail, enabled } = site();
    const saved = await backUp(bench, enabled);
    // sed renames a new file over the link.
    expect(spawnSync("sed", ["-i", "s/80/81/", enabled]).status).toBe(0);
    expect(lstatSync(enabled).isFile()).toBe(true);
    const files = await filesOf(bench, saved);
    expect(readlinkSync(enabled)).toBe("avail");
    expect(readFileSync(enabled, "utf8")).toBe("port 80\n");
    const displaced = join(bench.directory, "backups", "enabled.displaced-20261121-022533-1");
    expect(files).toContainEqual({ path: enabled, displaced, isNew: false });
    expect(readFileSync(displaced, "utf8")).toBe("port 81\n");
    expect(readFileSync(avail, "utf8")).toBe("port 80\n");
    expect(readdirSync(folder).toSorted()).toEqual(["avail", "enabled"]);
  });

  test("comes back when it was removed or leads elsewhere, and the file behind it does too", async () => {
    const bench = createBench();
    for (const change of [
      ({ enabled }: ReturnType<typeof site>) => rmSync(enabled),
      ({ folder, enabled }: ReturnType<typeof site>) => {
        fileIn(folder, "other", "other");
        rmSync(enabled);
        symlinkSync("other", enabled);
      },
    ]) {
      const here = site();
      const saved = await backUp(bench, here.enabled);
      change(here);
      writeFileSync(here.avail, "broken");
      await filesOf(bench, saved);
      expect(readlinkSync(here.enabled)).toBe("avail");
      expect(readFileSync(here.enabled, "utf8")).toBe("port 80\n");
    }
  });

  test("comes back when a directory stands there, which is kept", async () => {
    const bench = createBench({ clock });
    const { enabled } = site();
    const saved = await backUp(bench, enabled);
    rmSync(enabled);
    mkdirSync(enabled);
    fileIn(enabled, "inside", "kept");
    const files = await filesOf(bench, saved);
    expect(readlinkSync(enabled)).toBe("avail");
    const aside = files.find(({ path }) => path === enabled)?.displaced ?? "";
    expect(readFileSync(join(aside, "inside"), "utf8")).toBe("kept");
  });

  test("to a link comes back, each of them", async () => {
    const bench = createBench();
    const { folder, avail, enabled } = site();
    mkdirSync(join(folder, "sub"));
    symlinkSync("sub", join(folder, "alias"));
    symlinkSync("../enabled", join(folder, "sub", "second"));
    const first = join(folder, "first");
    // Two dots after a link to a directory mean that directory's parent.
    symlinkSync("alias/../sub/second", first);
    const saved = await backUp(bench, first);
    const places = saved.map(({ kind, path }) => [kind, path]);
    expect(places).toEqual([
      ["link", first],
      ["link", join(folder, "sub", "second")],
      ["link", enabled],
      ["file", avail],
    ]);
    for (const [, path] of places) {
      rmSync(path ?? "");
      writeFileSync(path ?? "", "replaced");
    }
    await filesOf(bench, saved);
    expect(readlinkSync(first)).toBe("alias/../sub/second");
    expect(readlinkSync(enabled)).toBe("avail");
    expect(readFileSync(first, "utf8")).toBe("port 80\n");
  });

  test("that still stands is not touched, and not named among what was put back", async () => {
    const bench = createBench();
    const { avail, enabled } = site();
    const saved = await backUp(bench, enabled);
    const before = lstatSync(enabled, { bigint: true });
    writeFileSync(enabled, "through the link");
    expect((await filesOf(bench, saved)).map(({ path }) => path)).toEqual([avail]);
    expect(lstatSync(enabled, { bigint: true })).toEqual(before);
  });
});

describe("the way to a saved file", () => {
  test("that leads elsewhere now is no success, though the file itself is back", async () => {
    const bench = createBench();
    const folder = realpathSync(scratch());
    for (const release of ["r1", "r2"]) {
      mkdirSync(join(folder, release));
      fileIn(join(folder, release), "config", release);
    }
    const current = join(folder, "current");
    symlinkSync("r1", current);
    const [named, fresh] = [join(current, "config"), join(current, "fresh")];
    const saved = await backUp(bench, named);
    const absent = await backUp(bench, fresh);
    rmSync(current);
    symlinkSync("r2", current);
    fileIn(current, "fresh", "made");
    expect(await reasonOf(bench, saved)).toBe(
      `${join(folder, "r1", "config")} is as it was, but ${named} leads to ` +
        `${join(folder, "r2", "config")} now: mend the links on the way to it; ` +
        `put back before that: ${join(folder, "r1", "config")}`,
    );
    expect(await reasonOf(bench, absent)).toContain(`but ${fresh} leads to`);
  });
});

describe("what belongs to a file beyond its content", () => {
  test("further hard links and extended attributes stay, where the same file still stands", async (context) => {
    const bench = createBench();
    const folder = scratch();
    const [path, twin] = [fileIn(folder, "f", "good"), join(folder, "twin")];
    linkSync(path, twin);
    const hasAttribute = attribute("set", path);
    const saved = await backUp(bench, path);
    writeFileSync(path, "changed, and longer than before");
    expect(await filesOf(bench, saved)).toMatchObject([{ isNew: false }]);
    expect(readFileSync(twin, "utf8")).toBe("good");
    expect(statSync(twin).ino).toBe(statSync(path).ino);
    if (!hasAttribute) skip(context, "no extended attributes here, or no python3 to set them");
    expect(attribute("get", path)).toBe(true);
  });

  test("is not back where a new file takes the place, and that is said", async () => {
    const bench = createBench();
    const folder = scratch();
    const [path, other, gone] = [
      fileIn(folder, "f", "good"),
      fileIn(folder, "other", "other"),
      fileIn(folder, "gone", "good"),
    ];
    const saved = await backUp(bench, path, gone);
    rmSync(gone);
    rmSync(path);
    // Writing in place would change the other name as well.
    linkSync(other, path);
    expect(await filesOf(bench, saved)).toMatchObject([{ isNew: true }, { isNew: true }]);
    expect(readFileSync(path, "utf8")).toBe("good");
    expect(readFileSync(other, "utf8")).toBe("other");
  });

  test("a file that did not change is not written to", async () => {
    const bench = createBench();
    const path = fileIn(scratch(), "f", "good");
    const saved = await backUp(bench, path);
    const before = statSync(path, { bigint: true });
    expect(await filesOf(bench, saved)).toMatchObject([{ isNew: false }]);
    expect(statSync(path, { bigint: true }).mtimeNs).toBe(before.mtimeNs);
  });

  test("a program that is running is replaced, for it cannot be written to", async () => {
    const bench = createBench();
    const path = join(scratch(), "program");
    copyFileSync("/bin/sleep", path);
    chmodSync(path, 0o755);
    const saved = await backUp(bench, path);
    chmodSync(path, 0o700);
    const running = spawn(path, ["60"]);
    await once(running, "spawn");
    const result = await restore(bench, saved);
    running.kill("SIGKILL");
    expect(result).toMatchObject({ kind: "restored", files: [{ isNew: true }] });
    expect(statSync(path).mode & 0o777).toBe(0o755);
  });
});

/** Sets an extended attribute, or says whether it is there. */
function attribute(what: "set" | "get", path: string): boolean {
  const code =
    what === "set"
      ? "os.setxattr(sys.argv[1], 'user.mark', b'1')"
      : "os.getxattr(sys.argv[1], 'user.mark')";
  return spawnSync("python3", ["-c", `import os, sys; ${code}`, path]).status === 0;
}

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
      {
        path: directory,
        displaced: join(backups, "newdir.displaced-20261121-022533-1"),
        isNew: false,
      },
      { path: file, displaced: join(backups, "new.displaced-20261121-022533-1"), isNew: false },
    ]);
    expect(readFileSync(files[1]?.displaced ?? "", "utf8")).toBe("made by the change");
    expect(readFileSync(join(files[0]?.displaced ?? "", "inside"), "utf8")).toBe("kept");
  });

  test("and is not there now is fine", async () => {
    const bench = createBench();
    const path = join(realpathSync(scratch()), "never");
    expect(await filesOf(bench, await backUp(bench, path))).toEqual([
      { path, displaced: null, isNew: false },
    ]);
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
  test("when no directory can be made for what is displaced", async () => {
    const bench = createBench({ directory: "/proc/firebreak" });
    const path = join(scratch(), "new");
    expect(await reasonOf(bench, [{ kind: "absent", named: path, path }])).toBe(
      "could not make /proc/firebreak/backups for displaced files: " +
        "no directory can be made there; name another",
    );
  });

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
