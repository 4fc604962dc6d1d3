/** Tells whether a file is still the one that it was, and not another one under the same name. */
import type { BigIntStats } from "node:fs";

/**
 * Device, inode and time of birth: inode numbers are given out again. Where the file system keeps no time
 * of birth, a change makes the file count as another one, which is the careful mistake.
 */
export function identityOf({ dev, ino, birthtimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${birthtimeNs}`;
}
