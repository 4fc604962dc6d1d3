/** A small session to write transcripts of, and the directories and keys to do it with. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Event } from "../../src/model/event.ts";
import type { CodeStep, ManualStep } from "../../src/model/step.ts";
import { createTranscript, type Opened, openTranscript } from "../../src/transcript/journal.ts";
import { loadOperatorKey, type OperatorKey } from "../../src/transcript/operator-key.ts";
import type { Result } from "../../src/transcript/result.ts";
import { type Verification, verifyTranscript } from "../../src/transcript/verify.ts";
import type { Transcript } from "../../src/transcript/writer.ts";

export const sessionId = "20261121-0312-first-look-k7q2";

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "firebreak-transcript-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** The value of a result that must be one. */
export function got<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.kind}: ${result.problem.message}`);
  return result.value;
}

/** Who signs, where it is written, and whom the reviewer trusts. */
export interface Desk {
  readonly home: string;
  readonly directory: string;
  readonly path: string;
  readonly key: OperatorKey;
  readonly allowedSigners: string;
}

export async function desk(principal = "ada@example.com"): Promise<Desk> {
  const home = await temporaryDirectory();
  const configDir = join(home, "config");
  const key = got(await loadOperatorKey({ configDir, principal }));
  const directory = join(home, "state", "sessions", sessionId);
  const allowedSigners = await readFile(join(configDir, "allowed_signers"), "utf8");
  return { home, directory, path: join(directory, "session.jsonl"), key, allowedSigners };
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

const common = {
  headings: ["Look around"],
  prose: "",
  role: "main",
  risk: "none",
  environments: null,
  on: "local",
  needs: [],
  when: null,
  confirm: false,
  auto: null,
  blockers: [],
} as const;

export const lookStep: CodeStep = {
  kind: "code",
  ...common,
  headings: ["Look around"],
  needs: [],
  blockers: [],
  id: "look",
  title: "Count the virtual hosts",
  lines: { first: 5, last: 7 },
  language: "bash",
  code: "grep -c '{' config",
  backup: ["/etc/example.conf"],
  rollback: null,
  expect: [],
  exit: [0],
  capture: null,
  timeoutMs: null,
};

export const tellStep: ManualStep = {
  kind: "manual",
  ...common,
  headings: ["Look around"],
  needs: [],
  blockers: [],
  id: "tell",
  title: "Tell the channel",
  lines: { first: 9, last: 9 },
  text: "Tell the channel",
};

const table = {
  none: "run",
  low: "run",
  medium: "confirm",
  high: "type",
  critical: "type",
} as const;

export const circumstances = {
  tool: "firebreak 0.1.0",
  host: "web-1.example.com",
  operator: "ada@example.com",
  mode: { kind: "interactive" },
  policy: {
    path: null,
    environments: [],
    risk: table,
    productionRisk: table,
    autoLimit: "low",
    backup: { directory: null },
  },
  policyDigest: null,
  claim: "stage",
} as const;

export const opened: Event = {
  type: "session.opened",
  at: "2026-11-21T03:12:00.000Z",
  session: sessionId,
  plan: {
    runbook: { path: "first-look.md", title: "First look", digest: "ab".repeat(32) },
    inputs: [],
    steps: [lookStep, tellStep],
    leftOut: {},
  },
  ...circumstances,
  policy: { ...circumstances.policy, environments: [] },
};

const stream = { bytes: 3, omittedBytes: 0, tail: "", sha256: "cd".repeat(32) };

export const sampleEvents: readonly Event[] = [
  opened,
  { type: "step.reached", at: "2026-11-21T03:12:01.000Z", step: "look", attempt: 1 },
  {
    type: "step.started",
    at: "2026-11-21T03:12:02.000Z",
    step: "look",
    attempt: 1,
    code: lookStep.code,
    target: "local",
  },
  {
    type: "step.output",
    at: "2026-11-21T03:12:02.100Z",
    step: "look",
    attempt: 1,
    stream: "stdout",
    text: "25\n",
  },
  {
    type: "step.ended",
    at: "2026-11-21T03:12:02.200Z",
    step: "look",
    attempt: 1,
    ok: true,
    report: {
      end: { kind: "exited", code: 0 },
      durationMs: 187,
      stdout: stream,
      stderr: { ...stream, bytes: 0 },
      captured: null,
      unmet: [],
    },
  },
  { type: "step.reached", at: "2026-11-21T03:12:03.000Z", step: "tell", attempt: 1 },
  { type: "step.ticked", at: "2026-11-21T03:12:09.000Z", step: "tell", attempt: 1 },
  { type: "session.finished", at: "2026-11-21T03:12:09.001Z", outcome: "done" },
];
