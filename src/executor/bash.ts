/**
 * Runs code in a fresh bash, in its own process group, with its output read as it comes.
 *
 * **Strictness.** Code runs with `-e -o pipefail`: it stops at the first command that fails, also inside
 * a pipe, instead of going on and ending well only because the last line did. So a `grep` that finds
 * nothing stops it too; who expects that writes `|| true`. And a command whose reader leaves early
 * (`journalctl | head`) may fail with 141. Code that says `set +e` or `set +o pipefail` gets what it
 * says. Unset variables are no error, as in a terminal.
 *
 * **What it runs in.** No login, no rc files, no `BASH_ENV`; otherwise the environment of this process.
 * stdin is /dev/null. There is no terminal: a program that insists on one fails at once and cannot hang.
 *
 * **Who outlives it.** The end of bash is the end of the run. A background child that still holds the
 * output open is waited for `lingerMs`, then the pipes are closed; it goes on, and what it prints from
 * then on fails as after closing a terminal. When the run is stopped, the whole group is. Children that
 * made a session of their own (`setsid`) are out of reach, and so are all when this tool itself is killed.
 *
 * Node's spawn is used directly: the two descriptors, the end of the process before the end of its
 * output, and signals to a group are all below what a process library offers.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync } from "node:fs";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { End, Stream } from "../model/outcome.ts";
import { openCode, readerCommand } from "./code-file.ts";
import { isGroupAlive, signalGroup } from "./group.ts";
import { atOnce, climb, type Rung } from "./ladder.ts";
import { closeOutputs, type Outputs, type PipeStock, readPipe } from "./pipes.ts";

export interface BashOptions {
  readonly code: string;
  readonly cwd: string;
  /** An existing directory for what is needed to start; nothing stays in it. */
  readonly directory: string;
  /** Where the pipes for its output come from. */
  readonly pipes: PipeStock;
  readonly timeoutMs: number | null;
  /** How it is stopped when it takes too long or is cancelled. */
  readonly rungs: readonly Rung[];
  /** Must not keep the memory it is given. */
  readonly heard: (stream: Stream, chunk: Uint8Array) => void;
}

export interface BashRun {
  readonly ended: Promise<Ending>;
  /** Stops it the polite way; harmless when it has ended. */
  cancel(): void;
  /** Kills its group at once. */
  abandon(): void;
}

export interface Ending {
  readonly end: End;
  readonly durationMs: number;
  /** It was to be stopped, and a part of it could not be. */
  readonly isLeftRunning: boolean;
}

/** How it is said to have ended when it is stopped, and the signals to send. */
interface Stop {
  readonly end: End;
  readonly rungs: readonly Rung[];
}

/** What the run and those who stop it share. */
interface Control {
  readonly stop: Promise<Stop>;
  readonly requestStop: (stop: Stop) => void;
  isStopped: boolean;
  /** The process group; null before it starts and when its number may belong to somebody else. */
  group: number | null;
}

export function startBash(options: BashOptions): BashRun {
  const control = createControl();
  const end: End = { kind: "cancelled" };
  return {
    ended: run(options, control),
    cancel: () => control.requestStop({ end, rungs: options.rungs }),
    abandon() {
      control.requestStop({ end, rungs: atOnce });
      // It may be on its way out politely, or its end may have left a background child.
      if (control.group !== null) signalGroup(control.group, "SIGKILL");
    },
  };
}

function createControl(): Control {
  const { promise, resolve } = Promise.withResolvers<Stop>();
  const control: Control = {
    stop: promise,
    requestStop(stop) {
      control.isStopped = true;
      resolve(stop);
    },
    isStopped: false,
    group: null,
  };
  return control;
}

async function run(options: BashOptions, control: Control): Promise<Ending> {
  const pipes = await options.pipes.take();
  if (control.isStopped) {
    if (pipes !== null) closeOutputs(pipes);
    return { end: (await control.stop).end, durationMs: 0, isLeftRunning: false };
  }
  const code = openCode(options.directory, options.code);
  if (code.kind === "refused") {
    if (pipes !== null) closeOutputs(pipes);
    return notStarted(code.reason);
  }
  const child = launch(options, code.fd, pipes);
  if (child instanceof Error) return notStarted(whyNot(child, options));
  return await attend(child, listen(child, pipes, options.heard), options, control);
}

