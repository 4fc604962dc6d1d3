/** Moments in which nobody has to do anything: a step runs, or the tool prepares one. */
import { currentUndo, stepOf } from "../engine/cursor.ts";
import { byteWords, durationWords, endWords } from "../model/words.ts";
import type { Pane, Sheet } from "./frame.ts";
import { legible } from "./legible.ts";
import { blank, type Line, line, span } from "./line.ts";
import { type Moment, shownStep } from "./moment.ts";
import { isOf } from "./output.ts";
import { outputLines, printedLines } from "./output-lines.ts";
import { prompt, remarkLine } from "./pinned.ts";
import { restorePage, stepAfter, stepCode, stepHead, stepReading } from "./step-page.ts";
import { stopwatch } from "./words.ts";

type MomentOf<K extends Moment["kind"]> = Extract<Moment, { kind: K }>;

export function runningPane(sheet: Sheet, { step, state }: MomentOf<"running">): Pane {
  const { output, signs, now, seen } = sheet;
  const attempt = { step: step.id, attempt: state.attempt };
  const printed = isOf(output, attempt) ? outputLines(output, sheet.width, signs, "running") : [];
  const flow = [
    ...stepHead(sheet, step),
    ...stepCode(sheet, step, state.code),
    blank,
    ...(printed.length > 0 ? printed : [line("No output yet", "quiet")]),
  ];
  const elapsed = stopwatch(Date.parse(now) - Date.parse(state.startedAt));
  const host = state.target === "local" ? (seen?.hostname ?? "this machine") : state.target;
  const words = state.cancelling
    ? [span(`${signs.running} `, "warn"), span("Cancelling it", "strong")]
    : [span(`${signs.running} `, "accent"), span(`Running on ${legible(host)}`, "strong")];
  return {
    flow,
    focus: "end",
    ...prompt(sheet, [...remarkLine(sheet), [...words, span(`  ${elapsed}`, "quiet")]]),
  };
}

export function resultPane(sheet: Sheet, moment: MomentOf<"result">): Pane {
  const { report } = moment;
  const step = stepOf(sheet.run, moment.step);
  const flow = [
    ...stepHead(sheet, step),
    ...stepCode(sheet, step),
    ...printedLines(sheet, moment, report),
  ];
  const near = stepAfter(sheet, step).slice(1);
  const hasBoth = report.stdout.bytes > 0 && report.stderr.bytes > 0;
  const aside = hasBoth ? [span(`, ${byteWords(report.stderr.bytes)} on stderr`, "quiet")] : [];
  const worked = [
    span(`${sheet.signs.done} `, "good"),
    span("It worked", "strong"),
    span(`: ${endWords(report.end)}, after ${durationWords(report.durationMs)}`),
    ...aside,
  ];
  const name = step.kind === "code" ? step.capture?.name : undefined;
  const kept = [
    span("  kept "),
    span(legible(name ?? ""), "value"),
    span(` = ${legible(report.captured ?? "")}`),
  ];
  const goOn = [span("Press "), span("Enter", "accent"), span(" to go on.")];
  const lines = [worked, ...(name === undefined || report.captured === null ? [] : [kept]), goOn];
  return { flow, focus: "end", near, ...prompt(sheet, [...remarkLine(sheet), ...lines]) };
}

export function busyPane(sheet: Sheet, { what }: MomentOf<"busy">): Pane {
  const words = [span(`${sheet.signs.running} `, "accent"), span(`${what}${sheet.signs.ellipsis}`)];
  return { flow: busyPage(sheet), focus: 0, ...prompt(sheet, [...remarkLine(sheet), words]) };
}

function busyPage(sheet: Sheet): Line[] {
  const undo = currentUndo(sheet.run);
  if (undo?.restore === "running") return restorePage(sheet, undo.step);
  const step = shownStep(sheet.run, sheet.moment);
  if (step === null) return [];
  return [...stepReading(sheet, step), ...stepCode(sheet, step)];
}
