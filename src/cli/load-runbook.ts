/** Reads a runbook that a person named, with the digest that binds a session to it, and all that it calls. */
import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Plan } from "../model/plan.ts";
import type { Runbook } from "../model/runbook.ts";
import { type Document, deepestCall, type Found, mostCalls } from "../parser/calls/library.ts";
import { link } from "../parser/calls/link.ts";
import type { Document as ReadDocument } from "../parser/document.ts";
import { noProject, type Project } from "../parser/project.ts";
import { readDocument } from "../parser/read.ts";
import type { Io } from "./io.ts";
import { readText } from "./read-file.ts";
import type { Outcome } from "./refusal.ts";

export interface LoadedRunbook extends ReadDocument {
  /** SHA-256 of the source, in hex. */
  readonly digest: string;
  /** Where it really lies, whatever link led there: by this its project's policy knows it. */
  readonly realPath: string;
}

export interface LinkedRunbook extends LoadedRunbook {
  /** The document alone, without the steps of what it calls. */
  readonly own: Runbook;
  readonly callees: Plan["callees"];
}

/** What the policy of a document gives, by the document's path. */
export type ProjectOf = (path: string) => Promise<Project>;

/** `project` is what its policy gives; without it, the document is read by itself. */
export async function loadRunbook(
  io: Pick<Io, "cwd">,
  path: string,
  project = noProject,
): Promise<Outcome<LoadedRunbook>> {
  const text = await readText(io, path, "runbook");
  if (!text.ok) return text;
  const value = {
    ...readDocument(text.value, path, project),
    digest: createHash("sha256").update(text.value).digest("hex"),
    realPath: await realPathOf(resolve(io.cwd, path)),
  };
  return { ok: true, value };
}

/** With the steps of all that it calls, directly or through others. What cannot be read is a diagnostic. */
export async function loadLinked(
  io: Pick<Io, "cwd">,
  path: string,
  projectOf: ProjectOf,
): Promise<Outcome<LinkedRunbook>> {
  const loaded = await loadRunbook(io, path, await projectOf(path));
  if (!loaded.ok) return loaded;
  const root = documentOf(loaded.value);
  const found = await readCallees(io, root, projectOf);
  const find = (from: string, written: string): Found =>
    found.get(from)?.get(written) ?? { kind: "unreadable", reason: "it was not read" };
  const { runbook, callees } = link(root, find);
  return { ok: true, value: { ...loaded.value, runbook, own: loaded.value.runbook, callees } };
}

/** What each path leads to, by the document that names it. Every file is read once. */
type Library = ReadonlyMap<string, ReadonlyMap<string, Found>>;

async function readCallees(
  io: Pick<Io, "cwd">,
  root: Document,
  projectOf: ProjectOf,
): Promise<Library> {
  const library = new Map<string, Map<string, Found>>();
  const known = new Map([[root.path, root]]);
  let next = [root];
  for (let depth = 0; depth < deepestCall && next.length > 0; depth += 1) {
    const unread: Document[] = [];
    for (const from of next) {
      const targets = new Map<string, Found>();
      library.set(from.path, targets);
      for (const written of pathsIn(from.runbook)) {
        if (known.size > mostCalls) break;
        const path = await realPathOf(resolve(dirname(from.path), written));
        const before = known.get(path);
        const found = before
          ? ({ kind: "document", document: before } as const)
          : await readCallee(io, join(dirname(from.runbook.path), written), projectOf);
        targets.set(written, found);
        if (before || found.kind !== "document") continue;
        known.set(path, found.document);
        unread.push(found.document);
      }
    }
    next = unread;
  }
  return library;
}

function pathsIn({ steps, prerequisites }: Runbook): ReadonlySet<string> {
  const called = steps.flatMap((step) => (step.kind === "call" ? [step.runbook] : []));
  return new Set([...called, ...prerequisites.map(({ path }) => path)].filter(Boolean));
}

async function readCallee(io: Pick<Io, "cwd">, path: string, projectOf: ProjectOf): Promise<Found> {
  const loaded = await loadRunbook(io, path, await projectOf(path));
  if (loaded.ok) return { kind: "document", document: documentOf(loaded.value) };
  const [reason = "it cannot be read"] = loaded.lines;
  return { kind: "unreadable", reason: reason.replace(/^firebreak: (?:cannot read \S+: )?/, "") };
}

function documentOf({ runbook, digest, realPath: path }: LoadedRunbook): Document {
  return { runbook, digest, path };
}

function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
