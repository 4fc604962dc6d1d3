/** Puts new content in the place of a file at once: whoever reads it sees the old or the new, never a part. */
import { randomBytes } from "node:crypto";
import { chmod, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemWords } from "../model/system-words.ts";
import { type Outcome, refuse } from "./refusal.ts";

/**
 * Only when the file still holds `before`, byte for byte. Its mode is kept; of a symbolic link, the file it
 * leads to is replaced.
 */
export async function replaceFile(
  path: string,
  before: string,
  after: string,
): Promise<Outcome<null>> {
  let temporary: string | null = null;
  try {
    const target = await realpath(path);
    if (!(await readFile(target)).equals(Buffer.from(before))) {
      const hint = "it changed meanwhile: try again";
      return refuse(`cannot write ${path}: it is not what was read`, hint);
    }
    const { mode } = await stat(target);
    const name = join(dirname(target), `.firebreak-${randomBytes(6).toString("hex")}`);
    const file = await open(name, "wx", 0o600);
    temporary = name;
    try {
      await file.writeFile(after);
      await file.sync();
    } finally {
      await file.close();
    }
    // Now, for the mask of the process does not apply to chmod.
    await chmod(temporary, mode & 0o7777);
    await rename(temporary, target);
    return { ok: true, value: null };
  } catch (error) {
    if (temporary !== null) await rm(temporary, { force: true });
    return refuse(`cannot write ${path}: ${systemWords(error)}`, null);
  }
}
