/** Random plans and policies that use every key the engine acts on. */
import type { Circumstances, Mode } from "../../../src/model/event.ts";
import type { Plan } from "../../../src/model/plan.ts";
import type { Policy } from "../../../src/model/policy.ts";
import { riskLevels } from "../../../src/model/risk.ts";
import type { CodeStep, ManualStep, Step } from "../../../src/model/step.ts";
import { defaultPolicy } from "../../../src/parser/policy.ts";
import type { Random } from "./random.ts";

export const hostname = "box";

export function randomPlan(random: Random): Plan {
  const count = 2 + random.int(5);
  const main: Step[] = [];
  const rollbacks: Step[] = [];
  for (let index = 0; index < count; index += 1) {
    const earlier = main.map(({ id }) => id);
    if (random.chance(0.15)) main.push(manual(random, `task-${index}`, earlier));
    else main.push(code(random, `step-${index}`, earlier, rollbacks));
  }
  return {
    runbook: { path: "simulated.md", title: "Simulated", summary: null, digest: "0".repeat(64) },
    inputs: random.chance(0.4)
      ? [
          {
            name: "who",
            type: "name",
            prompt: "Who?",
            default: random.chance(0.8) ? "all" : null,
            choices: [],
            raw: false,
            inferred: false,
          },
        ]
      : [],
    steps: [...main, ...rollbacks],
    leftOut: random.chance(0.1) ? { [random.pick(main).id]: "--from later" } : {},
  };
}

function common(random: Random, id: string, earlier: readonly string[]) {
  return {
    id,
    title: id,
    lines: { first: 1, last: 3 },
    headings: [],
    prose: "",
    after: "",
    role: "main" as const,
    risk: random.chance(0.9) ? random.pick(riskLevels) : null,
    environments: random.chance(0.2) ? ["stage"] : null,
    on: "local",
    needs: earlier.length > 0 && random.chance(0.3) ? [random.pick(earlier)] : [],
    when: random.chance(0.15)
      ? random.pick(["env == 'stage'", "false", "true", "nothing == ''"])
      : null,
    confirm: random.chance(0.1),
    auto: random.chance(0.1) ? random.pick(["skip", "stop"] as const) : null,
    blockers: random.chance(0.03) ? ["broken"] : [],
  };
}

function manual(random: Random, id: string, earlier: readonly string[]): ManualStep {
  return { kind: "manual", ...common(random, id, earlier), text: "Tell somebody" };
}

function code(random: Random, id: string, earlier: readonly string[], rollbacks: Step[]): CodeStep {
  const rollback = random.chance(0.3) ? `undo-${id}` : null;
  if (rollback !== null) {
    rollbacks.push({ ...plainCode(random, rollback, []), role: "rollback", when: null });
  }
  return { ...plainCode(random, id, earlier), rollback };
}

function plainCode(random: Random, id: string, earlier: readonly string[]): CodeStep {
  return {
    kind: "code",
    ...common(random, id, earlier),
    language: "bash",
    code: random.chance(0.3) ? "echo {{who}}" : `run ${id}`,
    backup: random.chance(0.3) ? [`/etc/${id}`] : [],
    rollback: null,
    expect: [],
    shown: "",
    exit: [0],
    capture: random.chance(0.2)
      ? { name: `got_${id.replaceAll("-", "_")}`, from: { kind: "whole" } }
      : null,
    raw: [],
    timeoutMs: null,
  };
}

export function randomCircumstances(random: Random, plan: Plan): Circumstances {
  const hasInputs = plan.inputs.every((spec) => spec.default !== null);
  return {
    tool: "simulated",
    host: hostname,
    operator: "operator",
    directory: "/srv",
    mode: random.chance(0.35) && hasInputs ? randomAuto(random) : { kind: "interactive" },
    policy: randomPolicy(random),
    policyDigest: null,
    claim: random.chance(0.1) ? "stage" : null,
  };
}

function randomAuto(random: Random): Mode {
  return { kind: "auto", ceiling: random.pick(riskLevels) };
}

function randomPolicy(random: Random): Policy {
  return {
    ...defaultPolicy,
    autoLimit: "critical",
    environments: random.chance(0.5)
      ? [environment("stage", false), environment("prod", true)]
      : [],
  };
}

function environment(name: string, production: boolean): Policy["environments"][number] {
  return { name, production, probes: [{ kind: "file", path: `/etc/${name}` }] };
}
