/**
 * The pipes a child prints into. Node's own "pipe" is a pair of sockets, and a socket cannot be opened
 * by name: `tee /dev/stderr` or `curl -o /dev/stdout` would fail in a step although it works when pasted
 * into a terminal. So the pipes are made with `mkfifo`, and lose their names at once.
 *
 * To start `mkfifo` costs about as much as to start bash itself. So pipes are made for several runs at a
 * time; each is used for one run only, for a child left behind by an earlier one may still hold its end.
 */
import { execFile } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";

/** Both ends of a pipe, as file descriptors. */
interface Pipe {
  readonly readEnd: number;
  readonly writeEnd: number;
}

/** The pipes of one run. */
export interface Outputs {
  readonly stdout: Pipe;
  readonly stderr: Pipe;
}

export interface PipeStock {
  /** Pipes nobody had before; null where none can be made (no `mkfifo`, a disk without them). */
  take(): Promise<Outputs | null>;
  /** Closes those that nobody took. */
  close(): void;
}

/** Enough to make `mkfifo` cheap; each holds four descriptors open until it is taken. */
const mostAtOnce = 16;

/**
 * A stock for the runs of one session. It makes one, then twice as many each time it is empty.
 * `directory` exists; nothing stays in it.
 */
export function createPipeStock(directory: string): PipeStock {
  const spare: Outputs[] = [];
  let next = 1;
  return {
    async take() {
      if (spare.length === 0) {
        const count = next;
        next = Math.min(next * 2, mostAtOnce);
        spare.push(...(await makeOutputs(directory, count)));
      }
      return spare.pop() ?? null;
    },
    close() {
      for (const outputs of spare.splice(0)) closeOutputs(outputs);
    },
  };
}

/** Fewer than `count` when descriptors run out, none where pipes cannot be made. */
async function makeOutputs(directory: string, count: number): Promise<Outputs[]> {
  const made: Outputs[] = [];
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(directory, "pipes-"));
    const paths = Array.from({ length: count }, (_, index) => `${folder}/${index}`);
    const names = paths.flatMap((path) => [`${path}-out`, `${path}-err`]);
    await promisify(execFile)("mkfifo", ["-m", "600", ...names]);
    for (const path of paths) made.push(openOutputs(path));
  } catch {
    // Sockets stand in for what could not be made.
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
  return made;
}

function openOutputs(path: string): Outputs {
  const stdout = openPipe(`${path}-out`);
  try {
    return { stdout, stderr: openPipe(`${path}-err`) };
  } catch (error) {
    closePipe(stdout);
    throw error;
  }
}

function openPipe(name: string): Pipe {
  // The reader first: without one, opening for writing would wait for ever.
  const readEnd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return { readEnd, writeEnd: openSync(name, constants.O_WRONLY) };
  } catch (error) {
    closeSync(readEnd);
    throw error;
  }
}

export function closeOutputs({ stdout, stderr }: Outputs): void {
  closePipe(stdout);
  closePipe(stderr);
}

function closePipe({ readEnd, writeEnd }: Pipe): void {
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
