/** Why a system call failed, for a person. */

/** The `ENOENT` and the like of a failed system call; null for every other error. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** Half a sentence; of every other error, what it says itself. */
export function systemWords(error: unknown): string {
  const known = words[systemCode(error) ?? ""];
  return known ?? (error instanceof Error ? error.message : String(error));
}

const words: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EAGAIN: "there are too many processes, or too little memory",
  EBUSY: "it is in use by the system, for example as a mount point",
  EDQUOT: "the disk quota is used up",
  EEXIST: "it is there already",
  EFBIG: "files may not become that large here",
  EIO: "the disk reports an error",
  EISDIR: "it is a directory",
  ELOOP: "its links lead in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  ENFILE: "too many files are open on this machine",
  ENOENT: "there is no such file",
  ENOMEM: "there is too little memory",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is a file, and no directory",
  ENXIO: "it is a socket or a device, and no file",
  EPERM: "the system does not allow it",
  EROFS: "the disk is mounted read-only",
};
