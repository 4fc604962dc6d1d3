/** Keeps what stands at a path now, before a saved file takes its place. Nothing is ever just lost. */
import { lstat, readlink, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { freeName, openUnique, shortName } from "./copy-name.ts";
import { copyContent, openToRead, syncDirectory } from "./file-copy.ts";
import { type FileTrouble, trouble, troubleFrom } from "./file-trouble.ts";

export interface Displaced {
  readonly kind: "displaced";
  /** Where it is kept now; null when nothing stood there. */
  readonly displaced: string | null;
}

const nothing: Displaced = { kind: "displaced", displaced: null };

/** Copies what stands at `path` to a new file named after `stem`. Throws what the file system throws. */
export async function keepAside(path: string, stem: string): Promise<Displaced | FileTrouble> {
  const there = await lstat(path).catch(nullIfMissing);
  if (there === null) return nothing;
  if (there.isSymbolicLink()) {
    const aside = await freeName(stem);
    await symlink(await readlink(path), aside);
    return { kind: "displaced", displaced: aside };
  }
  if (!there.isFile()) {
    return trouble(
      `could not put back ${path}: something else than a file stands there now; move it away`,
    );
  }
  return { kind: "displaced", displaced: await copyAside(path, stem) };
}

async function copyAside(path: string, stem: string): Promise<string> {
  const source = await openToRead(path);
  try {
    const { path: aside, file } = await openUnique(stem);
    try {
      await copyContent(source, file);
      await file.sync();
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return aside;
  } finally {
    await source.close();
  }
}

/**
 * Moves what stands at `path`, be it a directory, into the existing `directory`: for what was not there
 * when the backup was made. Nothing there is fine.
 */
export async function takeAway(
  path: string,
  directory: string,
  stamp: string,
): Promise<Displaced | FileTrouble> {
  const stem = join(directory, `${shortName(basename(path))}.displaced-${stamp}`);
  try {
    if ((await lstat(path).catch(nullIfMissing)) === null) return nothing;
    const moved = await moveTo(path, await freeName(stem));
    const displaced = moved ?? (await keepAside(path, stem));
    if (displaced.kind === "displaced" && moved === null) await rm(path);
    await syncDirectory(dirname(path));
    return displaced;
  } catch (error) {
    return troubleFrom(error, `take away ${path}, which was not there before`);
  }
}

/** Null when the two are on different disks. */
async function moveTo(path: string, aside: string): Promise<Displaced | null> {
  try {
    await rename(path, aside);
    return { kind: "displaced", displaced: aside };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EXDEV") return null;
    throw error;
  }
}

/** For `catch`: what is not there is no failure. */
export function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
  throw error;
}
