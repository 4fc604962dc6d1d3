/** The report for people: what a headless run does, line by line, as it happens. */
import type { Follower } from "../engine/ports.ts";
import type { Event } from "../model/event.ts";
import type { Run } from "../model/run.ts";
import type { Entry } from "./entry.ts";
import { headerEntries, inputEntries, resumedEntries } from "./header.ts";
import { createPage } from "./page.ts";
import { createStepReport } from "./step-entries.ts";
import { finishedEntries, stoppedEntries } from "./summary.ts";
import { undoEntries } from "./way-back.ts";

interface PlainReportOptions {
  /** Takes text as it comes; it must not throw. */
  readonly out: (text: string) => void;
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

export function createPlainReport({ out, color, width }: PlainReportOptions): Follower {
  const page = createPage({ color, width });
  const steps = createStepReport();
  let begun = "";

  const entriesOf = (run: Run, event: Event): readonly Entry[] => {
    switch (event.type) {
      case "session.opened":
        begun = event.at;
        return headerEntries(event);
      case "session.resumed":
        begun = event.at;
        return resumedEntries(run, event);
      case "input.set":
        return inputEntries(run, event);
      case "session.stopped":
        return [...steps.begin(run), ...stoppedEntries(run, event, begun, steps.saidReasons())];
      case "session.finished":
        return finishedEntries(run, event, begun);
      case "undo.chosen":
      case "restore.started":
      case "restore.ended":
      case "restore.left":
        return undoEntries(event);
      default:
        return steps.entriesOf(run, event);
    }
  };

  return {
    follow: (run, events) => {
      const text = events.flatMap((event) => entriesOf(run, event)).map(page);
      if (text.length > 0) out(text.join(""));
    },
  };
}
