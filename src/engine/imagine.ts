/** What the guards would look at if a step stood there: nothing is run or looked at, all is as it is told. */
import { type Facts, factsOfCode } from "../guards/facts.ts";
import type { Observation } from "../model/observation.ts";
import type { Policy } from "../model/policy.ts";
import type { Step } from "../model/step.ts";
import { readEffects } from "../shell/effects.ts";
import { neededMs } from "./look.ts";

export interface Imagined {
  readonly policy: Policy;
  /** The environment that is taken to be seen; null for none. */
  readonly environment: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly runbook: Facts["runbook"];
  readonly step: Step;
  /** The step and those that undo it. */
  readonly steps: readonly Step[];
  /** As it would be run; empty for a task. */
  readonly code: string;
  readonly toSave: readonly string[];
}

/** A person sits at the terminal, and nobody else changes the machine. */
export function imagineFacts(imagined: Imagined): Facts {
  const { policy, at, runbook, step, steps, code, toSave } = imagined;
  return {
    ...factsOfCode(step, readEffects(code), policy),
    step,
    policy,
    mode: { kind: "interactive" },
    claim: null,
    observation: observationOf(imagined),
    at,
    runbook,
    neededMs: step.kind === "code" ? neededMs(steps, step) : 0,
    toSave,
    approvals: [],
    backup: { kind: "none" },
  };
}

/** Nothing is said of the other environments: no probe of theirs was sent that could have failed. */
function observationOf({ policy, environment }: Imagined): Observation {
  const told = policy.environments.filter(({ name }) => name === environment);
  return {
    hostname: "the machine",
    busy: null,
    environments: told.map(({ name }) => ({
      name,
      probes: [{ probe: `is ${name}`, held: true, seen: "as it was told" }],
    })),
  };
}
