/** Where a session is written, who signs it, and whom the reviewer trusts: real files and a real key. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Event } from "../../src/model/event.ts";
import { canonicalJson, sha256 } from "../../src/transcript/canonical.ts";
import {
  createTranscript,
  type Opened,
  openTranscript,
  type Transcript,
} from "../../src/transcript/journal.ts";
import { loadOperatorKey, type OperatorKey } from "../../src/transcript/operator-key.ts";
import type { Result } from "../../src/transcript/result.ts";
import { type Verification, verifyTranscript } from "../../src/transcript/verify.ts";
import { sampleEvents, sessionId } from "./sample-events.ts";

/** The value of a result that must be one. */
export function got<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.kind}: ${result.problem.message}`);
  return result.value;
}

export interface Desk {
  readonly home: string;
  readonly stateDir: string;
  readonly directory: string;
  readonly path: string;
  readonly key: OperatorKey;
  readonly allowedSigners: string;
}

/** A desk in the directory `home`; the same again when there is one. */
export async function deskIn(home: string, principal = "ada@example.com"): Promise<Desk> {
  const configDir = join(home, "config");
  const key = got(await loadOperatorKey({ configDir, principal }));
  const stateDir = join(home, "state");
  const directory = join(stateDir, "sessions", sessionId);
  const allowedSigners = await readFile(join(configDir, "allowed_signers"), "utf8");
  const path = join(directory, "session.jsonl");
  return { home, stateDir, directory, path, key, allowedSigners };
}

export async function begin({ directory, key }: Desk): Promise<Transcript> {
  return got(await createTranscript({ directory, session: sessionId, key }));
}

export async function goOn({ directory, key }: Desk): Promise<Opened> {
  return got(await openTranscript({ directory, key }));
}

/** Writes a whole session, in two appends, and seals it. */
export async function writeSealed(
  at: Desk,
  events: readonly Event[] = sampleEvents,
): Promise<void> {
  const transcript = await begin(at);
  await transcript.append(events.slice(0, 2));
  await transcript.append(events.slice(2));
  await transcript.seal("finished");
  await transcript.close();
}

export async function verdictOn(
  source: string | Uint8Array,
  { allowedSigners }: Pick<Desk, "allowedSigners">,
): Promise<Verification> {
  return got(await verifyTranscript(source, { allowedSigners }));
}

/** Adds events that follow the chain, as anybody could write them: no signature comes after. */
export async function appendUnsigned(path: string, events: readonly Event[]): Promise<void> {
  let lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  for (const event of events) {
    const prev = sha256(lines.at(-1) ?? "");
    lines = [...lines, canonicalJson({ v: 1, seq: lines.length + 1, prev, kind: "event", event })];
  }
  await writeFile(path, `${lines.join("\n")}\n`);
}
