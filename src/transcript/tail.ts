/** Cuts off what never became durable, and keeps it beside the transcript so that nothing is lost. */
import { type FileHandle, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { systemCode } from "../model/system-words.ts";
import { sha256 } from "./canonical.ts";
import { syncDirectory } from "./directory.ts";
import type { PartRecord } from "./record.ts";

/**
 * Shortens the transcript to its first `keepBytes` bytes. The rest goes to `<path>.cut-<part>`, durable
 * before anything is cut. A cut that an earlier attempt at the same part made counts as well.
 */
export async function cutTail(
  { path, file }: { readonly path: string; readonly file: FileHandle },
  keepBytes: number,
  part: number,
): Promise<PartRecord["recovered"]> {
  const cutPath = `${path}.cut-${part}`;
  const tail = await readFrom(file, keepBytes);
  const before = await readOrEmpty(cutPath);
  const dropped = before.equals(tail) ? tail : Buffer.concat([before, tail]);
  if (dropped.length === 0) return null;
  if (tail.length > 0) {
    await writeDurably(cutPath, dropped);
    await file.truncate(keepBytes);
    await file.sync();
  }
  return { droppedBytes: dropped.length, droppedSha256: sha256(dropped) };
}

async function readFrom(file: FileHandle, start: number): Promise<Buffer> {
  const { size } = await file.stat();
  const bytes = Buffer.alloc(size - start);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
  return bytes.subarray(0, bytesRead);
}

async function readOrEmpty(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
    return Buffer.alloc(0);
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncDirectory(dirname(path));
}
