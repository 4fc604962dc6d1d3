/** Why a file could not be read or written, and what a person can do about it. */

/** An expected failure of file work: `message` is a full sentence without a full stop. */
export interface FileTrouble {
  readonly kind: "trouble";
  readonly message: string;
}

export function trouble(message: string): FileTrouble {
  return { kind: "trouble", message };
}

/** `task` names what was tried, such as `save /etc/hosts`. */
export function troubleFrom(error: unknown, task: string): FileTrouble {
  const { code, message } = error as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : advice[code];
  return trouble(`could not ${task}: ${known ?? message}`);
}

const advice: Readonly<Record<string, string>> = {
  EACCES: "permission denied; run as a user who may read and write there",
  EPERM:
    "the system does not allow it; run as the owner or root, and see `lsattr` for locked files",
  ENOENT: "a directory on the way to it is gone; make it again, then retry",
  ENOTDIR: "a part of its path is a file where a directory should be",
  ENOSPC: "the disk is full; free some space, then retry",
  EDQUOT: "the disk quota is used up; free some space, then retry",
  EROFS: "the disk is mounted read-only; remount it for writing, then retry",
  ELOOP: "its symbolic links go round in a circle, or a link stands where a file should be",
  EIO: "the disk reports an error; see `dmesg`",
  EBUSY: "it is in use by the system, for example as a mount point",
  ENAMETOOLONG: "its path is too long",
  EMFILE: "too many files are open; close some or raise `ulimit -n`",
};
