/** What `firebreak verify` would say with the reviewer's own list of signers. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { systemWords } from "../model/system-words.ts";
import { type Verification, verifyTranscript } from "../transcript/verify.ts";
import { configDir, type Io } from "./io.ts";
import { type Outcome, refuse } from "./refusal.ts";

/**
 * The verdict in a word, and why nobody is trusted, for that is for the operator to mend. A transcript
 * that cannot be read at all has no seal to speak of.
 */
export async function verifyOwn(io: Io, path: string): Promise<string> {
  const verified = await verifyWith(io, path, undefined);
  if (!verified.ok) return "UNREADABLE";
  const { verdict, reason } = verified.value;
  return verdict === "UNTRUSTED" ? `${verdict}: ${reason}` : verdict;
}

/**
 * `signers` names an `allowed_signers` file; without it the one in the user's configuration counts, and
 * when there is none, nobody is trusted.
 */
export async function verifyWith(
  io: Io,
  path: string,
  signers: string | undefined,
): Promise<Outcome<Verification>> {
  const allowed = await readSigners(io, signers);
  if (!allowed.ok) return allowed;
  const verified = await verifyTranscript(path, { allowedSigners: allowed.value });
  if (!verified.ok) return refuse(verified.problem.message, verified.problem.hint);
  return { ok: true, value: verified.value };
}

async function readSigners(io: Io, given: string | undefined): Promise<Outcome<string | null>> {
  const path =
    given === undefined ? join(configDir(io), "allowed_signers") : resolve(io.cwd, given);
  try {
    return { ok: true, value: await readFile(path, "utf8") };
  } catch (error) {
    if (given === undefined) return { ok: true, value: null };
    return refuse(`cannot read ${given}: ${systemWords(error)}`, "name an allowed_signers file");
  }
}
