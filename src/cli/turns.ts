/**
 * Whose turn it is to change a target: a step that changes something holds a lock file for it in the state
 * directory. Sessions that keep their state elsewhere, such as another user's, are not seen.
 */
import { join } from "node:path";
import type { Turns } from "../engine/ports.ts";
import { makeDirectory } from "../transcript/directory.ts";
import { holderWords, lockHolder, takeLock } from "../transcript/lock.ts";

export function turnsIn(stateDirectory: string): Turns {
  const folderOf = async (target: string) => {
    const folder = join(stateDirectory, "targets", encodeURIComponent(target));
    await makeDirectory(folder);
    return folder;
  };
  const holder = async (target: string) => {
    const found = await lockHolder(await folderOf(target));
    return found === null ? null : `another session changes it now: ${holderWords(found)}`;
  };
  return {
    holder,
    async take(target) {
      const lock = await takeLock(await folderOf(target));
      if (lock.ok) return { kind: "taken", release: () => lock.value.release() };
      return { kind: "refused", reason: (await holder(target)) ?? "another session was faster" };
    },
  };
}
