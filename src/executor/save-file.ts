/** Saves one file and the links that lead to it: a copy that was written through, read back, and compared. */
import type { BigIntStats } from "node:fs";
import { type FileHandle, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Artefact } from "../model/artefact.ts";
import { openUnique, shortName } from "./copy-name.ts";
import { type Content, copyContent, hashContent, openToRead, syncDirectory } from "./file-copy.ts";
import { type FileTrouble, trouble, troubleFrom } from "./file-trouble.ts";
import { followLinks } from "./follow-links.ts";
import { identityOf } from "./identity.ts";

/**
 * What is needed to put `named` back: each link on the way, then the file. `stamp` becomes part of the
 * copy's name; `directory` exists.
 */
export async function saveFile(
  named: string,
  directory: string,
  stamp: string,
): Promise<readonly Artefact[] | FileTrouble> {
  try {
    const trail = await followLinks(named);
    if (trail.kind === "trouble") return trail;
    const { links, end } = trail;
    if (end.kind === "absent") return [{ kind: "absent", named, path: end.path }];
    const source = await openToRead(end.path);
    try {
      const stem = join(directory, `${shortName(basename(named))}.${stamp}`);
      const file = await copyOf({ named, path: end.path }, source, stem);
      return file.kind === "trouble" ? file : [...links, file];
    } finally {
      await source.close();
    }
  } catch (error) {
    return troubleFrom(error, `save ${named}`);
  }
}

async function copyOf(
  place: Pick<Artefact, "named" | "path">,
  source: FileHandle,
  stem: string,
): Promise<Artefact | FileTrouble> {
  const { path } = place;
  const before = await source.stat({ bigint: true });
  const { path: copy, file } = await openUnique(stem);
  try {
    const content = await writeThrough(source, file, dirname(copy));
    const problem = await compare(path, source, before, copy, content);
    if (problem !== null) return await discard(copy, trouble(`could not save ${path}: ${problem}`));
    const [mode, uid, gid] = [before.mode & 0o7777n, before.uid, before.gid].map(Number);
    const rights = { mode: mode ?? 0, uid: uid ?? 0, gid: gid ?? 0 };
    return { kind: "file", ...place, copy, ...content, ...rights, identity: identityOf(before) };
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
