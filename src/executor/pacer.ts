/** Acts at most once in an interval, however often it is nudged. */

export interface Pacer {
  /** Something is there to act on: act within the interval. */
  nudge(): void;
  /** Acts now, and does not wait any more. */
  flush(): void;
}

export function createPacer(intervalMs: number, act: () => void): Pacer {
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    act();
  }

  return {
    nudge() {
      timer ??= setTimeout(flush, intervalMs);
    },
    flush,
  };
}
