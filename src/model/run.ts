/** A session as it stands: what its events add up to. */
import type { Approved } from "./approval.ts";
import type { Artefact, BackupResult, RestoreResult } from "./artefact.ts";
import type { Circumstances, Outcome, Stop, Undo } from "./event.ts";
import type { Observation } from "./observation.ts";
import type { Report } from "./outcome.ts";
import type { Plan } from "./plan.ts";
import type { Risk } from "./risk.ts";
import type { StepId } from "./step.ts";
import type { Question, Reason } from "./verdict.ts";

export type StepState =
  | { readonly kind: "pending" }
  | ActiveState
  | RunningState
  | { readonly kind: "skipped"; readonly by: string; readonly reason: string }
  /** Ran well, was ticked, chosen or entered, or a person says it did its work. */
  | { readonly kind: "succeeded"; readonly attempt: number; readonly report: Report | null }
  | FailedState
  /** It was running when the tool died: nobody knows how it ended. */
  | { readonly kind: "unknown"; readonly attempt: number };

/** The walk stands here: guards are being asked. Every fact they need is a field. */
export interface ActiveState {
  readonly kind: "active";
  readonly attempt: number;
  /** Null when the target has to be looked at (again). */
  readonly observation: Observation | null;
  /** When it was last looked at, ISO 8601 in UTC; null before the first time. */
  readonly observedAt: string | null;
  /** How often it was looked at in this attempt. */
  readonly observations: number;
  readonly asked: Question | null;
  /** When it was asked, ISO 8601; null before. */
  readonly askedAt: string | null;
  /** How often something was asked in this attempt. */
  readonly questions: number;
  /** The file that asks other people; null where none is needed, or none was written yet. */
  readonly request: string | null;
  /** Who else said yes to the question that stands. */
  readonly approvals: readonly Approved[];
  /** The question a person said yes to. */
  readonly approved: Question | null;
  readonly backup: BackupState;
  readonly denied: readonly Reason[] | null;
}

export type BackupState =
  | { readonly kind: "none" }
  | { readonly kind: "running"; readonly paths: readonly string[] }
  | BackupResult;

export interface RunningState {
  readonly kind: "running";
  readonly attempt: number;
  readonly code: string;
  readonly target: string;
  readonly risk: Risk;
  readonly startedAt: string;
  readonly cancelling: boolean;
}

interface FailedState {
  readonly kind: "failed";
  readonly attempt: number;
  /** Null when a person settled it. */
  readonly report: Report | null;
  readonly note: string | null;
  /** A person has seen it and goes on. */
  readonly left: boolean;
}

/** A step that started and may have changed something, oldest first. */
export interface Change {
  readonly step: StepId;
  /** The files as they were before the first attempt. */
  readonly artefacts: readonly Artefact[];
}

/** One thing to undo, and how far its files are. `left`: a person leaves them as they are. */
export interface UndoItem extends Undo {
  readonly restore: "none" | "due" | "running" | "left" | RestoreResult;
  /** How often its files were put back, or tried to be. */
  readonly restores: number;
}

export interface Run {
  readonly session: string;
  readonly openedAt: string;
  readonly plan: Plan;
  readonly now: Circumstances;
  /** 1 for the process that opened the session, one more for each that resumed it. */
  readonly part: number;
  /** Inputs and captured values. */
  readonly values: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<StepId, StepState>>;
  /** Attempts begun so far, by step. */
  readonly attempts: Readonly<Record<StepId, number>>;
  /** The option picked at each choice so far, counted from 0. */
  readonly chosen: Readonly<Record<StepId, number>>;
  readonly changes: readonly Change[];
  /** The way back, in order, once it was chosen. */
  readonly back: readonly UndoItem[] | null;
  readonly notes: readonly {
    readonly step: StepId | null;
    readonly text: string;
    readonly at: string;
  }[];
  /** A stop that waits for a running step to end. */
  readonly stopping: Stop | null;
  readonly stopped: Stop | null;
  readonly finished: Outcome | null;
}
