/** The one inbox of a running session: words and results wait here, in order, for the loop. */
import type { Input } from "../model/input.ts";

export interface Inbox {
  say(input: Input): void;
  /** Everything that has come since the last call; waits until there is something. */
  take(): Promise<Input[]>;
}

export function createInbox(): Inbox {
  let waiting: Input[] = [];
  let wake: (() => void) | null = null;
  return {
    say(input) {
      waiting.push(input);
      wake?.();
    },
    async take() {
      if (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}
