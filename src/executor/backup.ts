/** Saves files before a change: all of them, or the change must not happen. */
import { isAbsolute } from "node:path";
import type { Artefact, BackupResult } from "../model/artefact.ts";
import { saveFile } from "./save-file.ts";
import { openStore, type Store } from "./store.ts";

/** `paths` are absolute. */
export async function backUp(paths: readonly string[], store: Store): Promise<BackupResult> {
  const { directory, stamp } = store;
  const closed = await openStore(store, "backups");
  if (closed !== null) return failed(closed.message, []);
  const artefacts: Artefact[] = [];
  for (const path of paths) {
    if (!isAbsolute(path))
      return failed(`could not save ${path}: its path is not absolute`, artefacts);
    const saved = await saveFile(path, directory, stamp);
    if ("kind" in saved) return failed(saved.message, artefacts);
    artefacts.push(...saved);
  }
  return { kind: "taken", artefacts };
}

/** Copies that were made stay: they are good, and somebody may want them. */
function failed(message: string, made: readonly Artefact[]): BackupResult {
  const copies = made.flatMap((artefact) => (artefact.kind === "file" ? [artefact.copy] : []));
  const kept = copies.length === 0 ? "" : `; saved before that: ${copies.join(", ")}`;
  return { kind: "failed", reason: message + kept };
}
