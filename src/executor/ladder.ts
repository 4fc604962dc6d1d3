/** Stopping a process group: politely at first, then not. */
import { setTimeout as sleep } from "node:timers/promises";
import { signalGroup } from "./group.ts";

export interface Rung {
  readonly signal: NodeJS.Signals;
  /** How long to wait for it to work before the next one, in milliseconds. */
  readonly patienceMs: number;
}

/** For steps: time to clean up, then none. */
export const polite: readonly Rung[] = [
  { signal: "SIGINT", patienceMs: 2_000 },
  { signal: "SIGTERM", patienceMs: 5_000 },
  { signal: "SIGKILL", patienceMs: 5_000 },
];

export const atOnce: readonly Rung[] = [{ signal: "SIGKILL", patienceMs: 5_000 }];

const pollMs = 20;

/**
 * Sends one signal after the other until `isGone`. False when all of them did not help: what is left
 * waits inside the kernel or belongs to another user.
 */
export async function climb(
  group: number,
  rungs: readonly Rung[],
  isGone: () => boolean,
): Promise<boolean> {
  for (const { signal, patienceMs } of rungs) {
    signalGroup(group, signal);
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      if (isGone()) return true;
      await sleep(pollMs);
    }
  }
  return isGone();
}
