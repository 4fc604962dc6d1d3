/** The last words of a run: why it ended as it did, how to go on, and where the transcript is. */
import type { Drive } from "../engine/drive.ts";
import { neutralise } from "../model/neutralise.ts";
import type { Ending } from "./session.ts";

export interface Farewell {
  /** The command that goes on from here; null when there is nothing to go on with. */
  readonly next: string | null;
  /** For stderr. The last one names the transcript, for scripts to pick up. */
  readonly lines: readonly string[];
}

export function farewell(ending: Ending): Farewell {
  const next = nextCommand(ending);
  return {
    next,
    lines: [
      ...reasons(ending.drive),
      ...(next === null ? [] : [`to go on: ${next}`]),
      `verdict: ${ending.verdict}`,
      `transcript: ${ending.transcript}`,
    ],
  };
}

function nextCommand({ drive, session }: Ending): string | null {
  return drive.run !== null && drive.run.finished === null ? `firebreak resume ${session}` : null;
}

function reasons(drive: Drive): string[] {
  if (drive.kind === "journalLost") {
    const cause = drive.cause instanceof Error ? drive.cause.message : String(drive.cause);
    return [
      `firebreak: the transcript could not be written, so everything was stopped: ${cause}`,
      "  hint: make room or mend the disk; what was running then is unknown now",
    ];
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
