/** What a report says about a step, from the moment the walk reaches it to its end. */
import { filledForReading } from "../engine/look.ts";
import { plannedRisk } from "../guards/effective-risk.ts";
import { recognised } from "../guards/environment.ts";
import type { Artefact, BackupResult } from "../model/artefact.ts";
import type { Event, EventOf } from "../model/event.ts";
import type { Observation } from "../model/observation.ts";
import type { Report, Stream, StreamRecord } from "../model/outcome.ts";
import type { Run } from "../model/run.ts";
import type { ChoiceStep, Step } from "../model/step.ts";
import type { Reason } from "../model/verdict.ts";
import { byteWords, durationWords, endWords } from "../model/words.ts";
import { detail, type Entry, gap, headline, signs } from "./entry.ts";

export interface StepReport {
  entriesOf(run: Run, event: Event): readonly Entry[];
  /** The headline of the step at hand, unless it stands there already. */
  begin(run: Run): readonly Entry[];
  /** The reasons given since the walk reached the step at hand: they need not be said again. */
  saidReasons(): readonly Reason[];
}

export function createStepReport(): StepReport {
  /** A step that is reached has no headline before something happens: it may yet be skipped. */
  let reached: EventOf<"step.reached"> | null = null;
  let isAfterSkip = false;
  let seen = "";
  let said: readonly Reason[] = [];

  const begin = (run: Run): readonly Entry[] => {
    if (reached === null) return [];
    const entries = beginning(run, reached);
    reached = null;
    isAfterSkip = false;
    return entries;
  };

  const skipped = ({ step, reason }: EventOf<"step.skipped">): readonly Entry[] => {
    const line = headline(signs.skipped, `${step}  skipped: ${reason}`, "warn");
    const entries = isAfterSkip ? [line] : [gap, line];
    reached = null;
    isAfterSkip = true;
    return entries;
  };

  const observed = (run: Run, observation: Observation): readonly Entry[] => {
    const words = environmentWords(observation);
    if (words === seen) return [];
    seen = words;
    return [...begin(run), detail(words, "quiet")];
  };

  return {
    begin,
    saidReasons: () => said,
    entriesOf: (run, event) => {
      switch (event.type) {
        case "step.reached":
          reached = event;
          said = [];
          return [];
        case "step.skipped":
          return skipped(event);
        case "environment.observed":
          return observed(run, event.observation);
        case "step.denied":
          said = event.reasons;
          return [...begin(run), ...deniedEntries(event)];
        case "stop.requested":
          said = [...said, ...event.stop.reasons];
          return stoppingEntries(event);
        case "step.ended":
          return [...begin(run), ...endedEntries(run, event)];
        default:
          return [...begin(run), ...otherEntries(event)];
      }
    },
  };
}

function beginning(run: Run, { step: id, attempt }: EventOf<"step.reached">): Entry[] {
  const step = run.plan.steps.find((one) => one.id === id);
  const title = step === undefined || step.title === id ? "" : `  ${step.title}`;
  const risk = step === undefined ? "" : ` (risk ${plannedRisk(step).risk})`;
  const again = attempt === 1 ? "" : `, attempt ${attempt}`;
  const words = step === undefined ? [] : wordsFor(run, step);
  return [gap, headline(signs.begin, `${id}${title}${risk}${again}`, "strong"), ...words];
}

/** What only a person can do, in words for that person. */
function wordsFor(run: Run, step: Step): Entry[] {
  switch (step.kind) {
    case "code":
      return [];
    case "manual":
      return step.text === step.title ? [] : [detail(filledForReading(run.values, step.text))];
    case "choice": {
      const isSaid = step.question === "" || step.question === step.title;
      const question = isSaid ? [] : [detail(filledForReading(run.values, step.question))];
      const options = step.options.map(({ label }, index) =>
        detail(`${index + 1}. ${filledForReading(run.values, label)}`),
      );
      return [...question, ...options, ...inferredEntries(step)];
    }
    case "call":
      return [detail(`calls ${step.runbook}`)];
  }
}

function inferredEntries({ inferred }: ChoiceStep): Entry[] {
  return inferred ? [detail("inferred: the document does not mark it as a choice", "quiet")] : [];
}

function environmentWords(observation: Observation): string {
  const names = recognised(observation);
  const { hostname } = observation;
  if (observation.environments.length === 0) return `on ${hostname}`;
  return names.length === 0
    ? `on ${hostname}, which no environment's probes recognise`
    : `on ${hostname}, recognised as ${names.join(" and ")}`;
}

function deniedEntries({ step, reasons }: EventOf<"step.denied">): Entry[] {
  return [headline(signs.failed, `${step}  denied`, "bad"), ...reasons.map(reasonEntry)];
}

export function reasonEntry({ guard, text }: Reason): Entry {
  return detail(`${guard}: ${text}`);
}

function stoppingEntries({ stop }: EventOf<"stop.requested">): Entry[] {
  return [headline(signs.stopped, "stopping", "warn"), ...stop.reasons.map(reasonEntry)];
}

