/** Makes directory entries durable: a file's data is of no use when its name is lost. */
import { open } from "node:fs/promises";
import { dirname } from "node:path";

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
