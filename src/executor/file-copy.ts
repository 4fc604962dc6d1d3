/** Copies and hashes file contents piece by piece, however big the file is. */
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

export interface Content {
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * From the start of `from` to the end of `to`'s current position; what was read is what is hashed.
 * Throws what the file system throws.
 */
export function copyContent(from: FileHandle, to: FileHandle): Promise<Content> {
  return readThrough(from, (piece) => writeAll(to, piece));
}

/** Reads from the start, wherever the handle stood. */
export function hashContent(file: FileHandle): Promise<Content> {
  return readThrough(file, () => Promise.resolve());
}

/** Never follows a link, and never waits for a writer when it turns out to be a named pipe. */
export function openToRead(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
}

/** A new file for its owner only. Fails when anything stands there, a dangling link too. */
export function openNew(path: string): Promise<FileHandle> {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;
  return open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
}

/** Makes a new name, or one less, survive a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await directory.sync();
  } catch (error) {
    // Some file systems (FUSE, 9p) cannot do this for directories, and then need not.
    if ((error as NodeJS.ErrnoException).code !== "EINVAL") throw error;
  } finally {
    await directory.close();
  }
}

const pieceBytes = 1_048_576;

async function readThrough(
  file: FileHandle,
  use: (piece: Uint8Array) => Promise<void>,
): Promise<Content> {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(pieceBytes);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, pieceBytes, bytes);
    if (bytesRead === 0) return { sha256: hash.digest("hex"), bytes };
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    await use(piece);
    bytes += bytesRead;
  }
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  let at = 0;
  while (at < piece.length) at += (await file.write(piece, at)).bytesWritten;
}
