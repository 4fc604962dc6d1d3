/**
 * What must hold, whatever happens. Judged from the journal and from what touched the world only, in
 * words of its own, so that a mistake in the engine is not repeated here.
 */
import type { Effect } from "../../../src/model/effect.ts";
import type { Event, EventOf } from "../../../src/model/event.ts";
import { riskLevels } from "../../../src/model/risk.ts";
import type { CodeStep, Step } from "../../../src/model/step.ts";
import { hostname } from "./scenario.ts";

export interface Oracle {
  /** An effect is about to touch the world while `durable` is what a crash would leave. */
  effect(effect: Effect, durable: readonly Event[]): void;
  /** The journal as it stands at the end of a process. */
  journal(durable: readonly Event[]): void;
}

export class Violation extends Error {
  readonly rule: string;
  constructor(rule: string, detail: string) {
    super(`${rule}: ${detail}`);
    this.rule = rule;
  }
}

export function createOracle(): Oracle {
  const spawned = new Set<string>();
  return {
    effect(effect, durable) {
      intentIsDurable(effect, durable);
      if (effect.kind !== "spawn") return;
      const name = `${effect.step}#${effect.attempt}`;
      if (spawned.has(name)) throw new Violation("no attempt spawned twice", name);
      spawned.add(name);
      guardsHeld(effect.cleared.step, effect.attempt, durable);
    },
    journal: crashedStepsAreUnknown,
  };
}

const intents = { spawn: "step.started", backup: "backup.started", restore: "restore.started" };

function intentIsDurable(effect: Effect, durable: readonly Event[]): void {
  if (effect.kind === "observe" || effect.kind === "cancel") return;
  const intent = intents[effect.kind];
  const isThere = durable.some(
    (event) =>
      event.type === intent &&
      "attempt" in event &&
      event.step === effect.step &&
      event.attempt === effect.attempt,
  );
  if (!isThere) throw new Violation("no effect without a durable intent", effect.key);
}

function guardsHeld(step: CodeStep, attempt: number, durable: readonly Event[]): void {
  const fail = (detail: string) => {
    throw new Violation("no guarded step started unapproved", `${step.id}#${attempt} ${detail}`);
  };
  const began = durable.findLast(
    (e) => e.type === "session.opened" || e.type === "session.resumed",
  );
  const mine = ofAttempt(durable, step.id, attempt);
  const started = mine.find((event) => event.type === "step.started");
  if (began === undefined || started === undefined) return;
  if (began.type === "session.resumed" && durable.indexOf(began) > durable.indexOf(started)) {
    fail("started before the crash, spawned after it");
  }
  const before = mine.slice(0, mine.indexOf(started));
  const seen = before.findLast((event) => event.type === "environment.observed");
  if (seen === undefined) return fail("the target was not looked at");
  const lastMove = before.findLast(
    ({ type }) => type === "step.answered" || type === "backup.ended" || type === "step.reached",
  );
  if (lastMove !== undefined && before.indexOf(lastMove) > before.indexOf(seen)) {
    fail("the target was not looked at again right before");
  }

  const held = seen.observation.environments.filter((e) => e.probes.every((p) => p.held));
  const here = held.map(({ name }) => name);
  if (here.length > 1) fail("ambiguous environment");
  if (here[0] !== undefined && step.environments?.includes(here[0]) === false) {
    fail(`started in ${here[0]}`);
  }
  if (began.claim !== null && began.claim !== here[0]) fail("the claim was not true");
  if (step.blockers.length > 0) fail("it is broken");

  const isProduction = here[0] === "prod";
  const risk = riskLevels.indexOf(step.risk ?? "medium");
  const isLost =
    here.length === 0 &&
    (step.environments !== null || began.policy.environments.length > 0) &&
    risk > 0;
  const wantsTyping = risk >= 3 || isLost;
  if (began.mode.kind === "auto") {
    if (risk > riskLevels.indexOf(began.mode.ceiling)) fail("above the ceiling");
    if (step.confirm || isLost) fail("a headless run went past a question");
    if (step.auto !== null) fail(`auto=${step.auto} was not obeyed`);
  } else {
    const asked = before.findLast((event) => event.type === "step.asked");
    const answered = before.findLast((event) => event.type === "step.answered");
    if (asked === undefined || answered === undefined) return fail("nobody said yes");
    if (before.indexOf(answered) < before.indexOf(asked))
      fail("the last question was not answered");
    if (asked.question.code !== started.code) fail("other code than was asked about");
    if (wantsTyping && answered.typed !== hostname) fail("the word was not typed");
    const wantsConfirm = risk >= 2 || (isProduction && risk >= 1) || step.confirm;
    if (wantsConfirm && asked.question.level === "go") fail("asked for less than a confirmation");
  }
  backupWasTaken(step, before, fail);
}

function backupWasTaken(
  step: CodeStep,
  before: readonly Event[],
  fail: (detail: string) => void,
): void {
  if (step.backup.length === 0) return;
  const ended = before.findLast((event) => event.type === "backup.ended");
  if (ended?.result.kind !== "taken") return fail("no backup");
  const saved = ended.result.artefacts.map(({ path }) => path);
  if (step.backup.some((path) => !saved.includes(path))) fail("not every file was saved");
}

type AttemptEvent = Extract<Event, { attempt: number }>;

function ofAttempt(events: readonly Event[], step: string, attempt: number): AttemptEvent[] {
  return events.filter(
    (event): event is AttemptEvent =>
      "attempt" in event && event.step === step && event.attempt === attempt,
  );
}

/** What was running when a process died may only be settled by a person or tried anew. */
function crashedStepsAreUnknown(durable: readonly Event[]): void {
  durable.forEach((event, index) => {
    if (event.type !== "session.resumed") return;
    for (const started of openStarts(durable.slice(0, index))) {
      const after = ofAttempt(durable.slice(index), started.step, started.attempt);
      const bad = after.find(({ type }) => type !== "step.settled" && type !== "step.left");
      if (bad !== undefined) {
        throw new Violation(
          "after a crash the running step is unknown",
          `${started.step}#${started.attempt} then ${bad.type}`,
        );
      }
    }
  });
}

function openStarts(events: readonly Event[]): EventOf<"step.started">[] {
  return events
    .filter((event) => event.type === "step.started")
    .filter(
      ({ step, attempt }) =>
        !ofAttempt(events, step, attempt).some(
          ({ type }) => type === "step.ended" || type === "step.settled",
        ),
    );
}

/** Steps are walked in order, each need met first. */
export function needsWereMet(steps: readonly Step[], durable: readonly Event[]): void {
  for (const event of durable) {
    if (event.type !== "step.started") continue;
    const step = steps.find(({ id }) => id === event.step);
    const earlier = durable.slice(0, durable.indexOf(event));
    for (const need of step?.needs ?? []) {
      const isMet = earlier.some(
        (e) =>
          "step" in e &&
          e.step === need &&
          ((e.type === "step.ended" && e.ok) ||
            (e.type === "step.settled" && e.ok) ||
            e.type === "step.ticked" ||
            (e.type === "step.skipped" && e.by === "selection")),
      );
      if (!isMet) throw new Violation("needs are met first", `${event.step} without ${need}`);
    }
  }
}
