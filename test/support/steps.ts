/** Builders for steps and policies in tests: sound defaults, and only what a test is about spelled out. */
import { bareCode, bareStep } from "../../src/model/bare-step.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { Policy } from "../../src/model/policy.ts";
import type { CallStep, ChoiceStep, CodeStep, ManualStep } from "../../src/model/step.ts";
import { defaultPolicy } from "../../src/parser/policy.ts";

const common = { ...bareStep(), title: "Step", lines: { first: 1, last: 3 } };

export function codeStep(changes: Partial<CodeStep> & { id: string }): CodeStep {
  return { ...bareCode(), ...common, code: `echo ${changes.id}`, ...changes };
}

export function manualStep(changes: Partial<ManualStep> & { id: string }): ManualStep {
  return { kind: "manual", ...common, text: "Look at it", ...changes };
}

/** `ways` holds, for each option, the ids that it leads to; it leaves those of the others. */
export function choiceStep({
  ways,
  ...changes
}: Partial<ChoiceStep> & { id: string; ways: Record<string, string[]> }): ChoiceStep {
  const all = [...new Set(Object.values(ways).flat())];
  const options = Object.entries(ways).map(([label, leads]) => ({
    label,
    leads,
    leaves: all.filter((id) => !leads.includes(id)),
  }));
  return {
    kind: "choice",
    ...common,
    question: "Which one?",
    options,
    inferred: false,
    ...changes,
  };
}

export function callStep(changes: Partial<CallStep> & { id: string }): CallStep {
  return { kind: "call", ...common, runbook: `${changes.id}.md`, bindings: [], ...changes };
}

/** Two environments, `stage` and `prod` (production), and the built-in tables. */
export const twoEnvironments: Policy = {
  ...defaultPolicy,
  environments: [
    {
      name: "stage",
      production: false,
      values: {},
      probes: [{ kind: "hostname", glob: "stage-*" }],
    },
    { name: "prod", production: true, values: {}, probes: [{ kind: "hostname", glob: "prod-*" }] },
  ],
};

export const noEnvironments: Policy = { ...twoEnvironments, environments: [] };

/** What probes would see where exactly these environments are recognised. */
export function observed(policy: Policy, ...recognised: string[]): Observation {
  return {
    hostname: "web-1",
    busy: null,
    environments: policy.environments.map(({ name }) => ({
      name,
      probes: [{ probe: `is ${name}`, held: recognised.includes(name), seen: "web-1" }],
    })),
  };
}
