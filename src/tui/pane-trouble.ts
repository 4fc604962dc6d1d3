/** Moments after a step went wrong, or nobody knows how it went. */
import { stepOf } from "../engine/cursor.ts";
import { wayBack } from "../engine/way-back.ts";
import type { Report } from "../model/outcome.ts";
import { countWords, durationWords, endWords } from "../model/words.ts";
import type { Pane, Sheet } from "./frame.ts";
import { leftOutWords } from "./left-out.ts";
import { legible } from "./legible.ts";
import { blank, type Line, line, span } from "./line.ts";
import { canGoBack, type Moment } from "./moment.ts";
import { printedLines } from "./output-lines.ts";
import { menu, remarkLine } from "./pinned.ts";
import { bullets, paragraph, stepAfter, stepCode, stepHead, stepProse } from "./step-page.ts";

type MomentOf<K extends Moment["kind"]> = Extract<Moment, { kind: K }>;

export function failedPane(sheet: Sheet, moment: MomentOf<"failed">): Pane {
  const step = stepOf(sheet.run, moment.step);
  const { report } = moment;
  const flow = [
    ...stepHead(sheet, step),
    ...stepProse(sheet, step),
    ...stepCode(sheet, step),
    ...(report === null ? [] : printedLines(sheet, moment, report)),
    ...stepAfter(sheet, step),
    ...(report === null ? [] : unmet(sheet, report)),
  ];
  const choices: [string, string][] = [
    ...backChoice(sheet),
    ["r", "run it again, through all its guards"],
    ["l", leaveWords(sheet, moment)],
  ];
  return {
    flow,
    focus: "end",
    ...withRemark(sheet, menu(sheet, failedWords(sheet, report), choices)),
  };
}

function leaveWords({ run }: Sheet, { step }: MomentOf<"failed">): string {
  const leftOut = leftOutWords(run, step);
  const words = "leave it as it is and go on with the next step";
  return leftOut === null ? words : `${words}; left out then: ${leftOut}`;
}

function failedWords({ signs }: Sheet, report: Report | null): Line {
  const sign = span(`${signs.failed} `, "bad");
  if (report === null) return [sign, span("It did not do its work, a person said.", "strong")];
  const isCancelled = report.end.kind === "cancelled";
  const words = isCancelled ? "It was cancelled" : `It failed: ${legible(endWords(report.end))}`;
  return [sign, span(words, "strong"), span(`, after ${durationWords(report.durationMs)}`)];
}

function unmet(sheet: Sheet, report: Report): Line[] {
  if (report.unmet.length === 0) return [];
  const items = report.unmet.map((text) => line(legible(text)));
  return [blank, line("What did not hold", "strong"), ...bullets(sheet, items)];
}

export function unknownPane(sheet: Sheet, moment: MomentOf<"unknown">): Pane {
  const step = stepOf(sheet.run, moment.step);
  const words =
    "Firebreak stopped while this step ran. It may have done all, some or none of its work. " +
    "Look at the target yourself, and for processes of the step, before you choose.";
  const flow = [
    ...stepHead(sheet, step),
    ...stepProse(sheet, step),
    ...stepCode(sheet, step),
    blank,
    ...paragraph(sheet, words),
  ];
  const choices: [string, string][] = [
    ["d", "it did its work: go on"],
    ["f", "it did not: count it as failed"],
    ["r", "run it again, through all its guards"],
    ...backChoice(sheet),
  ];
  const heading = [
    span(`${sheet.signs.unknown} `, "warn"),
    span("Nobody knows how it ended. It may still be running.", "strong"),
  ];
  return { flow, focus: "end", ...withRemark(sheet, menu(sheet, heading, choices)) };
}

function backChoice({ run, moment }: Sheet): [string, string][] {
  if (!canGoBack(run, moment)) return [];
  return [["b", `walk the way back: undo ${countWords(wayBack(run).length, "step")}`]];
}

function withRemark<T extends Pick<Pane, "pinned">>(sheet: Sheet, pane: T): T {
  return { ...pane, pinned: [...remarkLine(sheet), ...pane.pinned] };
}
