/** The last words of a headless run, for stderr: why it stopped, how to go on, where the transcript is. */
import type { Drive } from "../engine/drive.ts";
import { neutralise } from "../model/neutralise.ts";
import type { Ending } from "./ending.ts";

export interface FarewellOptions {
  /** Whether the reasons were printed already, where the same person reads them. */
  readonly isReported: boolean;
}

/** The last line names the transcript, for scripts to pick up. */
export function farewell(ending: Ending, { isReported }: FarewellOptions): string[] {
  return [
    ...(isReported && ending.drive.kind === "over" ? [] : reasons(ending.drive)),
    ...(ending.next === null ? [] : [`to go on: ${ending.next}`]),
    `verdict: ${ending.verdict}`,
    `transcript: ${ending.transcript}`,
  ];
}

/** What went wrong outside the run itself; nothing when it came to an orderly end. */
export function trouble(drive: Drive): string[] {
  if (drive.kind === "over") return [];
  const cause = drive.cause instanceof Error ? drive.cause.message : String(drive.cause);
  return [
    neutralise(`the transcript could not be written, so everything was stopped: ${cause}`),
    "make room or mend the disk; what was running then is unknown now",
  ];
}

function reasons(drive: Drive): string[] {
  if (drive.kind === "journalLost") {
    const [what = "", hint = ""] = trouble(drive);
    return [`firebreak: ${what}`, `  hint: ${hint}`];
  }
  const { stopped } = drive.run;
  if (stopped === null) return [];
  const at = stopped.step === null ? "" : ` at ${stopped.step}`;
  return [
    `firebreak: stopped${at}`,
    // A reason may quote the runbook, or what a probe saw.
    ...stopped.reasons.map(({ guard, text }) => neutralise(`  ${guard}: ${text}`)),
  ];
}
