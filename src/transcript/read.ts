/** Reads a transcript as lines, however large the file: one line at a time is in memory. */
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import type { Event } from "../model/event.ts";
import { type Chain, emptyChain, follow } from "./chain.ts";
import { maxLineBytes, parseRecord } from "./record.ts";
import { ok, problem, type Result, systemProblem } from "./result.ts";

export interface Line {
  /** Counts from 1. */
  readonly number: number;
  /** Bytes before the line. */
  readonly offset: number;
  /** Without the newline; cut off when the line is longer than any line may be. */
  readonly bytes: Buffer;
  /** False for a last line without its newline. */
  readonly ended: boolean;
}

/** The lines of a file (from its start, whatever its position) or of bytes. */
export async function* linesOf(source: FileHandle | Uint8Array): AsyncGenerator<Line> {
  let number = 1;
  let offset = 0;
  let pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunksOf(source)) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const bytes = Buffer.concat([...pieces, chunk.subarray(from, at)]);
      yield { number, offset, bytes, ended: true };
      number += 1;
      offset += length + (at - from) + 1;
      pieces = [];
      length = 0;
      from = at + 1;
    }
    const rest = chunk.subarray(from);
    if (length <= maxLineBytes) pieces.push(rest);
    length += rest.length;
  }
  if (length > 0) yield { number, offset, bytes: Buffer.concat(pieces), ended: false };
}

const chunkBytes = 256 * 1024;

async function* chunksOf(source: FileHandle | Uint8Array): AsyncGenerator<Buffer> {
  if (source instanceof Uint8Array) {
    yield Buffer.from(source);
    return;
  }
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await source.read(
      Buffer.alloc(chunkBytes),
      0,
      chunkBytes,
      position,
    );
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** How far a transcript holds together. */
export interface Inspection {
  readonly chain: Chain;
  /** The first line that does not fit; null when all do. */
  readonly broken: { readonly line: number; readonly reason: string } | null;
  /** Whether the file ends in the middle of a line. */
  readonly torn: boolean;
  /** Bytes up to and with the last signed line. */
  readonly signedBytes: number;
  readonly title: string | null;
  readonly firstAt: string | null;
}

/** Follows the chain to its end or its first break. `onEvent` hears each event that fits. */
export async function inspect(
  lines: AsyncIterable<Line>,
  onEvent: (event: Event) => void = () => {},
): Promise<Inspection> {
  let found: Inspection = {
    chain: emptyChain,
    broken: null,
    torn: false,
    signedBytes: 0,
    title: null,
    firstAt: null,
  };
  for await (const line of lines) {
    if (!line.ended) return { ...found, torn: true };
    const step = follow(found.chain, line.bytes);
    if (step.kind === "broken") {
      return { ...found, broken: { line: line.number, reason: step.reason } };
    }
    const { chain, record } = step;
    found = { ...found, chain };
    if (record.kind === "event") {
      onEvent(record.event);
      found = { ...found, firstAt: found.firstAt ?? record.event.at };
      if (record.event.type === "session.opened") {
        found = { ...found, title: record.event.plan.runbook.title };
      }
    } else {
      found = { ...found, signedBytes: line.offset + line.bytes.length + 1 };
    }
  }
  return found;
}

/** Whether this is, or once was, a transcript: judged by its first bytes. */
export async function looksLikeTranscript(source: FileHandle | Uint8Array): Promise<boolean> {
  const head = await firstBytes(source);
  const text = head.toString("latin1");
  // One mark is enough: whoever damages a transcript must not turn it into "some other file".
  return marks.some((mark) => mark.test(text));
}

const headBytes = 64 * 1024;

const marks = [
  /^\{"event":\{"at":"/m,
  /"prev":"[0-9a-f]{64}"/,
  /"sessionKey":"ssh-/,
  /-----BEGIN SSH SIGNATURE-----/,
];

async function firstBytes(source: FileHandle | Uint8Array): Promise<Buffer> {
  if (source instanceof Uint8Array) return Buffer.from(source.subarray(0, headBytes));
  const { buffer, bytesRead } = await source.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return buffer.subarray(0, bytesRead);
}

/** What a transcript holds, as far as it can be read. */
export interface Content {
  readonly events: readonly Event[];
  /** How many of them stand before the last line that carries a signature, be it a good one or not. */
  readonly signed: number;
  /** The first whole line that is no record; null when there is none. A torn last line is no flaw. */
  readonly flaw: { readonly line: number; readonly reason: string } | null;
}

/**
 * Every event up to the first line that cannot be read, for viewers that show what is there. Says nothing
 * about authenticity: that is `verifyTranscript`'s word.
 */
export async function readEvents(path: string): Promise<Result<Content>> {
  try {
    const file = await open(path, "r");
    try {
      return await contentOf(file, path);
    } finally {
      await file.close();
    }
  } catch (error) {
    return systemProblem(error, `read ${path}`);
  }
}

async function contentOf(file: FileHandle, path: string): Promise<Result<Content>> {
  if (!(await looksLikeTranscript(file))) {
    return problem("notATranscript", `${path} is not a transcript`);
  }
  const events: Event[] = [];
  let signed = 0;
  for await (const { number: line, bytes, ended } of linesOf(file)) {
    if (!ended) break;
    const parsed = parseRecord(bytes);
    if (parsed.kind === "flawed") {
      return ok({ events, signed, flaw: { line, reason: parsed.reason } });
    }
    if (parsed.record.kind === "event") events.push(parsed.record.event);
    else signed = events.length;
  }
  return ok({ events, signed, flaw: null });
}
