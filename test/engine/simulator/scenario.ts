/** Random plans and policies that use every key the engine acts on. */
import type { Circumstances, Mode } from "../../../src/model/event.ts";
import type { Plan } from "../../../src/model/plan.ts";
import type { Policy } from "../../../src/model/policy.ts";
import { riskLevels } from "../../../src/model/risk.ts";
import type { CallStep, ChoiceStep, CodeStep, ManualStep, Step } from "../../../src/model/step.ts";
import { defaultPolicy } from "../../../src/parser/policy.ts";
import type { Random } from "./random.ts";

export const hostname = "box";

/** When simulated processes begin, a Thursday; from there, hours and days pass. */
export const firstMoment = Date.UTC(2026, 0, 1);

export function randomPlan(random: Random): Plan {
  const count = 2 + random.int(5);
  const main: Step[] = [];
  const rollbacks: Step[] = [];
  for (let index = 0; index < count; index += 1) {
    const earlier = main.map(({ id }) => id);
    if (random.chance(0.15)) main.push(manual(random, `task-${index}`, earlier));
    else main.push(code(random, `step-${index}`, earlier, rollbacks));
  }
  const call = random.chance(0.35) ? addCall(random, main) : null;
  if (random.chance(0.35)) addChoice(random, main);
  return {
    runbook: {
      path: "simulated.md",
      title: "Simulated",
      summary: null,
      digest: "0".repeat(64),
      reviewed: random.pick([null, "2025-12-31", "2025-12-01"]),
    },
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
    callees:
      call === null
        ? []
        : [
            {
              call,
              path: "called.md",
              title: "Called",
              digest: "1".repeat(64),
              reviewed: random.pick([null, "2025-12-31", "2025-12-01"]),
            },
          ],
    leftOut: random.chance(0.1) ? { [random.pick(main).id]: "--from later" } : {},
  };
}

/** At the end or before: a call, its steps, and perhaps one that needs all of it. */
function addCall(random: Random, main: Step[]): string {
  const id = "call";
  const name = `${id}__who`;
  const call: CallStep = {
    ...common(
      random,
      id,
      main.map((step) => step.id),
    ),
    kind: "call",
    risk: null,
    runbook: "called.md",
    // Now and then a value that does not fit, or is not there.
    bindings: [
      {
        name: "who",
        value: random.pick(["all", "all", "{{who}}", "not a name"]),
        sets: {
          name,
          type: "name",
          prompt: "Who?",
          default: null,
          choices: [],
          raw: false,
          inferred: false,
        },
      },
    ],
  };
  const steps = Array.from({ length: 1 + random.int(3) }, (_, index) => {
    const step = plainCode(random, `${id}/step-${index}`, []);
    return { ...step, needs: [id], code: `echo {{${name}}}` };
  });
  main.push(call, ...steps);
  if (random.chance(0.5)) main.push({ ...plainCode(random, "after", []), needs: [id] });
  return id;
}

/** Somewhere before other steps; some of those are part of its options, one perhaps of several. */
function addChoice(random: Random, main: Step[]): void {
  const at = random.int(main.length);
  const leads = Array.from({ length: 2 + random.int(2) }, (): string[] => []);
  for (const { id } of main.slice(at)) {
    if (random.chance(0.7)) random.pick(leads).push(id);
    if (random.chance(0.1)) leads[0]?.push(id);
  }
  const all = new Set(leads.flat());
  const choice: ChoiceStep = {
    ...common(
      random,
      "which",
      main.slice(0, at).map(({ id }) => id),
    ),
    kind: "choice",
    question: "Which one?",
    options: leads.map((own, index) => ({
      label: `option ${index}`,
      leads: [...new Set(own)],
      leaves: [...all].filter((id) => !own.includes(id)),
    })),
    inferred: random.chance(0.3),
  };
  main.splice(at, 0, { ...choice, environments: null, auto: null, confirm: false });
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
    code: random.pick(["echo {{who}}", "uptime", `run ${id}`, `run ${id}`, `rm /srv/${id}`]),
    backup: random.chance(0.3) ? [`/etc/${id}`] : [],
    rollback: null,
    expect: [],
    shown: "",
    approvals: random.chance(0.1) ? 1 + random.int(2) : 0,
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
    callPolicies: plan.callees.flatMap(({ call }) =>
      random.chance(0.5) ? [{ call, policy: randomPolicy(random), policyDigest: null }] : [],
    ),
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
    reviewAgeDays: random.pick([2, 30]),
    people,
    approvers: random.chance(0.5) ? ["lead", "chief"] : null,
    rules: randomRules(random),
    windows: random.chance(0.2) ? [officeHours] : [],
    productionRisk: {
      ...defaultPolicy.productionRisk,
      critical: random.chance(0.3) ? "approve" : "type",
    },
    environments: random.chance(0.5)
      ? [environment("stage", false), environment("prod", true)]
      : [],
  };
}

/** The operator and the second one are leads; the third may only approve where no role is asked for. */
const people: Policy["people"] = [
  { principal: "operator", keys: ["ssh-ed25519 operator"], roles: ["lead"] },
  { principal: "second", keys: ["ssh-ed25519 second"], roles: ["lead"] },
  { principal: "third", keys: ["ssh-ed25519 third"], roles: ["guest"] },
];

function environment(name: string, production: boolean): Policy["environments"][number] {
  return { name, production, values: {}, probes: [{ kind: "file", path: `/etc/${name}` }] };
}

/** Each is about the code of some steps, which the oracle knows by looking at its text. */
function randomRules(random: Random): Policy["rules"] {
  return [
    rule("deny", "run step-1", "stage"),
    rule("ask", "echo all", null),
    rule("deny", "echo all", "prod"),
  ].filter(() => random.chance(0.25));
}

function rule(
  kind: "deny" | "ask",
  pattern: string,
  where: string | null,
): Policy["rules"][number] {
  return {
    kind,
    patterns: [pattern],
    reason: `${kind} ${pattern}`,
    environments: where === null ? null : [where],
    except: [],
    approvals: 0,
    approvers: null,
    times: null,
    unlessBackup: false,
    line: 1,
  };
}

const officeHours: Policy["windows"][number] = {
  name: "office",
  times: {
    kind: "inside",
    ranges: [{ kind: "weekly", days: [0, 1, 2, 3, 4], from: 6 * 60, to: 22 * 60 }],
    written: "mon-fri 06:00-22:00",
  },
  zone: "UTC",
  environments: null,
  from: "medium",
  reason: null,
  line: 1,
};
