/** What the engine needs from outside, and what it offers to those who watch. */
import type { Effect } from "../model/effect.ts";
import type { Event } from "../model/event.ts";
import type { Attempt, PersonInput, ResultInput } from "../model/input.ts";
import type { Stream } from "../model/outcome.ts";
import type { Run } from "../model/run.ts";

/** Durable memory. `append` resolves when all of `events` would survive a power cut, and rejects otherwise. */
export interface Journal {
  append(events: readonly Event[]): Promise<void>;
}

/**
 * Carries out effects. Whatever happens out there comes back through `report`, the expected failures
 * too; a rejection is a bug. Resolves once nothing more will be reported for this effect.
 */
export interface Hands {
  perform(effect: Effect, report: (input: ResultInput) => void): Promise<void>;
  /**
   * Stops every process that runs for an effect, at once and for good: the journal is gone, or the session
   * is over. What a step that has ended left running goes on.
   */
  abandon(): Promise<void>;
}

/** Who changes a target: one session at a time. Only sessions that ask here know of each other. */
export interface Turns {
  /** Who else changes it now, in words; null when nobody is known to. */
  holder(target: string): Promise<string | null>;
  /** Takes the target for a step, unless somebody else has it. */
  take(target: string): Promise<Turn>;
}

export type Turn =
  | { readonly kind: "taken"; release(): Promise<void> }
  /** `reason`: who was faster, in words. */
  | { readonly kind: "refused"; readonly reason: string };

export interface Clock {
  /** The time as ISO 8601 in UTC with milliseconds. */
  now(): string;
}

/** Hears every change right after it is durable. May lag or throw without hurting the run. */
export interface Follower {
  follow(run: Run, events: readonly Event[]): void;
}

/** Where people's words enter; a word that does not fit the moment is dropped. */
export interface Mailbox {
  say(input: PersonInput): void;
}

/** A glimpse of running output for a screen; never journalled, so it may be dropped or cut. */
export interface Glimpse extends Attempt {
  readonly stream: Stream;
  readonly text: string;
  /** Bytes left out before `text` because they came faster than a screen can show. */
  readonly skippedBytes: number;
}
