/** What is drawn, line by line: the parts of the screen, before and after they are put together. */
import type { InputSpec } from "../model/input-spec.ts";
import type { Observation } from "../model/observation.ts";
import type { Run } from "../model/run.ts";
import type { Line } from "./line.ts";
import type { Moment } from "./moment.ts";
import type { Output } from "./output.ts";
import type { Drawn } from "./scene.ts";
import type { Signs } from "./signs.ts";
import type { Ui } from "./ui.ts";

/** How a session ended, from the one who knows: printed at the end. */
export interface End {
  readonly transcript: string;
  readonly verdict: string;
  readonly exit: number;
  /** What went wrong outside the run, such as a transcript that could not be written. */
  readonly trouble: readonly string[];
  /** How to go on; null when there is nothing to go on with. */
  readonly next: string | null;
}

/** All that the screen shows, as facts. */
export interface Picture {
  readonly run: Run | null;
  readonly ui: Ui;
  readonly output: Output | null;
  /** The last look at the target. */
  readonly seen: Observation | null;
  readonly end: End | null;
  /** What to know before the first answer; null once that was given. */
  readonly notice: string | null;
  /** ISO 8601. */
  readonly now: string;
  readonly check: (spec: InputSpec, value: string) => string | null;
}

/** What the parts of the screen are drawn from. `width` is that of the part, in columns. */
export interface Sheet extends Picture {
  readonly run: Run;
  readonly moment: Moment;
  /** Lines further below that have to be on the screen before the question may be answered. */
  readonly toRead: number;
  readonly width: number;
  readonly signs: Signs;
}

/** The large part of the screen: what scrolls, and what stays put below it. */
export interface Pane {
  readonly flow: readonly Line[];
  /**
   * Unless scrolled: the line that must not be above the window, lines that must be in it (with those
   * `around` them where they all have room), or the end.
   */
  readonly focus: number | (Lines & { readonly around?: Lines }) | "end";
  /** How many lines of the flow have to be on the screen before the question may be answered. */
  readonly mustRead?: number;
  /** Stays above what is pinned where there is room, and ends what scrolls where there is not. */
  readonly near?: readonly Line[];
  readonly pinned: readonly Line[];
  readonly cursor: (Cursor & { readonly part: "flow" | "pinned" }) | null;
}

interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Columns and lines from the top left, both from 0. */
export interface Cursor {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Frame {
  /** At most `rows` lines of at most `columns` columns. */
  readonly lines: readonly Line[];
  readonly cursor: Cursor | null;
  readonly drawn: Drawn;
}
