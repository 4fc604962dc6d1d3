/** Writes one part of a transcript: every append is one write and one fdatasync, and ends with a checkpoint. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { Journal } from "../engine/ports.ts";
import type { Event } from "../model/event.ts";
import { systemCode } from "../model/system-words.ts";
import { canonicalJson, sha256 } from "./canonical.ts";
import type { Lock } from "./lock.ts";
import type { OperatorKey } from "./operator-key.ts";
import { maxLineBytes, namespace, type PartRecord, type SealState, statementOf } from "./record.ts";
import { blobOfRaw, publicKeyLine, rawOfKeyObject } from "./ssh-wire.ts";

export interface Transcript extends Journal {
  readonly path: string;
  /**
   * One write, then fdatasync. Concurrent calls are carried out one after the other. Rejects with a
   * `JournalError` when the events may not be durable; from then on every call does.
   */
  append(events: readonly Event[]): Promise<void>;
  /** Ends this part with the operator's signature; nothing can be appended after it. */
  seal(state: SealState): Promise<void>;
  /** Gives the session free for others. Without a seal before, the session counts as interrupted. */
  close(): Promise<void>;
}

/** The journal could not be written: nothing may run any more. */
export class JournalError extends Error {
  /** The system's code, for example `ENOSPC`; null when the system reported no error. */
  readonly code: string | null;

  constructor(message: string, code: string | null = null) {
    super(message);
    this.name = "JournalError";
    this.code = code;
  }
}

/** What a writer holds, and gives back when it is closed. */
export interface Held {
  readonly path: string;
  readonly file: FileHandle;
  readonly lock: Lock;
  readonly key: OperatorKey;
}

/** Where in the file the next line goes, and what it follows. */
export interface Place {
  readonly seq: number;
  /** SHA-256 of the line before. */
  readonly hash: string;
  readonly bytes: number;
  readonly events: number;
}

export type Opening = Pick<PartRecord, "session" | "part" | "recovered">;

/** Writes the first line of a part. Rejects with the system's error when that fails. */
export async function startPart(held: Held, place: Place, opening: Opening): Promise<Transcript> {
  const { path, file, lock, key } = held;
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  let now = place;
  let over: string | JournalError | null = null;
  let busy: Promise<unknown> = Promise.resolve();

  async function write(lines: Lines): Promise<void> {
    const bytes = Buffer.from(lines.text);
    await writeAll(file, bytes);
    await file.datasync();
    now = { ...lines.place, bytes: now.bytes + bytes.length };
    await expectSame(file, now.bytes);
  }

  /** One piece of work at a time; after a failure nothing more is written. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = busy.then(async () => {
      if (over !== null) throw over instanceof JournalError ? over : new JournalError(over);
      try {
        await work();
      } catch (error) {
        over = "an earlier write failed";
        over = journalError(error, path);
        throw over;
      }
    });
    busy = turn.catch(() => {});
    return turn;
  }

  const at = new Date().toISOString();
  const sessionKey = publicKeyLine(blobOfRaw(rawOfKeyObject(publicKey)));
  const operator = { operator: key.principal, operatorKey: key.publicKey };
  const fields = { kind: "part", at, sessionKey, ...operator, ...opening } as const;
  await write(await addSigned(linesAt(now), fields, key));

  return {
    path,
    append: (events) =>
      inTurn(async () => {
        if (events.length === 0) return;
        const lines = events.reduce(addEvent, linesAt(now));
        await write(await addCheckpoint(lines, privateKey));
      }),
    seal: (state) =>
      inTurn(async () => {
        const { session, part } = opening;
        const sealing = { session, part, events: now.events, state };
        const sealedAt = new Date().toISOString();
        const seal = { kind: "seal", at: sealedAt, ...sealing } as const;
        await write(await addSigned(linesAt(now), seal, key));
        over = "the session is sealed";
      }),
    close: async () => {
      await busy;
      if (over === closed) return;
      over = closed;
      await file.close();
      await lock.release();
    },
  };
}

const closed = "the transcript is closed";

/** Lines about to be written, and where the file stands after them. */
interface Lines {
  readonly text: string;
  readonly place: Place;
}

function linesAt(place: Place): Lines {
  return { text: "", place };
}

function addEvent(lines: Lines, event: Event): Lines {
  const added = addLine(lines, { ...headOf(lines), kind: "event", event });
  return { ...added, place: { ...added.place, events: added.place.events + 1 } };
}

function addCheckpoint(lines: Lines, sessionKey: KeyObject): Lines {
  const record = { ...headOf(lines), kind: "checkpoint" };
  const signature = sign(null, Buffer.from(statementOf(record)), sessionKey).toString("base64");
  return addLine(lines, { ...record, signature });
}

/** Adds a line that the operator signs. */
async function addSigned(
  lines: Lines,
  fields: Readonly<Record<string, unknown>>,
  key: OperatorKey,
): Promise<Lines> {
  const record = { ...headOf(lines), ...fields };
  const signature = await key.sign(namespace, statementOf(record));
  return addLine(lines, { ...record, signature });
}

function headOf({ place }: Lines): { v: 1; seq: number; prev: string } {
  return { v: 1, seq: place.seq + 1, prev: place.hash };
}

function addLine({ text, place }: Lines, record: Readonly<Record<string, unknown>>): Lines {
  const line = canonicalJson(record);
  if (Buffer.byteLength(line) > maxLineBytes) {
    throw new JournalError(`an event is larger than ${maxLineBytes} bytes`);
  }
  const after = { ...place, seq: place.seq + 1, hash: sha256(line) };
  return { text: `${text}${line}\n`, place: after };
}

/** One system call, unless the disk takes only part: then the next one says why. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}

/** What was written into a deleted file, or among somebody else's lines, is not durable for anybody. */
async function expectSame(file: FileHandle, bytes: number): Promise<void> {
  const { nlink, size } = await file.stat();
  if (nlink === 0) throw new JournalError("the file was deleted");
  if (size !== bytes) throw new JournalError("the file was changed by somebody else");
}

function journalError(error: unknown, path: string): JournalError {
  if (error instanceof JournalError) return new JournalError(`${path}: ${error.message}`);
  const code = systemCode(error);
  if (code === null) throw error;
  const full = ["ENOSPC", "EDQUOT", "EFBIG"].includes(code);
  const what = full ? "there is no room to write" : (error as Error).message;
  return new JournalError(`${path}: ${what}`, code);
}
