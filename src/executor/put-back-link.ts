/** Puts one symbolic link back where something else stands now, and checks that it stands again. */
import { randomBytes } from "node:crypto";
import { lstat, readlink, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { shortName } from "./copy-name.ts";
import { type Displaced, keepAside, nullIfMissing, takeAway } from "./displace.ts";
import { syncDirectory } from "./file-copy.ts";
import { type FileTrouble, trouble, troubleFrom } from "./file-trouble.ts";
import type { SavedLink } from "./follow-links.ts";

/** Null when the link stands there as it did. What stands there instead goes to the existing `directory`. */
export async function putBackLink(
  { path, to }: SavedLink,
  directory: string,
  stamp: string,
): Promise<Displaced | FileTrouble | null> {
  try {
    if ((await linkTextAt(path)) === to) return null;
    const aside = await makeRoom(path, directory, stamp);
    if (aside.kind === "trouble") return aside;
    await replace(path, to);
    return (await linkTextAt(path)) === to ? aside : trouble(`${path} is not the link to ${to}`);
  } catch (error) {
    return troubleFrom(error, `put back the link ${path}`);
  }
}

/** Null when no link stands there. */
async function linkTextAt(path: string): Promise<string | null> {
  const there = await lstat(path).catch(nullIfMissing);
  return there?.isSymbolicLink() ? await readlink(path) : null;
}

/** A file or a link stays until the link takes its place; a directory can only be moved out of the way. */
async function makeRoom(
  path: string,
  directory: string,
  stamp: string,
): Promise<Displaced | FileTrouble> {
  const there = await lstat(path).catch(nullIfMissing);
  if (there !== null && !there.isFile() && !there.isSymbolicLink()) {
    return await takeAway(path, directory, stamp);
  }
  return await keepAside(path, join(directory, `${shortName(basename(path))}.displaced-${stamp}`));
}

async function replace(path: string, to: string): Promise<void> {
  const suffix = randomBytes(4).toString("hex");
  const temporary = join(dirname(path), `.${shortName(basename(path))}.firebreak-${suffix}`);
  await symlink(to, temporary);
  try {
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
}