function otherEntries(event: Event): Entry[] {
  switch (event.type) {
    case "step.asked":
      return askedEntries(event);
    case "step.answered":
      return [detail(event.typed === null ? "a person said yes" : "a person typed the word")];
    case "backup.started":
      return [detail(`saving ${event.paths.join(", ")}`, "quiet")];
    case "backup.ended":
      return backupEntries(event.result);
    case "step.started":
      return startedEntries(event);
    case "step.output":
      return [{ kind: "output", stream: event.stream, text: event.text }];
    case "cancel.requested":
      return [detail("cancelling it")];
    case "step.ticked":
      return [headline(signs.done, `${event.step}  ticked by a person`, "good")];
    case "call.entered": {
      const values = Object.entries(event.values).map(([name, value]) => `${name} = ${value}`);
      const line = headline(signs.done, `${event.step}  its steps come next`, "good");
      return [line, ...values.map((text) => detail(text, "quiet"))];
    }
    case "step.chosen":
      return [headline(signs.done, `${event.step}  chosen by a person: ${event.label}`, "good")];
    case "step.settled":
      return settledEntries(event);
    case "step.left":
      return [
        headline(signs.failed, `${event.step}  left as it is by a person`, "warn"),
        ...noteEntries(event.note),
      ];
    case "note.added":
      return [headline(signs.note, `${event.step ?? "note"}: ${event.text}`, "plain")];
    default:
      return [];
  }
}

function askedEntries({ question }: EventOf<"step.asked">): Entry[] {
  const where = question.target === "local" ? "" : ` on ${question.target}`;
  const saving = question.backup.map((path) => detail(`would save ${path} first`, "quiet"));
  return [
    detail(`would run${where}:`),
    { kind: "code", text: question.code },
    ...doesEntries(question.does),
    ...saving,
  ];
}

function backupEntries(result: BackupResult): Entry[] {
  if (result.kind === "failed") return [detail(`could not be saved: ${result.reason}`, "bad")];
  return result.artefacts.map(savedEntry);
}

function savedEntry(artefact: Artefact): Entry {
  switch (artefact.kind) {
    case "file":
      return detail(`saved ${artefact.path} (${byteWords(artefact.bytes)}) to ${artefact.copy}`);
    case "link":
      return detail(`${artefact.path} is a link to ${artefact.to}`);
    case "absent":
      return detail(`${artefact.path} is not there yet; to put it back is to remove it`);
  }
}

function doesEntries(does: readonly string[]): Entry[] {
  return does.map((each) => detail(`it ${each}`, "quiet"));
}

function startedEntries({ code, target, does }: EventOf<"step.started">): Entry[] {
  const where = target === "local" ? [] : [detail(`on ${target}`)];
  return [...where, { kind: "code", text: code }, ...doesEntries(does)];
}

function endedEntries(run: Run, { step, ok, report }: EventOf<"step.ended">): Entry[] {
  const { end, durationMs, unmet } = report;
  const took = durationWords(durationMs);
  const output = [...tailEntries("stdout", report), ...tailEntries("stderr", report)];
  if (ok) {
    const code = end.kind === "exited" && end.code === 0 ? "" : `${endWords(end)}, as expected  `;
    const line = headline(signs.done, `${step}  ${code}${took}`, "good");
    return [...output, line, ...capturedEntries(run, step, report.captured)];
  }
  const headlineOf =
    end.kind === "cancelled"
      ? headline(signs.stopped, `${step}  stopped: cancelled  ${took}`, "warn")
      : headline(signs.failed, `${step}  failed: ${endWords(end)}  ${took}`, "bad");
  return [...output, headlineOf, ...unmet.map((text) => detail(text))];
}

function capturedEntries(run: Run, id: string, captured: string | null): Entry[] {
  const step = run.plan.steps.find((one) => one.id === id);
  if (captured === null || step?.kind !== "code" || step.capture === null) return [];
  const start =
    captured.length > longestCapture ? `${captured.slice(0, longestCapture)}…` : captured;
  return [detail(`${step.capture.name} = ${start}`, "quiet")];
}

/** The whole stands in the output above. */
const longestCapture = 200;

/** What came before is shown already; between the two, an honest word about what is missing. */
function tailEntries(stream: Stream, report: Report): Entry[] {
  const { omittedBytes, tail }: StreamRecord = report[stream];
  const missing = `… ${byteWords(omittedBytes)} of ${stream} not kept …`;
  return [
    ...(omittedBytes > 0 ? [detail(missing, "warn")] : []),
    ...(tail === "" ? [] : [{ kind: "output", stream, text: tail } as const]),
  ];
}

function settledEntries({ step, ok, note }: EventOf<"step.settled">): Entry[] {
  const line = ok
    ? headline(signs.done, `${step}  a person says that it did its work`, "good")
    : headline(signs.failed, `${step}  a person says that it failed`, "bad");
  return [line, ...noteEntries(note)];
}

export function noteEntries(note: string): Entry[] {
  return note.trim() === "" ? [] : [detail(note)];
}
