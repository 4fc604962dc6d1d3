/** A session's transcript on disk: created for a new session, opened again to go on with one. */
import { constants } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";
import { join } from "node:path";
import type { Event } from "../model/event.ts";
import { systemCode } from "../model/system-words.ts";
import { makeDirectory, syncDirectory } from "./directory.ts";
import { type Lock, takeLock } from "./lock.ts";
import type { OperatorKey } from "./operator-key.ts";
import { inspect, linesOf } from "./read.ts";
import { genesis, type SealState } from "./record.ts";
import { ok, problem, type Result, systemProblem } from "./result.ts";
import { cutTail } from "./tail.ts";
import { type Held, startPart, type Transcript } from "./writer.ts";

export type { Transcript } from "./writer.ts";

export const transcriptName = "session.jsonl";

export interface CreateOptions {
  /** The session's own directory; made with mode 0700. */
  readonly directory: string;
  readonly session: string;
  readonly key: OperatorKey;
}

/** Starts the transcript of a new session; there must be none in the directory yet. */
export async function createTranscript(options: CreateOptions): Promise<Result<Transcript>> {
  const { directory, session, key } = options;
  const path = join(directory, transcriptName);
  try {
    const made = await makeDirectory(directory);
    return await withLock(directory, async (lock) => {
      const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;
      const file = await open(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
      return closeUnlessOk(file, async () => {
        const place = { seq: 0, hash: genesis, bytes: 0, events: 0 };
        const opening = { session, part: 1, recovered: null };
        const transcript = await startPart({ path, file, lock, key }, place, opening);
        await syncDirectory(directory, made);
        return ok(transcript);
      });
    });
  } catch (error) {
    if (systemCode(error) !== "EEXIST") return systemProblem(error, `create ${path}`);
    return problem("refused", `There is a transcript ${path} already`, "resume that session");
  }
}

export interface OpenOptions {
  readonly directory: string;
  readonly key: OperatorKey;
}

export interface Opened {
  readonly transcript: Transcript;
  /** All durable events so far. */
  readonly events: readonly Event[];
  /** Whether the process before ended without a seal. */
  readonly interrupted: boolean;
  /** How the session was sealed last; null when it never was. */
  readonly sealed: SealState | null;
  /** Number of the part that begins now. */
  readonly part: number;
  /** Bytes cut off because they were not durable; they are kept beside the transcript. */
  readonly droppedBytes: number;
}

/**
 * Goes on with a session: checks it, cuts off what never became durable and starts a new part. Refuses a
 * transcript that was tampered with. Whether its earlier operators are trusted is not asked.
 */
export async function openTranscript(options: OpenOptions): Promise<Result<Opened>> {
  const { directory, key } = options;
  const path = join(directory, transcriptName);
  try {
    if (!(await lstat(path)).isFile()) {
      return problem("refused", `${path} is not a regular file`, "look at who put it there");
    }
    return await withLock(directory, async (lock) => {
      const file = await open(path, constants.O_RDWR | constants.O_APPEND | constants.O_NOFOLLOW);
      return closeUnlessOk(file, () => resume({ path, file, lock, key }));
    });
  } catch (error) {
    if (systemCode(error) !== "ENOENT") return systemProblem(error, `open ${path}`);
    return problem("notATranscript", `There is no transcript ${path}`);
  }
}

async function resume(held: Held): Promise<Result<Opened>> {
  const { path, file } = held;
  if (((await file.stat()).mode & 0o077) !== 0) {
    return problem("refused", `Others may read or change ${path}`, `chmod 600 ${path}`);
  }
  const events: Event[] = [];
  const { chain, broken, signedBytes } = await inspect(linesOf(file), (event) => {
    events.push(event);
  });
  if (broken) {
    const message = `${path} was tampered with: at line ${broken.line}, ${broken.reason}`;
    return problem("tampered", message, "keep it as it is and start a new session");
  }
  const last = chain.parts.at(-1);
  if (last === undefined) {
    return problem("notATranscript", `${path} ends before its first line does`);
  }
  const { mark, seal } = last;
  if (mark.events === 0) {
    return problem("refused", `${path} holds no event yet`, "start a new session");
  }
  const part = chain.parts.length + 1;
  const recovered = await cutTail(held, signedBytes, part);
  const place = { seq: mark.seq, hash: mark.hash, bytes: signedBytes, events: mark.events };
  const opening = { session: last.record.session, part, recovered };
  const transcript = await startPart(held, place, opening);
  return ok({
    transcript,
    events: events.slice(0, mark.events),
    interrupted: seal === null,
    sealed: chain.parts.findLast((one) => one.seal !== null)?.seal?.state ?? null,
    part,
    droppedBytes: recovered?.droppedBytes ?? 0,
  });
}

/** Runs `work` under the session's lock and keeps the lock when it comes to something. */
async function withLock<T>(
  directory: string,
  work: (lock: Lock) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (((await lstat(directory)).mode & 0o077) !== 0) {
    return problem("refused", `Others may look into ${directory}`, `chmod 700 ${directory}`);
  }
  const lock = await takeLock(directory);
  if (!lock.ok) return lock;
  let keep = false;
  try {
    const result = await work(lock.value);
    keep = result.ok;
    return result;
  } finally {
    if (!keep) await lock.value.release();
  }
}

async function closeUnlessOk<T>(
  file: FileHandle,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  let keep = false;
  try {
    const result = await work();
    keep = result.ok;
    return result;
  } finally {
    if (!keep) await file.close();
  }
}
