/** The sessions of this machine's user, for lists: read as they stand, not verified. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Event, Outcome, Stop } from "../model/event.ts";
import { systemCode } from "../model/system-words.ts";
import { transcriptName } from "./journal.ts";
import { type Holder, lockHolder } from "./lock.ts";
import { readEvents } from "./read.ts";
import { ok, type Result, systemProblem } from "./result.ts";
import { stepFacts } from "./step-facts.ts";

export type SessionState =
  /** A live process holds it. */
  | { readonly kind: "running"; readonly pid: number; readonly host: string | null }
  | { readonly kind: "stopped"; readonly stop: Stop }
  | { readonly kind: "finished"; readonly outcome: Outcome }
  /** Its process died before it could stop. */
  | { readonly kind: "interrupted" };

interface StepCounts {
  /** Of the main steps; rollback steps do not count. */
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly unknown: number;
}

interface Found {
  readonly id: string;
  /** Of the session's directory. */
  readonly directory: string;
  /** Of its transcript. */
  readonly path: string;
}

export type SessionSummary =
  | (Found & {
      readonly kind: "session";
      readonly title: string;
      /** The runbook as it was opened. */
      readonly runbook: string;
      readonly openedAt: string;
      readonly state: SessionState;
      readonly steps: StepCounts;
    })
  | (Found & { readonly kind: "broken"; readonly openedAt: null; readonly reason: string });

/** Every session under `<stateDir>/sessions`, newest first, those that cannot be read last. */
export async function listSessions(stateDir: string): Promise<Result<readonly SessionSummary[]>> {
  const sessions = join(stateDir, "sessions");
  const ids = await directoriesIn(sessions);
  if (!ids.ok) return ids;
  const summaries: SessionSummary[] = [];
  for (const id of ids.value) {
    summaries.push(await summarise(id, join(sessions, id)));
  }
  return ok(
    summaries.toSorted(
      (a, b) => compare(b.openedAt ?? "", a.openedAt ?? "") || compare(b.id, a.id),
    ),
  );
}

export function directoryOfSession(stateDir: string, id: string): string {
  return join(stateDir, "sessions", id);
}

async function directoriesIn(path: string): Promise<Result<string[]>> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return ok(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  } catch (error) {
    return systemCode(error) === "ENOENT" ? ok([]) : systemProblem(error, `look into ${path}`);
  }
}

async function summarise(id: string, directory: string): Promise<SessionSummary> {
  const path = join(directory, transcriptName);
  const found = { id, directory, path };
  const broken = (reason: string) =>
    ({ kind: "broken", ...found, openedAt: null, reason }) as const;
  try {
    if (!(await stat(path)).isFile()) return broken("the transcript is not a file");
    const holder = await lockHolder(directory);
    const read = await readEvents(path);
    if (!read.ok) return broken(read.problem.message);
    const { flaw } = read.value;
    if (flaw !== null) return broken(`line ${flaw.line}: ${flaw.reason}`);
    // Nobody vouches for more: a line after the last signature must not end a session.
    const events = read.value.events.slice(0, read.value.signed);
    const opened = events.at(0);
    if (opened?.type !== "session.opened")
      return broken("it does not begin with an opened session");
    const { title, path: runbook } = opened.plan.runbook;
    const state = stateOf(events, holder);
    const steps = countSteps(events);
    return { kind: "session", ...found, title, runbook, openedAt: opened.at, state, steps };
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return broken(code === "ENOENT" ? "there is no transcript" : (error as Error).message);
  }
}

function stateOf(events: readonly Event[], holder: Holder | null): SessionState {
  if (holder !== null) return { kind: "running", pid: holder.pid, host: holder.host };
  for (const event of events.toReversed()) {
    if (event.type === "session.finished") return { kind: "finished", outcome: event.outcome };
    if (event.type === "session.stopped") return { kind: "stopped", stop: event.stop };
    if (event.type === "session.resumed") break;
  }
  return { kind: "interrupted" };
}

function countSteps(events: readonly Event[]): StepCounts {
  const main = [...stepFacts(events).values()].filter(({ step }) => step.role === "main");
  const count = (...outcomes: readonly string[]) =>
    main.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    total: main.length,
    succeeded: count("succeeded"),
    failed: count("failed", "left"),
    skipped: count("skipped"),
    unknown: count("unknown", "running"),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
