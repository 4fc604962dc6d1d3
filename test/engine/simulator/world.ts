/** The outside, simulated: it carries out effects when the schedule says so and keeps count of each. */

import type { Hands } from "../../../src/engine/ports.ts";
import type { Artefact } from "../../../src/model/artefact.ts";
import type { Effect, EffectOf } from "../../../src/model/effect.ts";
import type { ResultInput } from "../../../src/model/input.ts";
import type { Observation } from "../../../src/model/observation.ts";
import type { Report } from "../../../src/model/outcome.ts";
import type { Random } from "./random.ts";
import { hostname } from "./scenario.ts";

interface Task {
  readonly effect: Effect;
  readonly report: (input: ResultInput) => void;
  readonly done: () => void;
}

export interface World {
  readonly hands: Hands;
  /** Whether something could happen. */
  readonly isBusy: () => boolean;
  /** Whether everything was stopped at once. */
  readonly isAbandoned: () => boolean;
  /** One thing happens. */
  readonly tick: () => void;
}

/** `began` hears of every effect the moment it touches the world. */
export function createWorld(random: Random, began: (effect: Effect) => void): World {
  const home = random.pick(["stage", "stage", "prod"]);
  let tasks: Task[] = [];
  let isAbandoned = false;
  const cancelled = new Set<string>();
  const finish = (task: Task) => {
    tasks = tasks.filter((other) => other !== task);
    task.done();
  };
  const hands: Hands = {
    perform: (effect, report) =>
      new Promise((done) => {
        began(effect);
        if (effect.kind === "cancel") {
          cancelled.add(`${effect.step}#${effect.attempt}`);
          done();
        } else {
          tasks.push({ effect, report, done });
        }
      }),
    abandon: async () => {
      tasks = [];
      isAbandoned = true;
    },
  };
  const tick = () => {
    const task = random.pick(tasks);
    const { effect, report } = task;
    const at = { step: effect.step, attempt: effect.attempt };
    switch (effect.kind) {
      case "observe":
        report({
          kind: "observed",
          ...at,
          observation: observe(random, home, effect.environments),
        });
        break;
      case "backup":
        report({
          kind: "backedUp",
          ...at,
          result: random.chance(0.85)
            ? { kind: "taken", artefacts: effect.paths.flatMap((path) => saved(random, path)) }
            : { kind: "failed", reason: "disk full" },
        });
        break;
      case "restore":
        report({
          kind: "restored",
          ...at,
          result: random.chance(0.8)
            ? { kind: "restored", files: [] }
            : { kind: "failed", reason: "disk full" },
        });
        break;
      case "spawn":
        if (random.chance(0.4)) {
          report({ kind: "printed", ...at, stream: "stdout", text: "line\n" });
          return;
        }
        report({
          kind: "ended",
          ...at,
          report: end(random, cancelled.has(`${effect.step}#${effect.attempt}`)),
        });
        break;
      case "approval":
        report({ ...at, ...wordOfOthers(random, effect) });
        if (random.chance(0.8)) return;
        break;
      case "cancel":
        break;
    }
    finish(task);
  };
  return { hands, isBusy: () => tasks.length > 0, isAbandoned: () => isAbandoned, tick };
}

/** Mostly somebody else's yes in time; sometimes one's own, one that came too late, or none. */
function wordOfOthers(random: Random, { draft }: EffectOf<"approval">) {
  const { expiresAt } = draft;
  const path = "/approvals/1.request.json";
  if (random.chance(0.2)) return { kind: "requested", path, expiresAt } as const;
  if (random.chance(0.1)) return { kind: "approvalRefused", reason: "no approval" } as const;
  const principal = random.pick(["second", "second", "third", "operator"]);
  const publicKey = random.pick([principal, principal, "second"]);
  const approval = {
    v: 1,
    request: "",
    principal,
    publicKey,
    at: expiresAt,
    signature: "",
  } as const;
  const isLate = random.chance(0.1);
  const until = isLate ? "2000-01-01T00:00:00.000Z" : expiresAt;
  return { kind: "approved", approval, expiresAt: until } as const;
}

/** Half of what is named is a link to something else. */
function saved(random: Random, named: string): Artefact[] {
  if (random.chance(0.5)) return [{ kind: "absent", named, path: named }];
  const path = `${named}.real`;
  return [
    { kind: "link", named, path: named, to: path },
    { kind: "absent", named, path },
  ];
}

function observe(
  random: Random,
  home: string,
  environments: readonly { name: string }[],
): Observation {
  // Sometimes the ground has shifted under the session.
  const here = random.chance(0.85) ? [home] : random.pick([[], ["prod"], ["stage", "prod"]]);
  return {
    hostname: random.chance(0.95) ? hostname : "bux",
    busy: random.chance(0.95) ? null : "another session changes it now",
    environments: environments.map(({ name }) => ({
      name,
      probes: [{ probe: `${name}?`, held: here.includes(name), seen: "" }],
    })),
  };
}

function end(random: Random, isCancelled: boolean): Report {
  const stream = { bytes: 0, omittedBytes: 0, tail: "", sha256: "0".repeat(64) };
  return {
    end: isCancelled
      ? { kind: "cancelled" }
      : { kind: "exited", code: random.chance(0.75) ? 0 : 1 },
    durationMs: 1,
    stdout: stream,
    stderr: stream,
    captured: "value",
    unmet: random.chance(0.05) ? ["expected more"] : [],
  };
}
