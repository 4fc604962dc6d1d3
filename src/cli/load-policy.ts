/** Finds and reads the project's `firebreak.yaml`: upwards from the runbook, or where `--config` says. */
import { createHash } from "node:crypto";
import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Policy } from "../model/policy.ts";
import { defaultPolicy, readPolicy } from "../parser/policy.ts";
import { noProject, type Project } from "../parser/project.ts";
import { defaultLintSettings, type LintSettings } from "../parser/rules/settings.ts";
import { firstDiagnosticsText } from "../report/diagnostics/text.ts";
import { fingerprintOfKey } from "../transcript/ssh-wire.ts";
import type { Io } from "./io.ts";
import { readText } from "./read-file.ts";
import { type Outcome, refuse } from "./refusal.ts";

export interface LoadedPolicy {
  readonly policy: Policy;
  readonly lint: LintSettings;
  /** SHA-256 of the file, in hex; null for the built-in defaults. */
  readonly digest: string | null;
}

/** A policy that cannot be read is never taken as absent. */
export async function loadPolicy(
  io: Pick<Io, "cwd">,
  runbookPath: string,
  config: string | undefined,
): Promise<Outcome<LoadedPolicy>> {
  const path = config ?? (await findPolicy(await directoryOf(resolve(io.cwd, runbookPath))));
  if (path === null) {
    return { ok: true, value: { policy: defaultPolicy, lint: defaultLintSettings, digest: null } };
  }
  const text = await readText(io, path, "policy");
  if (!text.ok) return text;
  const { policy, lint, diagnostics } = readPolicy(text.value, path, fingerprintOfKey);
  if (policy === null) {
    const shown = firstDiagnosticsText(diagnostics, text.value, path, false).trimEnd();
    return refuse(`${path} cannot be read as a policy\n\n${shown}`, null);
  }
  const digest = createHash("sha256").update(text.value).digest("hex");
  const real = await inRealFolder(resolve(io.cwd, path));
  return { ok: true, value: { policy: { ...policy, path: real }, lint, digest } };
}

/** Paths in a policy begin at its folder, and runbooks are known by where they really lie. */
async function inRealFolder(path: string): Promise<string> {
  const folder = dirname(path);
  return join(await realpath(folder).catch(() => folder), basename(path));
}

/** What the policies of documents give them. One that cannot be read gives nothing: it is refused elsewhere. */
export function projectsOf(
  io: Pick<Io, "cwd">,
  config: string | undefined,
): (path: string) => Promise<Project> {
  return async (path) => {
    const loaded = await loadPolicy(io, path, config);
    return loaded.ok ? loaded.value.policy : noProject;
  };
}

/** The first `firebreak.yaml` in `directory` or above it; null when there is none. */
export async function findPolicy(directory: string): Promise<string | null> {
  const candidate = join(directory, "firebreak.yaml");
  if (!(await isAbsent(candidate))) return candidate;
  const parent = dirname(directory);
  return parent === directory ? null : findPolicy(parent);
}

/** Where the runbook really lies: its project's policy holds for it, whatever link led there. */
async function directoryOf(runbook: string): Promise<string> {
  return dirname(await realpath(runbook).catch(() => runbook));
}

/** Only what is surely not there counts as absent; a link to nowhere is a policy that cannot be read. */
async function isAbsent(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === "ENOENT" || error.code === "ENOTDIR",
  );
}
