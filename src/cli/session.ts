/**
 * One process of a session: the transcript, the hands, those who follow, and the loop between them.
 * Everything that opens here is closed here, whatever happens.
 */
import type { Drive } from "../engine/drive.ts";
import { drive } from "../engine/drive.ts";
import { createInbox, type Inbox } from "../engine/inbox.ts";
import type { Mailbox } from "../engine/ports.ts";
import { createHands } from "../executor/hands.ts";
import type { OpeningInput } from "../model/input.ts";
import type { Run } from "../model/run.ts";
import { createApprovalDesk } from "../transcript/approval-desk.ts";
import { makeDirectory } from "../transcript/directory.ts";
import type { Transcript } from "../transcript/journal.ts";
import type { OperatorKey } from "../transcript/operator-key.ts";
import type { Ending } from "./ending.ts";
import { exitCodeOf } from "./exit-code.ts";
import { type Io, stateDir } from "./io.ts";
import { openStage } from "./stage.ts";
import { turnsIn } from "./turns.ts";
import { verifyOwn } from "./verify-own.ts";

export interface SessionOptions {
  readonly directory: string;
  readonly transcript: Transcript;
  /** Who runs it. */
  readonly key: OperatorKey;
  readonly replayed: Run | null;
  readonly opening: OpeningInput;
  readonly json: boolean;
  /** What a person should know before the first answer; null when there is nothing. */
  readonly notice: string | null;
  /** `--state-dir` as it was given: who goes on needs it too. */
  readonly stateDir: string | undefined;
}

/** Runs until the session stops or finishes; resolves to the exit code. */
export async function runSession(io: Io, options: SessionOptions): Promise<number> {
  const { directory, transcript } = options;
  const inbox = createInbox();
  const desk = createApprovalDesk({
    directory,
    operator: options.key,
    now: () => new Date().toISOString(),
  });
  const mailbox: Mailbox = {
    say: (input) => (input.kind === "present" ? desk.present(input.text) : inbox.say(input)),
  };
  const { mode, directory: cwd } = options.opening.circumstances;
  const stage = await openStage(io, {
    mode,
    json: options.json,
    mailbox,
    notice: options.notice,
  });
  const turns = turnsIn(stateDir(io, options.stateDir));
  const hands = createHands({
    directory,
    makeDirectory,
    cwd,
    turns,
    askOthers: desk.ask,
    glimpse: stage.glimpse,
  });
  const signals = heedSignals(inbox);
  try {
    const ended = await drive(options.replayed, options.opening, {
      journal: transcript,
      hands,
      clock: { now: () => new Date().toISOString() },
      inbox,
      followers: [stage],
      // A probe may still be looking when a person stops; nobody waits for its answer any more.
    }).finally(() => hands.abandon());
    const ending = await end(io, options, ended);
    // Whoever sends a signal does not wait for somebody to press a key.
    if (signals.came()) await stage.dismiss(ending);
    else await Promise.race([stage.finish(ending), signals.next()]);
    return ending.exit;
  } finally {
    signals.release();
    desk.close();
    await stage.close();
    await transcript.close();
  }
}

interface Signals {
  /** Whether one has come. */
  came(): boolean;
  /** Resolves when one comes from now on. */
  next(): Promise<void>;
  release(): void;
}

/** Ctrl-C and the like are words of a person to the engine; nothing dies in the middle. */
function heedSignals(inbox: Inbox): Signals {
  let count = 0;
  let wake = () => {};
  const heed = () => {
    count += 1;
    wake();
    inbox.say({ kind: "interrupt" });
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, heed);
  return {
    came: () => count > 0,
    next: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
    release() {
      for (const signal of signals) process.off(signal, heed);
    },
  };
}

async function end(io: Io, options: SessionOptions, ended: Drive): Promise<Ending> {
  const sealed = await seal(options.transcript, ended);
  const path = options.transcript.path;
  return {
    drive: sealed,
    exit: exitCodeOf(sealed),
    transcript: path,
    verdict: await verifyOwn(io, path),
    next: nextCommand(sealed, options.stateDir),
  };
}

async function seal(transcript: Transcript, ended: Drive): Promise<Drive> {
  if (ended.kind === "journalLost") return ended;
  try {
    await transcript.seal(ended.run.finished === null ? "stopped" : "finished");
    return ended;
  } catch (cause) {
    return { kind: "journalLost", run: ended.run, cause };
  }
}

function nextCommand({ run }: Drive, stateDir: string | undefined): string | null {
  if (run === null || run.finished !== null) return null;
  const flag = stateDir === undefined ? "" : ` --state-dir ${stateDir}`;
  return `firebreak resume ${run.session}${flag}`;
}
