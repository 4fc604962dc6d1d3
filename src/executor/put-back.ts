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
import { identityOf } from "./identity.ts";

export type SavedFile = Extract<Artefact, { kind: "file" }>;

export interface FileBack extends Displaced {
  /** Another file than the one that was saved has its content now. */
  readonly isNew: boolean;
}

/** What stands there is kept beside the copy. A copy that is not what was saved is not touched at all. */
export async function putBack(saved: SavedFile, stamp: string): Promise<FileBack | FileTrouble> {
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
      const isNew = await replace(saved, copy, aside.displaced);
      if (typeof isNew !== "boolean") return isNew;
      return (await whatIsWrong(saved)) ?? { ...aside, isNew };
    } finally {
      await copy.close();
    }
  } catch (error) {
    return troubleFrom(error, `put back ${saved.path} from ${saved.copy}`);
  }
}

/**
 * Whether a new file had to be made. The same file is written to where it still stands, so that it keeps
 * what a new one would not have: extended attributes, access control lists, security labels, further hard
 * links. If that is cut short, all is still there, as the copy and aside, and it can be put back again.
 * Otherwise a new file takes its place in one move.
 */
async function replace(
  saved: SavedFile,
  copy: FileHandle,
  aside: string | null,
): Promise<boolean | FileTrouble> {
  const same = await openSame(saved);
  if (same !== null) return (await writeAndClose(saved, same, copy, aside)) ?? false;
  try {
    await renameOver(saved, copy);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !needsWritingInPlace.has(code)) throw error;
    const other = await open(saved.path, openInPlace);
    return (await writeAndClose(saved, other, copy, aside)) ?? true;
  }
}

/**
 * A mount point cannot be replaced (EBUSY, EXDEV), as single files in containers often are; nor a file
 * in a directory that is closed to this user, or a file whose owner only root could set again.
 */
const needsWritingInPlace = new Set(["EBUSY", "EXDEV", "EACCES", "EPERM", "EROFS"]);

const openInPlace = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Null when another file stands there, or none, or it cannot be written to, as when it is being run. */
async function openSame({ path, identity }: SavedFile): Promise<FileHandle | null> {
  try {
    const file = await open(path, openInPlace);
    if (identityOf(await file.stat({ bigint: true })) === identity) return file;
    await file.close();
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return null;
  }
}

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

/** Null when all went well; throws when it did not and the file is as it was before. */
async function writeAndClose(
  saved: SavedFile,
  file: FileHandle,
  copy: FileHandle,
  aside: string | null,
): Promise<FileTrouble | null> {
  try {
    // A file that was not changed is left alone: somebody may be reading it.
    if ((await hashContent(file)).sha256 !== saved.sha256) await overwrite(file, copy);
    await dress(file, saved);
    await file.sync();
    return null;
  } catch (error) {
    if (aside === null || (await takeBack(saved.path, aside))) throw error;
    const { message } = troubleFrom(error, `put back ${saved.path} from ${saved.copy}`);
    return trouble(`${message}; it is half written now, and what stood there is kept as ${aside}`);
  } finally {
    await file.close();
  }
}

/** Longer content is cut only after the new one is written, so that less is lost if this is cut short. */
async function overwrite(file: FileHandle, content: FileHandle): Promise<void> {
  const { bytes } = await copyContent(content, file);
  await file.truncate(bytes);
}

/** What stood there a moment ago fits into the place that it had. */
async function takeBack(path: string, aside: string): Promise<boolean> {
  try {
    const content = await openToRead(aside);
    try {
      // The handle that failed stands in the middle of the file.
      const file = await open(path, openInPlace);
      await overwrite(file, content).finally(() => file.close());
    } finally {
      await content.close();
    }
    return true;
  } catch {
    return false;
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
