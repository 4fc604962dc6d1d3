/** Exit codes, in one place. They are a promise to scripts: see `firebreak --help`. */
import type { Drive } from "../engine/drive.ts";
import type { Stop } from "../model/event.ts";

export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  personNeeded: 3,
  denied: 4,
  noTranscript: 5,
  interrupted: 130,
} as const;

export const exitOfStop: Record<Stop["kind"], number> = {
  person: exitCode.personNeeded,
  quit: exitCode.personNeeded,
  failed: exitCode.failed,
  denied: exitCode.denied,
  interrupted: exitCode.interrupted,
};

export function exitCodeOf(drive: Drive): number {
  if (drive.kind === "journalLost") return exitCode.noTranscript;
  const { stopped, finished } = drive.run;
  if (stopped !== null) return exitOfStop[stopped.kind];
  return finished === "done" ? exitCode.done : exitCode.failed;
}
