/** Puts saved files back, the last saved one first. What stood there until then is kept beside the copy. */
import { realpath } from "node:fs/promises";
import type { Artefact, RestoreResult } from "../model/artefact.ts";
import { type Displaced, nullIfMissing, takeAway } from "./displace.ts";
import { type FileTrouble, trouble, troubleFrom } from "./file-trouble.ts";
import { type FileBack, putBack } from "./put-back.ts";
import { putBackLink } from "./put-back-link.ts";
import { openStore, type Store } from "./store.ts";

/**
 * `store` takes files that were not there when the backup was made. Stops at the first file that cannot be
 * put back.
 */
export async function restore(
  artefacts: readonly Artefact[],
  store: Store,
): Promise<RestoreResult> {
  const { directory, stamp } = store;
  const files: RestoredFile[] = [];
  const closed = await openStore(store, "displaced files");
  if (closed !== null) return failed(closed.message, files);
  for (const artefact of artefacts.toReversed()) {
    const result = await putBackOne(artefact, directory, stamp);
    if (result === null) continue;
    if (result.kind === "trouble") return failed(result.message, files);
    const { displaced, isNew } = result;
    files.push({ path: artefact.path, displaced, isNew });
  }
  for (const artefact of artefacts) {
    const astray = await whereItLeads(artefact);
    if (astray !== null) return failed(astray.message, files);
  }
  return { kind: "restored", files };
}

type RestoredFile = Extract<RestoreResult, { kind: "restored" }>["files"][number];

/** Null when nothing had to be done. */
async function putBackOne(
  artefact: Artefact,
  directory: string,
  stamp: string,
): Promise<FileBack | FileTrouble | null> {
  switch (artefact.kind) {
    case "file":
      return await putBack(artefact, stamp);
    case "link":
      return asOld(await putBackLink(artefact, directory, stamp));
    case "absent":
      return asOld(await takeAway(artefact.path, directory, stamp));
  }
}

function asOld(result: Displaced | FileTrouble | null): FileBack | FileTrouble | null {
  return result?.kind === "displaced" ? { ...result, isNew: false } : result;
}

/** Trouble when the path that the step names leads elsewhere, though all that was saved is back. */
async function whereItLeads({ kind, named, path }: Artefact): Promise<FileTrouble | null> {
  if (kind === "link") return null;
  try {
    const real = await realpath(named).catch(nullIfMissing);
    if (kind === "file" ? real === path : real === null) return null;
    const now = real === null ? "leads nowhere" : `leads to ${real}`;
    return trouble(
      `${path} is as it was, but ${named} ${now} now: mend the links on the way to it`,
    );
  } catch (error) {
    return troubleFrom(error, `look at ${named} again`);
  }
}

function failed(message: string, files: readonly { path: string }[]): RestoreResult {
  const done = files.map(({ path }) => path).join(", ");
  return {
    kind: "failed",
    reason: message + (done === "" ? "" : `; put back before that: ${done}`),
  };
}
