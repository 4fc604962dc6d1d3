/** Puts one saved file back as it was: content, mode and owner. */
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Artefact } from "../model/artefact.ts";
import { shortName } from "./copy-name.ts";
import { type Displaced, keepAside, nullIfMissing } from "./displace.ts";
import { copyContent, hashContent, openNew, openToRead, syncDirectory } from "./file-copy.ts";
import { type FileTrouble, trouble, troubleFrom } from "./file-trouble.ts";

export type SavedFile = Extract<Artefact, { kind: "file" }>;

/** What stands there is kept beside the copy. A copy that is not what was saved is not touched at all. */
export async function putBack(saved: SavedFile, stamp: string): Promise<Displaced | FileTrouble> {
  try {
    const copy = await openToRead(saved.copy).catch(nullIfMissing);
    if (copy === null)
      return trouble(`did not put back ${saved.path}: its copy ${saved.copy} is gone`);
    try {
      if ((await hashContent(copy)).sha256 !== saved.sha256) {
        return trouble(
          `did not put back ${saved.path}: its copy ${saved.copy} has been changed since`,
        );
      }
      const aside = await keepAside(saved.path, `${saved.copy}.displaced-${stamp}`);
      if (aside.kind === "trouble") return aside;
      await replace(saved, copy);
      return (await whatIsWrong(saved)) ?? aside;
    } finally {
      await copy.close();
    }
  } catch (error) {
    return troubleFrom(error, `put back ${saved.path} from ${saved.copy}`);
  }
}

async function replace(saved: SavedFile, copy: FileHandle): Promise<void> {
  try {
    await renameOver(saved, copy);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !needsWritingInPlace.has(code)) throw error;
    await writeInPlace(saved, copy);
  }
}

/**
 * A mount point cannot be replaced (EBUSY, EXDEV), as single files in containers often are; nor a file
 * in a directory that is closed to this user, or a file whose owner only root could set again.
 */
const needsWritingInPlace = new Set(["EBUSY", "EXDEV", "EACCES", "EPERM", "EROFS"]);

/** At every moment either the old file or the whole new one stands there, also after a power cut. */
async function renameOver(saved: SavedFile, copy: FileHandle): Promise<void> {
  const directory = dirname(saved.path);
  const suffix = randomBytes(4).toString("hex");
  const temporary = join(directory, `.${shortName(basename(saved.path))}.firebreak-${suffix}`);
  const file = await openNew(temporary);
  try {
    await copyContent(copy, file);
    await dress(file, saved);
    await file.sync();
    await rename(temporary, saved.path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await syncDirectory(directory);
}

/** Owner before mode: changing the owner clears the set-user bit. */
async function dress(file: FileHandle, { mode, uid, gid }: SavedFile): Promise<void> {
  const now = await file.stat();
  if (now.uid !== uid || now.gid !== gid) await file.chown(uid, gid);
  if ((now.mode & 0o7777) !== mode) await file.chmod(mode);
}

/** Longer content is cut only after the new one is written, so that less is lost if this is cut short. */
async function writeInPlace(saved: SavedFile, copy: FileHandle): Promise<void> {
  const file = await open(saved.path, constants.O_WRONLY | constants.O_NOFOLLOW);
  try {
    const { bytes } = await copyContent(copy, file);
    await file.truncate(bytes);
    await dress(file, saved);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function whatIsWrong(saved: SavedFile): Promise<FileTrouble | null> {
  const file = await openToRead(saved.path);
  try {
    const { sha256 } = await hashContent(file);
    if (sha256 !== saved.sha256)
      return trouble(`${saved.path} does not read back as it was put there`);
  } finally {
    await file.close();
  }
  const { mode, uid, gid } = await lstat(saved.path);
  const isDressed = (mode & 0o7777) === saved.mode && uid === saved.uid && gid === saved.gid;
  return isDressed
    ? null
    : trouble(`${saved.path} has its content back, but not its owner and mode`);
}
