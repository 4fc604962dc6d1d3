/** Makes directories, and makes entries in them durable: a file's data is of no use when its name is lost. */
import { mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { systemCode } from "../model/system-words.ts";

/**
 * Makes a directory for this user only, with the parents that are missing, and returns the topmost one
 * made. Node's own `recursive` never ends in `/proc`, where nothing can be made and nothing says so.
 */
export async function makeDirectory(path: string): Promise<string | undefined> {
  try {
    await mkdir(path, { mode: 0o700 });
    return path;
  } catch (error) {
    if (systemCode(error) === "EEXIST" && (await stat(path)).isDirectory()) return undefined;
    if (systemCode(error) !== "ENOENT" || dirname(path) === path) throw error;
  }
  const made = await makeDirectory(dirname(path));
  await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
    if (systemCode(error) !== "EEXIST") throw error;
  });
  return made ?? path;
}

/**
 * Flushes a directory. When making it made parents too, `firstMade` is the topmost one made (what
 * `mkdir` returns), and all of them up to the one that was there before are flushed.
 */
export async function syncDirectory(directory: string, firstMade?: string): Promise<void> {
  const last = firstMade === undefined ? directory : dirname(firstMade);
  for (let at = directory; ; at = dirname(at)) {
    const handle = await open(at, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (at === last || at === dirname(at)) return;
  }
}
