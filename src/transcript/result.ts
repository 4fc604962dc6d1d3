/** What may go wrong with a transcript by no bug of ours: a value with words for a person, never thrown. */
import { systemCode, systemWords } from "../model/system-words.ts";

export interface Problem {
  readonly kind: /** A key, file or directory is not as safe as it must be, or not what it should be. */
    | "refused"
    /** Another process writes this session. */
    | "locked"
    | "tampered"
    | "notATranscript"
    /** The file system says no. */
    | "io";
  /** One sentence, no trailing full stop. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string | null;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function problem(
  kind: Problem["kind"],
  message: string,
  hint: string | null = null,
): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { kind, message, hint } };
}

/** Turns an error of a system call (anything else is a bug and is thrown again) into a problem. */
export function systemProblem(error: unknown, doing: string): ReturnType<typeof problem> {
  const code = systemCode(error);
  if (code === null) throw error;
  return problem("io", `Cannot ${doing}: ${systemWords(error)}`, advice[code] ?? null);
}

const room = "free some space there, or use another disk (sessions: --state-dir)";
const advice: Readonly<Record<string, string>> = {
  EACCES: "use a place where you may read and write, or another user",
  EDQUOT: room,
  EFBIG: "raise the limit: ulimit -f shows it",
  ENOSPC: room,
  ENOTDIR: "a part of that path is a file where a directory should be",
  EROFS: "use a place that can be written to (sessions: --state-dir)",
};
