/** Where a running step's output goes: kept, told to the journal, and shown in glimpses. */
import type { Glimpse } from "../engine/ports.ts";
import type { Attempt, ResultInput } from "../model/input.ts";
import type { Stream } from "../model/outcome.ts";
import { createPacer } from "./pacer.ts";
import { createRing } from "./ring.ts";
import { createStreamKeeper, type StreamKeeper } from "./stream-keeper.ts";
import { strayBytes, textOf, unfinishedBytes } from "./utf8.ts";

export interface StepOutput {
  readonly keeper: StreamKeeper;
  /** `chunk` is not kept: its memory may be used again. */
  add(chunk: Uint8Array): void;
  /** Tells what was not told yet. */
  end(): void;
}

export interface Listeners {
  readonly report: (input: ResultInput) => void;
  readonly glimpse: (glimpse: Glimpse) => void;
}

const printedEveryMs = 100;

export function createStepOutput(at: Attempt, stream: Stream, listeners: Listeners): StepOutput {
  const keeper = createStreamKeeper();
  const glimpses = createGlimpses((seen) => listeners.glimpse({ ...at, stream, ...seen }));
  const tell = (last: boolean) => {
    for (const text of keeper.take(last))
      listeners.report({ kind: "printed", ...at, stream, text });
  };
  const telling = createPacer(printedEveryMs, () => tell(false));
  return {
    keeper,
    add(chunk) {
      if (!keeper.isHeadTaken()) telling.nudge();
      keeper.add(chunk);
      glimpses.add(chunk);
    },
    end() {
      telling.flush();
      tell(true);
      glimpses.end();
    },
  };
}

const glimpseEveryMs = 50;
const glimpseBytes = 8_192;

type Seen = Pick<Glimpse, "text" | "skippedBytes">;

/** Shows the newest output a few times a second, and says how much it left out. */
function createGlimpses(show: (seen: Seen) => void) {
  const ring = createRing(glimpseBytes);

  function tell(last: boolean): void {
    const held = ring.contents();
    const begin = ring.pushed() > held.length ? strayBytes(held) : 0;
    const end = held.length - (last ? 0 : unfinishedBytes(held));
    if (end <= begin) return;
    const skippedBytes = ring.pushed() - held.length + begin;
    const rest = held.subarray(end);
    ring.clear();
    ring.push(rest);
    show({ text: textOf(held.subarray(begin, end)), skippedBytes });
  }

  const pacer = createPacer(glimpseEveryMs, () => tell(false));
  return {
    add(chunk: Uint8Array) {
      ring.push(chunk);
      pacer.nudge();
    },
    end() {
      pacer.flush();
      tell(true);
    },
  };
}
