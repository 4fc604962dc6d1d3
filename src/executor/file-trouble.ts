/** Why a file could not be read or written, and what a person can do about it. */
import { systemCode, systemWords } from "../model/system-words.ts";

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
  const next = advice[systemCode(error) ?? ""];
  return trouble(`could not ${task}: ${systemWords(error)}${next ? `; ${next}` : ""}`);
}

const advice: Readonly<Record<string, string>> = {
  EACCES: "run as a user who may read and write there",
  EPERM: "run as the owner or root, and see `lsattr` for locked files",
  ENOENT: "a directory on the way to it is gone: make it again, then retry",
  ENOSPC: "free some space, then retry",
  EDQUOT: "free some space, then retry",
  EROFS: "remount it for writing, then retry",
  ELOOP: "or a link stands where a file should be",
  EIO: "see `dmesg`",
  EBUSY: "wait until nothing uses it, or unmount it, then retry",
  EMFILE: "close some, or raise `ulimit -n`",
};
