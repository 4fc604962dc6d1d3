/**
 * One schedule: a random plan walked by a random person in a random world, with the process dying at
 * random points and being started again on what was durable. Everything follows from the seed.
 */

import { isOver } from "../../../src/engine/cursor.ts";
import { type Drive, drive, type Rules } from "../../../src/engine/drive.ts";
import { createInbox } from "../../../src/engine/inbox.ts";
import type { Clock, Journal } from "../../../src/engine/ports.ts";
import { waitingFor } from "../../../src/engine/waiting.ts";
import type { Event } from "../../../src/model/event.ts";
import type { OpeningInput } from "../../../src/model/input.ts";
import type { Run } from "../../../src/model/run.ts";
import {
  callsCameFirst,
  createOracle,
  needsWereMet,
  onlyThePickedOption,
  Violation,
} from "./oracle.ts";
import { speak } from "./person.ts";
import { createRandom, type Random } from "./random.ts";
import { firstMoment, randomCircumstances, randomPlan } from "./scenario.ts";
import { createWorld } from "./world.ts";

export interface Mutation {
  readonly rules: Rules;
  /** A journal that lies: it says "durable" before it is. */
  readonly lyingJournal?: boolean;
}

export interface Tally {
  readonly events: readonly Event[];
  readonly crashes: number;
  readonly processes: number;
  readonly finished: boolean;
}

const maximumTurns = 400;
const maximumProcesses = 5;

/** Throws a `Violation` when a rule is broken. */
export async function simulate(seed: number, mutation: Mutation): Promise<Tally> {
  const random = createRandom(seed);
  const plan = randomPlan(random);
  const oracle = createOracle();
  const durable: Event[] = [];
  const clock = createClock(random);
  let crashes = 0;
  let processes = 0;
  let last: Run | null = null;
  while (processes < maximumProcesses && (last === null || last.finished === null)) {
    processes += 1;
    const circumstances = randomCircumstances(random, plan);
    const opening: OpeningInput =
      durable.length === 0
        ? { kind: "open", session: `s-${seed}`, plan, circumstances, given: {} }
        : { kind: "resume", circumstances };
    const mayCrash = processes < maximumProcesses && random.chance(0.6);
    const life = await live(random, opening, { durable, mutation, oracle, clock, mayCrash });
    if (life === "crashed") crashes += 1;
    oracle.journal(durable);
    callsCameFirst(plan, durable);
    needsWereMet(plan.steps, durable);
    onlyThePickedOption(plan, durable);
    last = durable.length === 0 ? null : fold(mutation.rules, durable);
  }
  return { events: durable, crashes, processes, finished: last?.finished !== null };
}

interface Life {
  readonly durable: Event[];
  readonly mutation: Mutation;
  readonly oracle: ReturnType<typeof createOracle>;
  readonly clock: Clock;
  readonly mayCrash: boolean;
}

/** One process, from its start to its end or its death. */
async function live(
  random: Random,
  opening: OpeningInput,
  { durable, mutation, oracle, clock, mayCrash }: Life,
): Promise<"over" | "crashed"> {
  const { rules } = mutation;
  let isDead = false;
  let isWritten: (() => void) | null = null;
  let refuseWrite: (() => void) | null = null;
  let unwritten: readonly Event[] = [];
  let run: Run | null = null;
  let result: Drive | null = null;

  const journal: Journal = {
    append: (events) =>
      new Promise((resolve, reject) => {
        unwritten = events;
        isWritten = resolve;
        refuseWrite = () => reject(new Error("disk full"));
        if (mutation.lyingJournal === true) resolve();
      }),
  };
  const world = createWorld(random, (effect) => {
    if (!isDead) oracle.effect(effect, durable);
  });
  const inbox = createInbox();
  const follow = (next: Run) => {
    run = next;
    if (random.chance(0.1)) replayEqualsLive(rules, durable, next);
  };
  let failure: unknown = null;
  const replayed = durable.length === 0 ? null : fold(rules, durable);
  drive(
    replayed,
    opening,
    {
      journal,
      hands: guardedHands(world.hands, (cause) => {
        failure ??= cause;
      }),
      inbox,
      clock,
      followers: [
        {
          follow: (next) => {
            try {
              follow(next);
            } catch (cause) {
              failure ??= cause;
            }
          },
        },
      ],
    },
    rules,
  ).then(
    (over) => {
      result = over;
    },
    (cause) => {
      failure ??= cause;
    },
  );

  const write = () => {
    durable.push(...unwritten.map((event) => JSON.parse(JSON.stringify(event)) as Event));
    unwritten = [];
    const resolve = isWritten;
    isWritten = null;
    return resolve;
  };
  for (let turn = 0; turn < maximumTurns; turn += 1) {
    await settle();
    if (failure !== null) throw failure;
    if (result !== null) {
      if ((result as Drive).kind === "journalLost") {
        if (!world.isAbandoned()) {
          throw new Violation(
            "nothing runs without a journal",
            "processes were left to themselves",
          );
        }
        return "crashed";
      }
      if (isWritten !== null) write();
      if (run !== null) replayEqualsLive(rules, durable, run);
      return "over";
    }
    if (mayCrash && random.chance(0.03)) {
      // Dying in the middle of a write: it reached the disk whole, or not at all.
      if (isWritten !== null && random.chance(0.5)) write();
      isDead = true;
      return "crashed";
    }
    if (isWritten !== null && mayCrash && random.chance(0.01))
      (refuseWrite as (() => void) | null)?.();
    else if (isWritten !== null) write()?.();
    else happen(random, run, world, inbox.say);
  }
  isDead = true;
  return "crashed";
}

/** Something happens outside: in the world, or a person speaks. */
function happen(
  random: Random,
  run: Run | null,
  world: ReturnType<typeof createWorld>,
  say: (input: ReturnType<typeof speak>) => void,
): void {
  if (run === null || isOver(run)) return;
  const mode = run.now.mode.kind;
  if (world.isBusy() && (mode === "auto" || random.chance(0.7))) world.tick();
  else if (mode === "interactive") say(speak(random, run));
  else if (random.chance(0.05)) say({ kind: "interrupt" });
  else if (!world.isBusy() && waitingFor(run) === null) {
    throw new Violation(
      "a session never hangs",
      "nothing runs, nobody is asked, and it is not over",
    );
  } else if (!world.isBusy()) {
    throw new Violation("a headless run never asks", waitingFor(run)?.kind ?? "");
  }
}

function replayEqualsLive(rules: Rules, durable: readonly Event[], run: Run): void {
  const replayed = JSON.stringify(fold(rules, durable));
  if (replayed !== JSON.stringify(run)) {
    throw new Violation("replay equals live", `after ${durable.length} events`);
  }
}

function fold(rules: Rules, events: readonly Event[]): Run {
  return events.reduce<Run | null>(rules.evolve, null) as Run;
}

/** A broken rule surfaces where the effect begins; it must reach the test, not the engine. */
function guardedHands(
  hands: ReturnType<typeof createWorld>["hands"],
  caught: (cause: unknown) => void,
): ReturnType<typeof createWorld>["hands"] {
  return {
    abandon: hands.abandon,
    perform: (effect, report) => hands.perform(effect, report).catch(caught),
  };
}

/** Time passes between any two looks at it: mostly not at all, sometimes hours, now and then days. */
function createClock(random: Random): Clock {
  let at = firstMoment + 12 * 3_600_000;
  return {
    now: () => {
      if (random.chance(0.05)) at += random.int(12) * 3_600_000;
      if (random.chance(0.01)) at += random.int(5) * 86_400_000;
      return new Date(at).toISOString();
    },
  };
}

function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
