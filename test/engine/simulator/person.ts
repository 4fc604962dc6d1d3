/** A person at the keyboard: mostly sensible, sometimes stale, hasty or plainly wrong. */

import { type Waiting, waitingFor } from "../../../src/engine/waiting.ts";
import type { PersonInput } from "../../../src/model/input.ts";
import type { Run } from "../../../src/model/run.ts";
import type { Random } from "./random.ts";

export function speak(random: Random, run: Run): PersonInput {
  const waiting = waitingFor(run);
  if (waiting === null || random.chance(0.15)) return nonsense(random, run);
  if (waiting.kind === "inputs") {
    const values = Object.fromEntries(waiting.missing.map(({ name }) => [name, "one"]));
    return { kind: "fill", values: random.chance(0.9) ? values : {} };
  }
  return fitting(random, waiting);
}

function fitting(random: Random, waiting: Exclude<Waiting, { kind: "inputs" }>): PersonInput {
  const { step, attempt } = waiting;
  const at = { step, attempt };
  switch (waiting.kind) {
    case "approval":
      if (random.chance(0.1)) return { kind: "skip", ...at, reason: "not today" };
      return { kind: "answer", ...at, typed: random.pick(["box", "box", "bux", null]) };
    case "task":
      return random.chance(0.8) ? { kind: "tick", ...at } : { kind: "skip", ...at, reason: "no" };
    case "choice":
      if (random.chance(0.1)) return { kind: "skip", ...at, reason: "neither" };
      return { kind: "choose", ...at, option: random.int(waiting.options.length + 1) };
    case "denied":
      return random.chance(0.6) ? { kind: "retry", ...at } : { kind: "skip", ...at, reason: "no" };
    case "failed":
      return random.pick<PersonInput>([
        { kind: "retry", ...at },
        { kind: "leave", ...at, note: "fine" },
        { kind: "undo" },
      ]);
    case "unknown":
      return random.pick<PersonInput>([
        { kind: "retry", ...at },
        { kind: "settle", ...at, ok: true, note: "saw it" },
        { kind: "settle", ...at, ok: false, note: "did not" },
        { kind: "undo" },
      ]);
    case "stuck":
      return random.chance(0.6) ? { kind: "retry", ...at } : { kind: "skip", ...at, reason: "no" };
  }
}

/** Any word about any step, at any time. */
function nonsense(random: Random, run: Run): PersonInput {
  const at = { step: random.pick(run.plan.steps).id, attempt: 1 + random.int(3) };
  return random.pick<PersonInput>([
    { kind: "answer", ...at, typed: "box" },
    { kind: "answer", ...at, typed: null },
    { kind: "tick", ...at },
    { kind: "choose", ...at, option: random.int(3) },
    { kind: "skip", ...at, reason: "whim" },
    { kind: "retry", ...at },
    { kind: "leave", ...at, note: "whim" },
    { kind: "settle", ...at, ok: true, note: "whim" },
    { kind: "cancel", ...at },
    { kind: "undo" },
    { kind: "note", step: random.pick([at.step, null, "nowhere"]), text: "hm" },
    { kind: "fill", values: { who: "nobody" } },
    ...(random.chance(0.15) ? [{ kind: "quit", reason: "tired" } as const] : []),
    ...(random.chance(0.15) ? [{ kind: "interrupt" } as const] : []),
  ]);
}
