/**
 * The pipes a child prints into. Node's own "pipe" is a pair of sockets, and a socket cannot be opened
 * by name: `tee /dev/stderr` or `curl -o /dev/stdout` would fail in a step although it works when pasted
 * into a terminal. So the pipes are made with `mkfifo`, and lose their names at once.
 */
import { execFile } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";

/** Both ends of a pipe, as file descriptors. */
export interface Pipe {
  readonly readEnd: number;
  readonly writeEnd: number;
}

/** Pipes for stdout and stderr; null where they cannot be made (no `mkfifo`, a disk without them). */
export async function openPipes(directory: string): Promise<[Pipe, Pipe] | null> {
  const folder = await mkdtemp(join(directory, "pipes-")).catch(() => null);
  if (folder === null) return null;
  const opened: Pipe[] = [];
  try {
    const names = [join(folder, "stdout"), join(folder, "stderr")];
    await promisify(execFile)("mkfifo", ["-m", "600", ...names]);
    for (const name of names) opened.push(openPipe(name));
  } catch {
    opened.forEach(closePipe);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const [stdout, stderr] = opened;
  return stdout && stderr ? [stdout, stderr] : null;
}

function openPipe(name: string): Pipe {
  // The reader first: without one, opening for writing would wait for ever.
  const readEnd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  return { readEnd, writeEnd: openSync(name, constants.O_WRONLY) };
}

export function closePipe({ readEnd, writeEnd }: Pipe): void {
  closeSync(readEnd);
  closeSync(writeEnd);
}

const bufferBytes = 65_536;

/**
 * Reads until everybody who can write is gone, always into the same memory: what `heard` is given is
 * overwritten right after. The stream owns the descriptor from here on.
 */
export function readPipe(readEnd: number, heard: (chunk: Uint8Array) => void): Readable {
  const buffer = Buffer.allocUnsafe(bufferBytes);
  const socket = new Socket({
    fd: readEnd,
    readable: true,
    writable: false,
    onread: {
      buffer,
      callback(length) {
        heard(buffer.subarray(0, length));
        return true;
      },
    },
  });
  return socket.resume();
}
