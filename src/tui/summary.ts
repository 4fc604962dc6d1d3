/** How a session came out: on its last screen, and in the lines that stay in the terminal afterwards. */
import type { Outcome, Stop } from "../model/event.ts";
import type { Run, StepState } from "../model/run.ts";
import type { End } from "./frame.ts";
import { legible } from "./legible.ts";
import type { Tone } from "./line.ts";
import { isUndone } from "./outline.ts";
import type { Signs } from "./signs.ts";

/** Plain text, a line each, for the normal screen. */
export function summary(run: Run, end: End, signs: Signs): string {
  const { sign, words } = outcomeWords(run, signs);
  const rows = [
    `${sign} ${legible(run.plan.runbook.title)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`,
    ...end.trouble.map((text) => `  ${legible(text)}`),
    `  steps       ${countsLine(run)}`,
    `  transcript  ${legible(end.transcript)}`,
    `  verdict     ${legible(end.verdict)}`,
    ...(end.next === null ? [] : [`  to go on    ${legible(end.next)}`]),
  ];
  return `${rows.join("\n")}\n`;
}

export interface OutcomeWords {
  readonly sign: string;
  readonly tone: Tone;
  readonly words: string;
}

export function outcomeWords(run: Run, signs: Signs): OutcomeWords {
  if (run.finished !== null) return finishedWords(run.finished, signs);
  const words = run.stopped === null ? "Not finished" : stoppedWords[run.stopped.kind];
  return { sign: signs.unknown, tone: "warn", words };
}

function finishedWords(outcome: Outcome, signs: Signs): OutcomeWords {
  switch (outcome) {
    case "done":
      return { sign: signs.done, tone: "good", words: "Done" };
    case "failed":
      return { sign: signs.failed, tone: "bad", words: "Finished, but not all of it worked" };
    case "undone":
      return { sign: signs.undone, tone: "warn", words: "Undone: the way back was walked" };
  }
}

const stoppedWords: Readonly<Record<Stop["kind"], string>> = {
  person: "Stopped: a person is needed",
  failed: "Stopped: a step failed",
  denied: "Stopped: a step must not run",
  interrupted: "Interrupted",
  quit: "Stopped before its end",
};

/** How many steps came out which way; only what there is. */
export function countsLine(run: Run): string {
  const main = run.plan.steps.filter(({ role }) => role === "main");
  const undone = main.filter((step) => isUndone(run, step));
  const rest = main.filter((step) => !undone.includes(step));
  const number = (...kinds: StepState["kind"][]) =>
    rest.filter(({ id }) => kinds.includes(run.steps[id]?.kind ?? "pending")).length;
  const counts: [string, number][] = [
    ["done", number("succeeded")],
    ["failed", number("failed")],
    // What still runs when the session is over was stopped in the middle, and nobody recorded how it ended.
    ["unknown", number("unknown", "running")],
    ["undone", undone.length],
    ["skipped", number("skipped")],
    ["not run", number("pending", "active")],
  ];
  const some = counts.filter(([, amount]) => amount > 0);
  return some.map(([label, amount]) => `${amount} ${label}`).join(", ");
}

export function verdictTone(verdict: string): Tone {
  return verdict.startsWith("SEALED") ? "good" : "warn";
}
