/** Everything a guard may look at. Guards are pure: the same facts give the same verdict. */
import type { Approved } from "../model/approval.ts";
import type { Mode } from "../model/event.ts";
import type { Observation } from "../model/observation.ts";
import type { Plan } from "../model/plan.ts";
import type { Policy } from "../model/policy.ts";
import type { BackupState } from "../model/run.ts";
import type { Step } from "../model/step.ts";
import type { Verdict } from "../model/verdict.ts";
import { type CommandInCode, commandsOf } from "../shell/commands-in.ts";
import type { Reading } from "../shell/effects.ts";
import { type EffectiveRisk, effectiveRisk } from "./effective-risk.ts";

export interface Facts {
  readonly step: Step;
  /** How risky it is taken to be, its values filled in. */
  readonly effective: EffectiveRisk;
  readonly policy: Policy;
  readonly mode: Mode;
  /** `--env`: the operator's claim; null when there is none. */
  readonly claim: string | null;
  /** What the probes saw, moments ago. */
  readonly observation: Observation;
  /** When they saw it, milliseconds since 1970: what counts as now. */
  readonly at: number;
  /** The document that the step stands in, which may be a called one. */
  readonly runbook: Pick<Plan["runbook"], "path" | "reviewed">;
  /** What its code would run, wrappers seen through. */
  readonly commands: readonly CommandInCode[];
  /** As long as the step and the one that undoes it may take, in milliseconds; 0 for no limit. */
  readonly neededMs: number;
  /** The files that the step wants saved, their placeholders filled in. */
  readonly toSave: readonly string[];
  /** Who else said yes to the question that stands. */
  readonly approvals: readonly Approved[];
  /** What became of the step's backup. */
  readonly backup: BackupState;
}

/** One verdict, or one for each thing that it has to say. */
export type Guard = (facts: Facts) => Verdict | readonly Verdict[];

/** What guards look at of `reading`: what the step's code would do, its values filled in. */
export function factsOfCode(
  step: Step,
  reading: Reading,
  { rules }: Policy,
): Pick<Facts, "effective" | "commands"> {
  return {
    effective: effectiveRisk(step, reading),
    // To look at its commands as rules do costs something.
    commands: rules.length === 0 ? [] : commandsOf(reading.commands),
  };
}
