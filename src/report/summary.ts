/** The end of a report: why it stopped or how it came out, and what was done. */
import type { EventOf, Outcome, Stop } from "../model/event.ts";
import type { Run, StepState } from "../model/run.ts";
import type { Reason } from "../model/verdict.ts";
import { countWords, durationWords } from "../model/words.ts";
import { detail, type Entry, gap, headline, signs, type Tone } from "./entry.ts";
import { reasonEntry } from "./step-entries.ts";

/** `begun` is when this process took the session up (ISO 8601); `said` are reasons that stand above. */
export function stoppedEntries(
  run: Run,
  { at, stop }: EventOf<"session.stopped">,
  begun: string,
  said: readonly Reason[],
): readonly Entry[] {
  const where = stop.step === null ? "" : ` at ${stop.step}`;
  const reasons = stop.reasons.filter(
    ({ guard, text }) =>
      text !== stopWords[stop.kind] &&
      !said.some((one) => one.guard === guard && one.text === text),
  );
  return [
    gap,
    headline(signs.stopped, `stopped${where}: ${stopWords[stop.kind]}`, "warn"),
    ...reasons.map(reasonEntry),
    gap,
    ...tally(run, begun, at),
  ];
}

const stopWords: Readonly<Record<Stop["kind"], string>> = {
  person: "a person is needed",
  failed: "the step failed",
  denied: "the guards do not let it run",
  interrupted: "interrupted",
  quit: "a person left it there",
};

export function finishedEntries(
  run: Run,
  { at, outcome }: EventOf<"session.finished">,
  begun: string,
): readonly Entry[] {
  const { sign, words, tone } = outcomes[outcome];
  return [gap, headline(sign, words, tone), ...tally(run, begun, at)];
}

const outcomes: Readonly<Record<Outcome, { sign: string; words: string; tone: Tone }>> = {
  done: { sign: signs.done, words: "finished", tone: "good" },
  failed: { sign: signs.failed, words: "finished, with a failed step left as it is", tone: "bad" },
  undone: { sign: signs.back, words: "finished: the way back was walked to its end", tone: "warn" },
};

function tally(run: Run, begun: string, at: string): Entry[] {
  // Steps of the way back count once they have been walked.
  const states = run.plan.steps
    .map(({ id, role }) => ({ role, state: run.steps[id] ?? { kind: "pending" as const } }))
    .filter(({ role, state }) => role === "main" || state.kind !== "pending")
    .map(({ state }) => state);
  const parts = groups.flatMap(({ kinds, words }) => {
    const count = states.filter(({ kind }) => kinds.includes(kind)).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  const elapsedMs = Math.max(0, Date.parse(at) - Date.parse(begun)) || 0;
  const all = [countWords(states.length, "step"), parts.join(", ")].filter((part) => part !== "");
  return [detail(`${all.join(": ")}; ${durationWords(elapsedMs)}`)];
}

const groups: readonly { kinds: readonly StepState["kind"][]; words: string }[] = [
  { kinds: ["succeeded"], words: "done" },
  { kinds: ["failed"], words: "failed" },
  { kinds: ["unknown", "running"], words: "unknown" },
  { kinds: ["skipped"], words: "skipped" },
  { kinds: ["pending", "active"], words: "not run" },
];
