/** Finds the request that somebody is asked to approve: by its session, as a file, or from standard input. */
import { lstat, readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ApprovalRequest } from "../model/approval.ts";
import { approvalFolder, requestEnding } from "../transcript/approval-desk.ts";
import { readRequest } from "../transcript/approval-request.ts";
import { transcriptName } from "../transcript/journal.ts";
import { readAtMost } from "../transcript/read-at-most.ts";
import { directoryOfSession } from "../transcript/sessions.ts";
import type { Io } from "./io.ts";
import { maximumBytes, readText, tooLarge } from "./read-file.ts";
import { type Outcome, type Refusal, refuse } from "./refusal.ts";

export interface FoundRequest {
  readonly request: ApprovalRequest;
  /** The file that it was read from; null where it came from standard input. */
  readonly path: string | null;
}

/** `what` is the id of a session below `stateDir`, a file, or `-`. */
export async function findRequest(
  io: Io,
  what: string,
  stateDir: string,
): Promise<Outcome<FoundRequest>> {
  const directory = directoryOfSession(stateDir, what);
  const path = what === "-" ? null : ((await latestIn(directory)) ?? what);
  const nothing = path === what ? await nothingAt(io, what, directory) : null;
  if (nothing !== null) return nothing;
  const text = path === null ? await readInput(io) : await readText(io, path, "request");
  if (!text.ok) return text;
  const read = readRequest(text.value);
  if (!read.ok) return refuse(`${what}: ${read.problem.message}`, read.problem.hint);
  return { ok: true, value: { request: read.value, path: path && resolve(io.cwd, path) } };
}

/**
 * The latest request of a session; null when there is no such session, or no request. Only files count:
 * whoever can name a session does not mean to wait for a pipe.
 */
async function latestIn(directory: string): Promise<string | null> {
  const folder = approvalFolder(directory);
  const names = await readdir(folder).catch(() => []);
  const paths = names
    .filter((name) => name.endsWith(requestEnding))
    .map((one) => join(folder, one));
  const found = await Promise.all(
    paths.map(async (path) => ({ path, stats: await lstat(path).catch(() => null) })),
  );
  const requests = found.flatMap(({ path, stats }) =>
    stats?.isFile() ? [{ path, atMs: stats.mtimeMs }] : [],
  );
  return requests.toSorted((a, b) => a.atMs - b.atMs).at(-1)?.path ?? null;
}

/** What is wrong with a name behind which there is no file; null where there is one. */
async function nothingAt({ cwd }: Io, what: string, session: string): Promise<Refusal | null> {
  const there = await stat(resolve(cwd, what)).catch(() => null);
  if (there?.isDirectory()) {
    return refuse(`${what} is a directory`, `name the file in it that ends in ${requestEnding}`);
  }
  if (there !== null) return null;
  const transcript = await lstat(join(session, transcriptName)).catch(() => null);
  if (transcript === null) {
    const hint = "`firebreak sessions` lists them; a request that was sent to you is a file";
    return refuse(`there is neither a session nor a file ${what}`, hint);
  }
  const hint = "it does once the step that needs one is reached: ask whoever runs it";
  return refuse(`the session ${what} asks for no approval now`, hint);
}

async function readInput({ stdin }: Io): Promise<Outcome<string>> {
  const bytes = await readAtMost(stdin, maximumBytes);
  return bytes === null ? tooLarge("standard input") : { ok: true, value: bytes.toString("utf8") };
}
