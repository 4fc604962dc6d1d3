/** The last resort where the machine itself is in trouble: what the system refused, in a sentence. */
import { systemWords } from "../model/system-words.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Null for what is no refusal of the system: a fault of the program's own must not look like one. */
export function troubleOfSystem(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  const { code = "", syscall, path } = error as NodeJS.ErrnoException;
  const hint = hints[code];
  if (syscall === undefined || hint === undefined) return null;
  const what = path === undefined ? syscall : `${syscall} ${path}`;
  return refuse(`the system refused \`${what}\`: ${systemWords(error)}`, hint);
}

const another = "make it, or name another";
const rights = "look at its owner and its mode: ls -ld shows them";
const limits = "close other programs, or raise the limit: ulimit -n shows it";
const later = "close other programs, and try again";

/** By the code of the error; what is not here is no state of a machine. */
const hints: Readonly<Record<string, string>> = {
  ENOENT: another,
  ENOTDIR: another,
  EACCES: rights,
  EPERM: rights,
  EROFS: "name a directory that can be written: TMPDIR, XDG_STATE_HOME and --state-dir do",
  ENOSPC: "make some: df -h and df -i show what is full",
  EDQUOT: "make some room: quota shows how much is left",
  EFBIG: "raise the limit: ulimit -f shows it",
  EIO: "look at what the kernel says: dmesg shows it",
  EMFILE: limits,
  ENFILE: limits,
  EAGAIN: later,
  ENOMEM: later,
};
