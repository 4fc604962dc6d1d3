/** What a key meets, and what comes of it. */
import type { PersonInput } from "../model/input.ts";
import type { InputSpec } from "../model/input-spec.ts";
import type { Run } from "../model/run.ts";
import type { Ui } from "./ui.ts";

/** What the last finished frame showed. */
export interface Drawn {
  /** The question it put, as `asksNow` names it; null before the first frame. */
  readonly asks: string | null;
  /** First line shown of the part that scrolls, and the last such that there is. */
  readonly top: number;
  readonly lastTop: number;
  /** Lines of it that were visible. */
  readonly page: number;
  /** Lines of the code asked about that stood further below. */
  readonly toRead: number;
}

export interface Scene {
  readonly run: Run | null;
  /** Whether the process has ended its session, though the run may not say so. */
  readonly isEnded: boolean;
  readonly drawn: Drawn;
  /** Since when that question has been on the screen, in milliseconds on the clock of `nowMs`. */
  readonly sinceMs: number;
  /** When the key was pressed, in milliseconds on a clock that never goes back. */
  readonly nowMs: number;
  /** What is wrong with a value, in words; null when it is right. */
  readonly check: (spec: InputSpec, value: string) => string | null;
}

export interface Reply {
  readonly ui: Ui;
  readonly say: readonly PersonInput[];
}
