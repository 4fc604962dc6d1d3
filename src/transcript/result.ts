/** What may go wrong with a transcript by no bug of ours: a value with words for a person, never thrown. */

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

/** Why a system call failed, for a person. */
export function systemWords(error: unknown): string {
  const known = reasons[systemCode(error) ?? ""];
  return known ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EEXIST: "it is there already",
  EISDIR: "it is a directory",
  ENOENT: "there is no such file or directory",
  ENOSPC: "the disk is full",
  ENOTDIR: "it is below no directory",
  EROFS: "the disk is mounted read-only",
};

const room = "free some space there, or use another disk (sessions: --state-dir)";
const advice: Readonly<Record<string, string>> = {
  EACCES: "use a place where you may read and write, or another user",
  EDQUOT: room,
  ENOSPC: room,
  ENOTDIR: "a part of that path is a file where a directory should be",
  EROFS: "use a place that can be written to (sessions: --state-dir)",
};

/** The `ENOENT` and the like of a failed system call; null for every other error. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
