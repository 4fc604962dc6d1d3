/** Saves one file: a copy that was written through to the disk, read back, and compared. */
import type { BigIntStats } from "node:fs";
import { type FileHandle, lstat, realpath, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Artefact } from "../model/artefact.ts";
import { openUnique, shortName } from "./copy-name.ts";
import { type Content, copyContent, hashContent, openToRead, syncDirectory } from "./file-copy.ts";
import { type FileTrouble, trouble, troubleFrom } from "./file-trouble.ts";

/** `stamp` becomes part of the copy's name; `directory` exists. */
export async function saveFile(
  path: string,
  directory: string,
  stamp: string,
): Promise<Artefact | FileTrouble> {
  const task = `save ${path}`;
  try {
    const real = await whereItIs(path);
    if (real.kind !== "file") return real;
    const source = await openToRead(real.path);
    try {
      return await copyOf(
        real.path,
        source,
        join(directory, `${shortName(basename(path))}.${stamp}`),
      );
    } finally {
      await source.close();
    }
  } catch (error) {
    return troubleFrom(error, task);
  }
}

type Place = { kind: "file"; path: string } | Extract<Artefact, { kind: "absent" }> | FileTrouble;

/** Follows links to the file itself, for that is what a change would write to. */
async function whereItIs(path: string): Promise<Place> {
  const real = await unlessMissing(realpath(path));
  if (real !== null) {
    const what = kindOf(await stat(real, { bigint: true }));
    return what === "file"
      ? { kind: "file", path: real }
      : trouble(`could not save ${path}: it is ${what}, and only files can be saved`);
  }
  if ((await unlessMissing(lstat(path))) !== null) {
    return trouble(
      `could not save ${path}: it is a symbolic link to nothing; mend or remove the link`,
    );
  }
  const parent = await unlessMissing(realpath(dirname(path)));
  return { kind: "absent", path: parent === null ? path : join(parent, basename(path)) };
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function kindOf(stats: BigIntStats): string {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "a directory";
  if (stats.isFIFO()) return "a named pipe";
  return stats.isSocket() ? "a socket" : "a device";
}

async function copyOf(
  path: string,
  source: FileHandle,
  stem: string,
): Promise<Artefact | FileTrouble> {
  const before = await source.stat({ bigint: true });
  const { path: copy, file } = await openUnique(stem);
  try {
    const content = await writeThrough(source, file, dirname(copy));
    const problem = await compare(path, source, before, copy, content);
    if (problem !== null) return await discard(copy, trouble(`could not save ${path}: ${problem}`));
    const [mode, uid, gid] = [before.mode & 0o7777n, before.uid, before.gid].map(Number);
    return { kind: "file", path, copy, ...content, mode: mode ?? 0, uid: uid ?? 0, gid: gid ?? 0 };
  } catch (error) {
    return await discard(copy, troubleFrom(error, `save ${path} to ${copy}`));
  } finally {
    await file.close();
  }
}

async function writeThrough(
  source: FileHandle,
  copy: FileHandle,
  directory: string,
): Promise<Content> {
  const content = await copyContent(source, copy);
  await copy.sync();
  await syncDirectory(directory);
  return content;
}

/** A copy that is no true copy helps nobody, and may be what fills the disk. */
async function discard(copy: string, problem: FileTrouble): Promise<FileTrouble> {
  await rm(copy, { force: true });
  return problem;
}

/** What is wrong with the copy, or with a source that did not hold still; null when all is well. */
async function compare(
  path: string,
  source: FileHandle,
  before: BigIntStats,
  copy: string,
  content: Content,
): Promise<string | null> {
  const readBack = await openToRead(copy);
  try {
    const { sha256 } = await hashContent(readBack);
    if (sha256 !== content.sha256) return `its copy ${copy} does not read back as it was written`;
  } finally {
    await readBack.close();
  }
  // A write may leave the times alone (mmap), and two may share a tick of the clock: read it again.
  const again = await hashContent(source);
  const after = await source.stat({ bigint: true });
  const there = await stat(path, { bigint: true });
  const isSame =
    again.sha256 === content.sha256 &&
    after.mtimeNs === before.mtimeNs &&
    after.size === before.size &&
    there.ino === before.ino &&
    there.dev === before.dev;
  return isSame
    ? null
    : "it was changed while it was being copied; retry when nothing writes to it";
}
