/**
 * The only loop: inputs become events, events become durable, then they change the run, then the
 * followers hear of them and the effects that are due begin. Interactive, headless, resumed or rehearsed,
 * every session goes through here.
 */
import type { Effect } from "../model/effect.ts";
import type { Event } from "../model/event.ts";
import type { Input, OpeningInput } from "../model/input.ts";
import type { Run } from "../model/run.ts";
import { isOver } from "./cursor.ts";
import { decide } from "./decide.ts";
import { due } from "./due.ts";
import { evolve } from "./evolve.ts";
import type { Inbox } from "./inbox.ts";
import type { Clock, Follower, Hands, Journal } from "./ports.ts";

export interface Ports {
  readonly journal: Journal;
  readonly hands: Hands;
  readonly clock: Clock;
  readonly inbox: Inbox;
  readonly followers: readonly Follower[];
}

export type Drive =
  /** The session stopped or finished. */
  | { readonly kind: "over"; readonly run: Run }
  /** The journal could not be written; every process was stopped. `run` is what is known to be durable. */
  | { readonly kind: "journalLost"; readonly run: Run | null; readonly cause: unknown };

/** The pure half of the engine; a parameter, so that a test can break one rule and see it caught. */
export interface Rules {
  decide(run: Run | null, input: Input, at: string): Event[];
  evolve(run: Run | null, event: Event): Run;
  due(run: Run): Effect[];
}

const engine: Rules = { decide, evolve, due };

/** `replayed` is the run so far when a session is resumed, null when it is opened. */
export async function drive(
  replayed: Run | null,
  opening: OpeningInput,
  ports: Ports,
  rules: Rules = engine,
): Promise<Drive> {
  const begun = new Set<string>();
  let run = replayed;
  let inputs: readonly Input[] = [opening];
  for (;;) {
    const { events, next } = decideAll(rules, run, inputs, ports.clock.now());
    try {
      if (events.length > 0) await ports.journal.append(events);
    } catch (cause) {
      await ports.hands.abandon();
      return { kind: "journalLost", run, cause };
    }
    run = next;
    if (run === null) throw new Error(`nothing was opened by ${opening.kind}`);
    publish(ports.followers, run, events);
    if (isOver(run)) return { kind: "over", run };
    begin(rules.due(run), begun, ports);
    inputs = await ports.inbox.take();
  }
}

/** One durable write for all that has come in. */
function decideAll(rules: Rules, run: Run | null, inputs: readonly Input[], at: string) {
  const events: Event[] = [];
  let next = run;
  for (const input of inputs) {
    for (const event of rules.decide(next, input, at)) {
      events.push(event);
      next = rules.evolve(next, event);
    }
  }
  return { events, next };
}

/** A follower may fail; the run goes on without it. */
function publish(followers: readonly Follower[], run: Run, events: readonly Event[]): void {
  if (events.length === 0) return;
  for (const follower of followers) {
    try {
      follower.follow(run, events);
    } catch {
      // What a screen cannot draw is still in the journal.
    }
  }
}

function begin(effects: readonly Effect[], begun: Set<string>, { hands, inbox }: Ports): void {
  for (const effect of effects) {
    if (begun.has(effect.key)) continue;
    begun.add(effect.key);
    void hands.perform(effect, (input) => inbox.say(input));
  }
}
