/**
 * One output stream in bounded memory: its beginning, its end, and the length and digest of all of it.
 * Nothing here looks at lines or builds strings while the stream flows, so it keeps up with a pipe.
 */
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { StreamRecord } from "../model/outcome.ts";
import { createRing } from "./ring.ts";
import { strayBytes, textOf, unfinishedBytes } from "./utf8.ts";

export interface StreamKeeper {
  /** `chunk` is not kept: its memory may be used again. */
  add(chunk: Uint8Array): void;
  /**
   * The text of the head that was not taken before, in pieces of at most `pieceBytes`. Half a
   * character at its end is held back until it is whole, or until this is the `last` call.
   */
  take(last: boolean): string[];
  /** Whether nothing more will ever come from `take`. */
  isHeadTaken(): boolean;
  record(): StreamRecord;
  kept(): Kept;
}

/** What is left of a stream when it has ended. */
export interface Kept {
  /** One text when all was kept; head and tail when bytes between them were not. */
  readonly texts: readonly string[];
  readonly omittedBytes: number;
  /** Whether all kept bytes are UTF-8, so that the texts are exactly what was printed. */
  readonly isText: boolean;
}

export interface Limits {
  readonly headBytes: number;
  readonly tailBytes: number;
  readonly pieceBytes: number;
}

const defaults: Limits = { headBytes: 65_536, tailBytes: 65_536, pieceBytes: 16_384 };

export function createStreamKeeper(limits: Limits = defaults): StreamKeeper {
  const head = Buffer.allocUnsafe(limits.headBytes);
  const tail = createRing(limits.tailBytes);
  const hash = createHash("sha256");
  let bytes = 0;
  let headLength = 0;
  let headIsFull = false;
  let taken = 0;

  /** Fills the head and returns what does not fit. A character that would be cut goes to the tail. */
  function fillHead(chunk: Uint8Array): Uint8Array {
    if (headIsFull) return chunk;
    const part = chunk.subarray(0, head.length - headLength);
    head.set(part, headLength);
    headLength += part.length;
    if (headLength < head.length) return chunk.subarray(part.length);
    headIsFull = true;
    headLength -= unfinishedBytes(head);
    tail.push(head.subarray(headLength));
    return chunk.subarray(part.length);
  }

  /** The tail from its first whole character on. */
  function tailBytes(): Buffer {
    const held = tail.contents();
    return tail.pushed() > held.length ? held.subarray(strayBytes(held)) : held;
  }

  return {
    add(chunk) {
      bytes += chunk.length;
      hash.update(chunk);
      const rest = fillHead(chunk);
      if (rest.length > 0) tail.push(rest);
    },
    take(last) {
      let ready = head.subarray(taken, headLength);
      if (!last && !headIsFull) ready = ready.subarray(0, ready.length - unfinishedBytes(ready));
      taken += ready.length;
      return pieces(ready, limits.pieceBytes);
    },
    isHeadTaken: () => headIsFull && taken === headLength,
    record() {
      const end = tailBytes();
      return {
        bytes,
        omittedBytes: bytes - headLength - end.length,
        tail: textOf(end),
        sha256: hash.copy().digest("hex"),
      };
    },
    kept() {
      const begin = head.subarray(0, headLength);
      const end = tailBytes();
      const omittedBytes = bytes - begin.length - end.length;
      const parts = omittedBytes === 0 ? [Buffer.concat([begin, end])] : [begin, end];
      return {
        texts: parts.map(textOf),
        omittedBytes,
        isText: parts.every((part) => isUtf8(part)),
      };
    },
  };
}

function pieces(bytes: Uint8Array, pieceBytes: number): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const piece = bytes.subarray(at, at + pieceBytes);
    const isEnd = at + piece.length === bytes.length;
    // A piece of 4 bytes or more never holds nothing but half a character.
    const whole = isEnd ? piece : piece.subarray(0, piece.length - unfinishedBytes(piece));
    found.push(textOf(whole));
    at += whole.length;
  }
  return found;
}
