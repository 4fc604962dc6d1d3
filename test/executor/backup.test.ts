/** Saving real files before a change, and refusing to call a bad copy a backup. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { stampOf } from "../../src/executor/copy-name.ts";
import type { BackupResult } from "../../src/model/artefact.ts";
import { type Bench, createBench, scratch } from "../support/executor-bench.ts";
import fc, { cases } from "../support/properties.ts";
import { skip } from "../support/skip.ts";
import { onSmallDisk } from "../support/small-disk.ts";

const at = "2026-11-21T02:25:33.123Z";
const clock = { now: () => at };
const sha256 = (data: Buffer) => createHash("sha256").update(data).digest("hex");

async function backUp(
  { hands }: Bench,
  paths: readonly string[],
  directory: string | null = null,
): Promise<BackupResult> {
  const results: BackupResult[] = [];
  const effect = { kind: "backup", key: "b", step: "s", attempt: 1, paths, directory } as const;
  await hands.perform(effect, (input) => {
    if (input.kind === "backedUp") results.push(input.result);
  });
  const [result] = results;
  if (result === undefined || results.length > 1) throw new Error("not one result");
  return result;
}

async function artefactOf(bench: Bench, path: string) {
  const result = await backUp(bench, [path]);
  if (result.kind === "failed") throw new Error(result.reason);
  const artefact = result.artefacts.at(-1);
  if (artefact === undefined) throw new Error("no artefact");
  return artefact;
}

async function reasonOf(bench: Bench, ...paths: string[]): Promise<string> {
  const result = await backUp(bench, paths);
  return result.kind === "failed" ? result.reason : `taken: ${JSON.stringify(result.artefacts)}`;
}

describe("a backup", () => {
  test("is a private copy, byte for byte, with what is needed to put it back", async () => {
    const bench = createBench({ clock });
    const path = join(realpathSync(scratch()), "config");
    const content = Buffer.from([0, 255, 10, 13, 200, 0]);
    writeFileSync(path, content);
    chmodSync(path, 0o754);
    const artefact = await artefactOf(bench, path);
    const copy = join(bench.directory, "backups", `config.${stampOf(at)}-1`);
    const { uid, gid } = statSync(path);
    const { dev, ino, birthtimeNs } = statSync(path, { bigint: true });
    expect(artefact).toEqual({
      kind: "file",
      named: path,
      path,
      copy,
      sha256: sha256(content),
      bytes: 6,
      mode: 0o754,
      uid,
      gid,
      identity: `${dev}:${ino}:${birthtimeNs}`,
    });
    expect(stampOf(at)).toBe("20261121-022533");
    expect(readFileSync(copy)).toEqual(content);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(statSync(join(bench.directory, "backups")).mode & 0o777).toBe(0o700);
  });

  test("goes where the policy says, and never over another", async () => {
    const bench = createBench({ clock });
    const [directory, path] = [join(scratch(), "deep", "down"), join(scratch(), "f")];
    for (const content of ["first", "second", "third"]) {
      writeFileSync(path, content);
      expect((await backUp(bench, [path], directory)).kind).toBe("taken");
    }
    const names = readdirSync(directory).toSorted();
    expect(names).toEqual([1, 2, 3].map((number) => `f.20261121-022533-${number}`));
    const contents = names.map((name) => readFileSync(join(directory, name), "utf8"));
    expect(contents).toEqual(["first", "second", "third"]);
  });

  test("does not write through a link that somebody put in its place", async () => {
    const bench = createBench({ clock });
    const [victim, path] = [join(scratch(), "victim"), join(scratch(), "f")];
    writeFileSync(path, "content");
    mkdirSync(join(bench.directory, "backups"));
    symlinkSync(victim, join(bench.directory, "backups", "f.20261121-022533-1"));
    expect(await artefactOf(bench, path)).toMatchObject({ copy: expect.stringMatching(/-2$/) });
    expect(() => statSync(victim)).toThrow("ENOENT");
  });

  test("of a link is one of the link, and of the file that it leads to", async () => {
    const folder = realpathSync(scratch());
    mkdirSync(join(folder, "releases"));
    writeFileSync(join(folder, "releases", "v2"), "v2");
    symlinkSync("releases/v2", join(folder, "current"));
    const named = join(folder, "current");
    expect(await backUp(createBench(), [named])).toMatchObject({
      kind: "taken",
      artefacts: [
        { kind: "link", named, path: named, to: "releases/v2" },
        { kind: "file", named, path: join(folder, "releases", "v2"), bytes: 2 },
      ],
    });
  });

  test("of nothing says so", async () => {
    const folder = realpathSync(scratch());
    const bench = createBench();
    const absent = (path: string, named = path) => ({ kind: "absent", named, path });
    expect(await artefactOf(bench, join(folder, "new"))).toEqual(absent(join(folder, "new")));
    symlinkSync(folder, join(folder, "loop"));
    const inLink = await artefactOf(bench, join(folder, "loop", "new"));
    expect(inLink).toEqual(absent(join(folder, "new"), join(folder, "loop", "new")));
    const far = join(folder, "no", "such");
    expect(await artefactOf(bench, far)).toEqual(absent(far));
  });

  test("takes empty files, long names and big files", async () => {
    const bench = createBench();
    const folder = scratch();
    const [empty, long, big] = ["empty", "ä".repeat(120), "big"].map((name) => join(folder, name));
    if (!empty || !long || !big) throw new Error("three names");
    writeFileSync(empty, "");
    writeFileSync(long, "long");
    writeFileSync(big, Buffer.alloc(5_000_001, "0123456789"));
    const result = await backUp(bench, [empty, long, big]);
    expect(result).toMatchObject({
      kind: "taken",
      artefacts: [
        { bytes: 0 },
        { bytes: 4 },
        { bytes: 5_000_001, sha256: sha256(readFileSync(big)) },
      ],
    });
  });

  test("takes any content", async () => {
    const bench = createBench();
    const path = join(scratch(), "any");
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        writeFileSync(path, bytes);
        const artefact = await artefactOf(bench, path);
        if (artefact.kind !== "file") throw new Error("absent");
        expect(readFileSync(artefact.copy)).toEqual(Buffer.from(bytes));
      }),
      cases(25),
    );
  });
});

describe("a backup fails", () => {
  test("for what is no file", async () => {
    const folder = scratch();
    execFileSync("mkfifo", [join(folder, "pipe")]);
    symlinkSync("nowhere", join(folder, "dangling"));
    symlinkSync("circle", join(folder, "circle"));
    const bench = createBench();
    const of = (name: string) => reasonOf(bench, join(folder, name));
    expect(await of("")).toMatch(/^could not save .*: it is a directory, and only files/);
    expect(await of("pipe")).toMatch(/: it is a named pipe, and only files/);
    expect(await of("dangling")).toMatch(/: it is a symbolic link to nothing; mend or remove/);
    expect(await of("circle")).toMatch(/: its symbolic links go round in a circle/);
    expect(await reasonOf(bench, "/dev/null")).toMatch(/: it is a device, and only files/);
    expect(await reasonOf(bench, "relative")).toMatch(/: its path is not absolute/);
  });

  test("as a whole when one file fails, and names the copies that were made", async () => {
    const bench = createBench({ clock });
    const path = join(scratch(), "good");
    writeFileSync(path, "good");
    const reason = await reasonOf(bench, path, "/dev/null");
    const copy = join(bench.directory, "backups", "good.20261121-022533-1");
    expect(reason).toBe(
      `could not save /dev/null: it is a device, and only files can be saved; saved before that: ${copy}`,
    );
    expect(readFileSync(copy, "utf8")).toBe("good");
  });

  test("when the file is written to meanwhile", async () => {
    const path = join(scratch(), "log");
    writeFileSync(path, Buffer.alloc(30_000_000, "x"));
    const writer = loop('printf y >> "$1"', path);
    const before = statSync(path).size;
    while (statSync(path).size === before) await new Promise((done) => setTimeout(done, 5));
    const bench = createBench();
    expect(await reasonOf(bench, path)).toMatch(/log: it was changed while it was being copied/);
    expect(readdirSync(join(bench.directory, "backups"))).toEqual([]);
    writer.kill("SIGKILL");
  });

  test("when the file is replaced meanwhile", async () => {
    const path = join(scratch(), "config");
    writeFileSync(path, Buffer.alloc(30_000_000, "x"));
    const inode = statSync(path).ino;
    const writer = loop('cp "$1" "$1.new"; mv "$1.new" "$1"', path);
    while (statSync(path).ino === inode) await new Promise((done) => setTimeout(done, 5));
    expect(await reasonOf(createBench(), path)).toMatch(/it was changed while it was being copied/);
    writer.kill("SIGKILL");
  });

  test("when the disk is full, and leaves no half copy on it", async (context) => {
    await onSmallDisk(context, 1_000_000, async (disk) => {
      const path = join(scratch(), "big");
      writeFileSync(path, Buffer.alloc(3_000_000, "x"));
      const result = await backUp(createBench(), [path], disk);
      expect(result).toMatchObject({
        kind: "failed",
        reason: expect.stringMatching(
          /could not save .*big to .*: the disk is full; free some space/,
        ),
      });
      expect(readdirSync(disk)).toEqual([]);
    });
  });

  test("when the directory for it cannot be made", async () => {
    const file = join(scratch(), "file");
    writeFileSync(file, "");
    const result = await backUp(createBench(), ["/etc/hostname"], join(file, "backups"));
    expect(result).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("for backups"),
    });
  });

  test("when no directory can be made where it is to go", async () => {
    expect(await backUp(createBench(), ["/etc/hostname"], "/proc/firebreak/backups")).toEqual({
      kind: "failed",
      reason:
        "could not make /proc/firebreak/backups for backups: no directory can be made there; name another",
    });
  });

  test("when the file may not be read", async (context) => {
    if (process.getuid?.() === 0) skip(context, "root may read everything");
    const path = join(scratch(), "secret");
    writeFileSync(path, "");
    chmodSync(path, 0);
    expect(await reasonOf(createBench(), path)).toMatch(/secret: permission denied; run as/);
  });
});

/** Does something to `path` again and again until the test ends. */
function loop(code: string, path: string): ChildProcess {
  const child = spawn("bash", ["-c", `while :; do ${code}; done`, "loop", path]);
  onTestFinished(() => {
    child.kill("SIGKILL");
    rmSync(path, { force: true });
  });
  return child;
}
