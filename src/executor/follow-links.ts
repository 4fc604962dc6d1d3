/** Goes from the path that a step names, link by link, to the file that a change there would write to. */
import type { BigIntStats } from "node:fs";
import { lstat, readlink, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { Artefact } from "../model/artefact.ts";
import { type FileTrouble, trouble } from "./file-trouble.ts";

export type SavedLink = Extract<Artefact, { kind: "link" }>;

export interface Trail {
  readonly kind: "trail";
  /** From the named path on; empty when that is no link. */
  readonly links: readonly SavedLink[];
  /** A regular file or nothing; its directory's path is free of links. */
  readonly end: { readonly kind: "file" | "absent"; readonly path: string };
}

/** Throws what the file system throws. */
export async function followLinks(named: string): Promise<Trail | FileTrouble> {
  const links: SavedLink[] = [];
  for (let at = named; links.length <= mostLinks; ) {
    const parent = await unlessMissing(realpath(dirname(at)));
    const path = parent === null ? at : join(parent, basename(at));
    const stats = parent === null ? null : await unlessMissing(lstat(path, { bigint: true }));
    if (parent === null || stats === null) {
      return links.length === 0
        ? { kind: "trail", links, end: { kind: "absent", path } }
        : notSaved(named, "it is a symbolic link to nothing; mend or remove the link");
    }
    if (!stats.isSymbolicLink()) {
      const what = kindOf(stats);
      return what === "file"
        ? { kind: "trail", links, end: { kind: "file", path } }
        : notSaved(named, `it is ${what}, and only files can be saved`);
    }
    const to = await readlink(path);
    links.push({ kind: "link", named, path, to });
    // Not normalised: what `..` means after a link to a directory, only the file system knows.
    at = isAbsolute(to) ? to : `${parent}/${to}`;
  }
  return notSaved(named, "its symbolic links go round in a circle");
}

/** As many as Linux follows. */
const mostLinks = 40;

async function unlessMissing<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function notSaved(named: string, why: string): FileTrouble {
  return trouble(`could not save ${named}: ${why}`);
}

function kindOf(stats: BigIntStats): string {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "a directory";
  if (stats.isFIFO()) return "a named pipe";
  return stats.isSocket() ? "a socket" : "a device";
}
