/** Runs one cleared step and reports what it printed, how it ended, and what it left to be wished for. */
import type { Glimpse } from "../engine/ports.ts";
import type { ClearedStep } from "../model/effect.ts";
import type { Attempt, ResultInput } from "../model/input.ts";
import type { Report, Stream } from "../model/outcome.ts";
import { type BashRun, type Ending, notStarted, startBash } from "./bash.ts";
import { captureFrom } from "./capture.ts";
import { watchFor } from "./expectation.ts";
import { polite } from "./ladder.ts";
import type { PipeStock } from "./pipes.ts";
import { refusal } from "./refusal.ts";
import { createStepOutput, type StepOutput } from "./step-output.ts";

export interface Surroundings {
  readonly cwd: string;
  /** The session's own directory. */
  readonly directory: string;
  readonly pipes: PipeStock;
  readonly glimpse: (glimpse: Glimpse) => void;
  /** Why it is not its turn; null when it is. */
  readonly refused: string | null;
}

/** `ended` of what is returned settles after the last report. */
export function startStep(
  cleared: ClearedStep,
  { cwd, directory, pipes, glimpse, refused }: Surroundings,
  report: (input: ResultInput) => void,
): BashRun {
  const { step, attempt, code } = cleared;
  const at: Attempt = { step: step.id, attempt };
  const listeners = { report, glimpse };
  const stdout = createStepOutput(at, "stdout", listeners);
  const stderr = createStepOutput(at, "stderr", listeners);
  const expectations = watchFor(step.expect);
  const reason = refusal(step) ?? refused;
  const heard = (stream: Stream, chunk: Uint8Array) => {
    (stream === "stdout" ? stdout : stderr).add(chunk);
    expectations.add(stream, chunk);
  };
  const run =
    reason === null
      ? startBash({ code, cwd, directory, pipes, timeoutMs: step.timeoutMs, rungs: polite, heard })
      : neverStarted(reason);
  const ended = run.ended.then((ending) => {
    stdout.end();
    stderr.end();
    const kept = [stdout.keeper.kept(), stderr.keeper.kept()];
    const unmet = ending.end.kind === "exited" ? expectations.unmet(kept) : [];
    report({ kind: "ended", ...at, report: reportOn(cleared, ending, stdout, stderr, unmet) });
    return ending;
  });
  return { ...run, ended };
}

function neverStarted(reason: string): BashRun {
  return { ended: Promise.resolve(notStarted(reason)), cancel() {}, abandon() {} };
}

function reportOn(
  { step: { capture } }: ClearedStep,
  { end, durationMs, isLeftRunning }: Ending,
  stdout: StepOutput,
  stderr: StepOutput,
  unmet: readonly string[],
): Report {
  const found =
    capture === null || end.kind !== "exited" ? null : captureFrom(capture, stdout.keeper.kept());
  const notCaptured =
    found?.kind === "missing" ? [`nothing to capture as "${capture?.name}": ${found.reason}`] : [];
  return {
    end,
    durationMs,
    stdout: stdout.keeper.record(),
    stderr: stderr.keeper.record(),
    captured: found?.kind === "value" ? found.value : null,
    unmet: [...unmet, ...notCaptured, ...(isLeftRunning ? [leftRunning] : [])],
  };
}

const leftRunning = "some of its processes could not be stopped and may still run";