/** The ending of what never ran. */
export function notStarted(reason: string): Ending {
  return { end: { kind: "notStarted", reason }, durationMs: 0, isLeftRunning: false };
}

/** Hands the descriptors over to the child and closes this process's own ends of them. */
function launch({ cwd }: BashOptions, code: number, pipes: Outputs | null): ChildProcess | Error {
  const env = { ...process.env };
  delete env["BASH_ENV"];
  const own = pipes === null ? [] : [pipes.stdout, pipes.stderr];
  try {
    return spawn("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", readerCommand], {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", pipes?.stdout.writeEnd ?? "pipe", pipes?.stderr.writeEnd ?? "pipe", code],
    });
  } catch (error) {
    for (const { readEnd } of own) closeSync(readEnd);
    return error as Error;
  } finally {
    closeSync(code);
    for (const { writeEnd } of own) closeSync(writeEnd);
  }
}

function whyNot(error: NodeJS.ErrnoException, { cwd }: BashOptions): string {
  // Node says ENOENT for both.
  if (!existsSync(cwd)) return `the directory ${cwd} is gone`;
  if (error.code === "ENOENT") return "bash was not found in PATH";
  return `bash could not be started: ${error.message}`;
}

function listen(
  child: ChildProcess,
  pipes: Outputs | null,
  heard: BashOptions["heard"],
): Readable[] {
  const toStdout = (chunk: Uint8Array) => heard("stdout", chunk);
  const toStderr = (chunk: Uint8Array) => heard("stderr", chunk);
  const outputs = pipes
    ? [readPipe(pipes.stdout.readEnd, toStdout), readPipe(pipes.stderr.readEnd, toStderr)]
    : [child.stdout?.on("data", toStdout), child.stderr?.on("data", toStderr)];
  // A pipe that breaks is a pipe that ends: what the process made of it shows in its own end.
  return outputs.flatMap((output) => output?.on("error", () => {}) ?? []);
}

const longestTimerMs = 2 ** 31 - 1;

/** Waits for the end, or brings it about. */
async function attend(
  child: ChildProcess,
  outputs: readonly Readable[],
  options: BashOptions,
  control: Control,
): Promise<Ending> {
  const startedAt = performance.now();
  control.group = child.pid ?? null;
  let hasExited = false;
  const exited = exitOf(child, options).then((end) => {
    hasExited = true;
    return end;
  });
  const timer = stopAfter(options, control);
  const first = await Promise.race([exited, control.stop]);
  clearTimeout(timer);
  const group = control.group;
  const isStop = "rungs" in first;
  const isGone = () => hasExited && (group === null || !isGroupAlive(group));
  const isLeftRunning = isStop && group !== null && !(await climb(group, first.rungs, isGone));
  const durationMs = Math.round(performance.now() - startedAt);
  await drain(outputs);
  control.group = null;
  return { end: isStop ? first.end : first, durationMs, isLeftRunning };
}

function exitOf(child: ChildProcess, options: BashOptions): Promise<End> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve({ kind: "notStarted", reason: whyNot(error, options) });
    });
    child.once("exit", (code, signal) => {
      resolve(
        signal === null ? { kind: "exited", code: code ?? 0 } : { kind: "signalled", signal },
      );
    });
  });
}

function stopAfter(
  { timeoutMs, rungs }: BashOptions,
  control: Control,
): NodeJS.Timeout | undefined {
  if (timeoutMs === null) return undefined;
  const end: End = { kind: "timedOut", afterMs: timeoutMs };
  return setTimeout(() => control.requestStop({ end, rungs }), Math.min(timeoutMs, longestTimerMs));
}

const lingerMs = 1_000;

/** Reads what is there; whoever still holds the other end open is not waited for longer than this. */
async function drain(outputs: readonly Readable[]): Promise<void> {
  const ends = Promise.allSettled(outputs.map((output) => finished(output, { writable: false })));
  const { promise: patienceIsOver, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, lingerMs);
  await Promise.race([ends, patienceIsOver]);
  clearTimeout(timer);
  // On a busy machine the timer can be ahead of output that is already there.
  await nextTurn();
  for (const output of outputs) output.destroy();
}
