/** Where a session is shown: the screen for a person at a terminal, else lines of text or JSON. */
import type { Follower, Glimpse, Mailbox } from "../engine/ports.ts";
import type { Mode } from "../model/event.ts";
import { neutralise } from "../model/neutralise.ts";
import { createJsonReport } from "../report/json-lines.ts";
import { createPlainReport } from "../report/plain.ts";
import type { Ending } from "./ending.ts";
import { farewell, trouble } from "./farewell.ts";
import { type Io, wantsColor } from "./io.ts";

export interface Stage extends Follower {
  readonly glimpse: (glimpse: Glimpse) => void;
  /** Shows how it ended; resolves when the person has seen it. */
  finish(ending: Ending): Promise<void>;
  /** Says how it ended without waiting for anybody. */
  dismiss(ending: Ending): Promise<void>;
  /** Leaves the terminal as it was found. */
  close(): Promise<void>;
}

export interface StageOptions {
  readonly mode: Mode;
  readonly json: boolean;
  readonly mailbox: Mailbox;
  /** What a person should know before the first answer; null when there is nothing. */
  readonly notice: string | null;
}

/** Begins to load what `openStage` will need, while the disk is busy with the transcript. */
export function prepareStage({ kind }: Mode): void {
  // When it fails, it fails again where somebody waits for it.
  if (kind === "interactive") loadScreen().catch(() => {});
}

/** Ink is loaded here and nowhere else: headless commands never pay for it. */
function loadScreen() {
  return import("../tui/screen.tsx");
}

export async function openStage(io: Io, options: StageOptions): Promise<Stage> {
  if (options.mode.kind === "interactive") return openScreenStage(io, options);
  if (options.notice !== null) io.stderr.write(`firebreak: ${neutralise(options.notice)}\n`);
  return openReportStage(io, options.json);
}

async function openScreenStage(io: Io, { mailbox, notice }: StageOptions): Promise<Stage> {
  const { openScreen } = await loadScreen();
  const { stdin, stdout, env } = io;
  const screen = openScreen({ mailbox, notice, stdin, stdout, env });
  const dismiss = async (ending: Ending) => {
    await screen.close();
    sayFarewell(io, ending, false);
  };
  return {
    follow: screen.follow,
    glimpse: screen.glimpse,
    finish(ending) {
      // Nothing was opened, so there is nothing to look at.
      if (ending.drive.run === null) return dismiss(ending);
      return screen.finish({
        transcript: ending.transcript,
        verdict: ending.verdict,
        exit: ending.exit,
        trouble: trouble(ending.drive),
        next: ending.next,
      });
    },
    dismiss,
    close: screen.close,
  };
}

function openReportStage(io: Io, json: boolean): Stage {
  const out = (text: string) => {
    io.stdout.write(text);
  };
  const follower = json
    ? createJsonReport({ out })
    : createPlainReport({
        out,
        color: wantsColor(io, io.stdout),
        width: Math.min(io.stdout.columns ?? 80, 100),
      });
  const isSamePlace = !json && io.stdout.isTTY === true && io.stderr.isTTY === true;
  return {
    follow: (run, events) => follower.follow(run, events),
    glimpse: () => {},
    finish: async (ending) => sayFarewell(io, ending, isSamePlace),
    dismiss: async (ending) => sayFarewell(io, ending, isSamePlace),
    close: async () => {},
  };
}

function sayFarewell(io: Io, ending: Ending, isReported: boolean): void {
  io.stderr.write(`${farewell(ending, { isReported }).join("\n")}\n`);
}
