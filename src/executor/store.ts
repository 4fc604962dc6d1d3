/** The directory that copies and displaced files go to. */
import { type FileTrouble, trouble, troubleFrom } from "./file-trouble.ts";

/** Makes a directory for this user only, with the parents that are missing; it fails where none can be made. */
export type MakeDirectory = (path: string) => Promise<unknown>;

export interface Store {
  readonly directory: string;
  /** `YYYYMMDD-HHMMSS`: part of the names in it. */
  readonly stamp: string;
  readonly makeDirectory: MakeDirectory;
}

/** Makes it when it is not there; `what` it is for, in the plural. */
export async function openStore(
  { directory, makeDirectory }: Store,
  what: string,
): Promise<FileTrouble | null> {
  const task = `make ${directory} for ${what}`;
  try {
    await makeDirectory(directory);
    return null;
  } catch (error) {
    // Its parents are there by now: where that is not enough, as in `/proc`, no more can be done.
    const isHopeless = (error as NodeJS.ErrnoException).code === "ENOENT";
    return isHopeless
      ? trouble(`could not ${task}: no directory can be made there; name another`)
      : troubleFrom(error, task);
  }
}
