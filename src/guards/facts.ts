/** Everything a guard may look at. Guards are pure: the same facts give the same verdict. */
import type { Mode } from "../model/event.ts";
import type { Observation } from "../model/observation.ts";
import type { Policy } from "../model/policy.ts";
import type { BackupState } from "../model/run.ts";
import type { Step } from "../model/step.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Reading } from "../shell/effects.ts";

export interface Facts {
  readonly step: Step;
  readonly policy: Policy;
  readonly mode: Mode;
  /** `--env`: the operator's claim; null when there is none. */
  readonly claim: string | null;
  /** What the probes saw, moments ago. */
  readonly observation: Observation;
  /** The files that the step wants saved, their placeholders filled in. */
  readonly toSave: readonly string[];
  /** What its rendered code would do, where raw inputs make that other code than the document's. */
  readonly read?: Reading;
  /** What became of the step's backup. */
  readonly backup: BackupState;
}

export type Guard = (facts: Facts) => Verdict;
