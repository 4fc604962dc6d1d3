/** Puts saved files back, the last saved one first. What stood there until then is kept beside the copy. */
import { mkdir } from "node:fs/promises";
import type { Artefact, RestoreResult } from "../model/artefact.ts";
import { takeAway } from "./displace.ts";
import { troubleFrom } from "./file-trouble.ts";
import { putBack } from "./put-back.ts";

/**
 * `directory` takes files that were not there when the backup was made. `stamp` (`YYYYMMDD-HHMMSS`)
 * becomes part of the names of what is displaced. Stops at the first file that cannot be put back.
 */
export async function restore(
  artefacts: readonly Artefact[],
  directory: string,
  stamp: string,
): Promise<RestoreResult> {
  const files: { path: string; displaced: string | null }[] = [];
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    return failed(troubleFrom(error, `make ${directory} for displaced files`).message, files);
  }
  for (const artefact of artefacts.toReversed()) {
    const result =
      artefact.kind === "file"
        ? await putBack(artefact, stamp)
        : await takeAway(artefact.path, directory, stamp);
    if (result.kind === "trouble") return failed(result.message, files);
    files.push({ path: artefact.path, displaced: result.displaced });
  }
  return { kind: "restored", files };
}

function failed(message: string, files: readonly { path: string }[]): RestoreResult {
  const done = files.map(({ path }) => path).join(", ");
  return {
    kind: "failed",
    reason: message + (done === "" ? "" : `; put back before that: ${done}`),
  };
}
