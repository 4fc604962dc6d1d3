/** Reads a runbook that a person named, with the digest that binds a session to it. */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Document } from "../parser/document.ts";
import { readDocument } from "../parser/read.ts";
import type { Io } from "./io.ts";
import { readText } from "./read-file.ts";
import type { Outcome } from "./refusal.ts";

export interface LoadedRunbook extends Document {
  /** SHA-256 of the source, in hex. */
  readonly digest: string;
  readonly absolutePath: string;
}

export async function loadRunbook(
  io: Pick<Io, "cwd">,
  path: string,
): Promise<Outcome<LoadedRunbook>> {
  const text = await readText(io, path);
  if (!text.ok) return text;
  const value = {
    ...readDocument(text.value, path),
    digest: createHash("sha256").update(text.value).digest("hex"),
    absolutePath: resolve(io.cwd, path),
  };
  return { ok: true, value };
}
