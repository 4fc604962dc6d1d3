/**
 * How code gets to bash: as a file without a name, on file descriptor 3.
 *
 * An argument (`bash -c code`) could hold only 128 KiB and would stand in `ps` for everybody to read.
 * On stdin it would be eaten by the first command that reads stdin. A named script would be read bit by
 * bit while it runs, so that whoever changes the file changes the step; and it would be left behind.
 */
import { randomUUID } from "node:crypto";
import { openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What bash is given as its command: it reads all of descriptor 3, closes it, and runs what it read.
 * Messages then say `bash: line 2: …` with the line of the step's own code.
 */
export const readerCommand = 'eval "$(</dev/fd/3)" 3<&-';

export type CodeFile =
  | { readonly kind: "open"; readonly fd: number }
  | { readonly kind: "refused"; readonly reason: string };

/** A descriptor from which `code` can be read once; the caller closes it. Only its owner can read it. */
export function openCode(directory: string, code: string): CodeFile {
  if (code.includes("\0") || !code.isWellFormed()) {
    return { kind: "refused", reason: "the code holds characters that bash cannot be given" };
  }
  try {
    return { kind: "open", fd: unnamedFile(directory, code) };
  } catch (error) {
    const reason = `the code could not be written to ${directory}: ${(error as Error).message}`;
    return { kind: "refused", reason };
  }
}

/** Four quick system calls: waiting for each of them in turn would take longer than they do. */
function unnamedFile(directory: string, code: string): number {
  const name = join(directory, `code-${randomUUID()}`);
  try {
    writeFileSync(name, code, { mode: 0o600, flag: "wx" });
    return openSync(name, "r");
  } finally {
    rmSync(name, { force: true });
  }
}
