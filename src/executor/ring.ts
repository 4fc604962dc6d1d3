/** The last bytes of a stream, in memory that is allocated once. */

export interface Ring {
  push(bytes: Uint8Array): void;
  /** Bytes it holds now. */
  length(): number;
  /** Bytes pushed since it was last cleared, kept or not. */
  pushed(): number;
  /** A copy of what it holds, oldest first. */
  contents(): Buffer;
  clear(): void;
}

/** Keeps the last `limit` bytes of what is pushed. */
export function createRing(limit: number): Ring {
  let memory: Buffer | null = null;
  /** Where the next byte goes. */
  let next = 0;
  let pushed = 0;

  function write(bytes: Uint8Array): void {
    memory ??= Buffer.allocUnsafe(limit);
    const untilEnd = Math.min(bytes.length, limit - next);
    memory.set(bytes.subarray(0, untilEnd), next);
    memory.set(bytes.subarray(untilEnd), 0);
    next = (next + bytes.length) % limit;
  }

  return {
    push(bytes) {
      pushed += bytes.length;
      write(bytes.length > limit ? bytes.subarray(bytes.length - limit) : bytes);
    },
    length: () => Math.min(pushed, limit),
    pushed: () => pushed,
    contents() {
      if (memory === null) return Buffer.alloc(0);
      if (pushed < limit) return Buffer.from(memory.subarray(0, pushed));
      return Buffer.concat([memory.subarray(next), memory.subarray(0, next)]);
    },
    clear() {
      next = 0;
      pushed = 0;
    },
  };
}
