/** Saves files before a change: all of them, or the change must not happen. */
import { mkdir } from "node:fs/promises";
import { isAbsolute } from "node:path";
import type { Artefact, BackupResult } from "../model/artefact.ts";
import { troubleFrom } from "./file-trouble.ts";
import { saveFile } from "./save-file.ts";

/** `paths` are absolute. `stamp` (`YYYYMMDD-HHMMSS`) becomes part of the copies' names. */
export async function backUp(
  paths: readonly string[],
  directory: string,
  stamp: string,
): Promise<BackupResult> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    return failed(troubleFrom(error, `make ${directory} for backups`).message, []);
  }
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
