/** Makes a file that appears whole or not at all, and never over another: any number of processes may try. */
import { randomBytes } from "node:crypto";
import { link, open, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { systemCode } from "../model/system-words.ts";

/** Whether this call made it; where something of that name is there already, nothing is written. */
export async function writeOnce(path: string, text: string, mode: number): Promise<boolean> {
  const mark = randomBytes(6).toString("hex");
  // Nobody takes a file with such an ending for what it becomes.
  const draft = join(dirname(path), `.${mark}.${basename(path)}.new`);
  try {
    await writeFile(draft, text, { mode, flag: "wx", flush: true });
    await give(draft, path);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function give(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if (!haveNoLinks.has(systemCode(error) ?? "")) throw error;
    await takeAndReplace(draft, path);
  }
}

/** What disks answer on which a file has one name only, such as a memory stick. */
const haveNoLinks: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

/** The name is taken first, so that what is replaced is nobody else's: killed in between, an empty file is left. */
async function takeAndReplace(draft: string, path: string): Promise<void> {
  await (await open(path, "wx")).close();
  try {
    await rename(draft, path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
