/** Reads a runbook that a person named, with the digest that binds a session to it. */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Runbook } from "../model/runbook.ts";
import { noProject } from "../parser/project.ts";
import { readRunbook } from "../parser/read.ts";
import type { Io } from "./io.ts";
import { readText } from "./read-file.ts";
import type { Outcome } from "./refusal.ts";

export interface LoadedRunbook {
  readonly runbook: Runbook;
  /** SHA-256 of the source, in hex. */
  readonly digest: string;
  readonly absolutePath: string;
}

/** `project` is what its policy gives; without it, the document is read by itself. */
export async function loadRunbook(
  io: Io,
  path: string,
  project = noProject,
): Promise<Outcome<LoadedRunbook>> {
  const text = await readText(io, path);
  if (!text.ok) return text;
  const value = {
    runbook: readRunbook(text.value, path, project),
    digest: createHash("sha256").update(text.value).digest("hex"),
    absolutePath: resolve(io.cwd, path),
  };
  return { ok: true, value };
}
