/** Whether a runbook, and all that it calls, is still what a session was opened with. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Plan } from "../model/plan.ts";
import { systemCode, systemWords } from "../model/system-words.ts";

/**
 * What a person should know before going on; null when the document is as it was. The plan in the
 * transcript counts in any case. The path stands last: it may be long.
 */
export async function changeSince({ runbook, callees }: Plan): Promise<string | null> {
  const change = await changeOf(runbook.path, runbook.digest);
  if (change !== null) {
    return `The runbook ${change}. Its plan goes on as it was opened: ${runbook.path}`;
  }
  for (const { path, digest } of callees) {
    const called = await changeOf(path, digest);
    if (called === null) continue;
    return `A runbook that it calls ${called}. The plan goes on as it was opened: ${path}`;
  }
  return null;
}

async function changeOf(path: string, digest: string): Promise<string | null> {
  try {
    const now = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    return now === digest ? null : "has changed since";
  } catch (error) {
    const isGone = systemCode(error) === "ENOENT";
    return isGone ? "is gone" : `cannot be read: ${systemWords(error)}`;
  }
}
