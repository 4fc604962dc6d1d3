/**
 * What comes in from outside turns into events. A word that does not fit the moment (a stale answer, a
 * late result) yields none; nothing here fails.
 */
import type { Event } from "../model/event.ts";
import type { Input } from "../model/input.ts";
import type { Run } from "../model/run.ts";
import { advance } from "./advance.ts";
import { evolve } from "./evolve.ts";
import type { Fact } from "./fact.ts";
import { open, respond } from "./respond.ts";

/** `at` is the moment, ISO 8601 in UTC. `run` is null before the session is opened. */
export function decide(run: Run | null, input: Input, at: string): Event[] {
  const events: Event[] = [];
  let state = run;
  const record = (fact: Fact) => {
    const event: Event = { ...fact, at };
    events.push(event);
    state = evolve(state, event);
  };

  const facts = input.kind === "open" ? open(input) : run === null ? [] : respond(run, input);
  facts.forEach(record);
  for (let fact = follow(state, events); fact !== null; fact = follow(state, events)) record(fact);
  return events;
}

function follow(state: Run | null, events: readonly Event[]): Fact | null {
  return state === null || events.length === 0 ? null : advance(state);
}
