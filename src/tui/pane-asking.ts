/** Moments before a step: it may run, it is a task, it must not run, or files cannot be put back. */

import { stepOf } from "../engine/cursor.ts";
import type { Question, Reason } from "../model/verdict.ts";
import { countWords, namesInWords } from "../model/words.ts";
import type { Pane, Sheet } from "./frame.ts";
import { legible } from "./legible.ts";
import { blank, type Line, line, type Span, span } from "./line.ts";
import type { Moment } from "./moment.ts";
import { menu, prompt, remarkLine, typedLine } from "./pinned.ts";
import { prose } from "./prose.ts";
import {
  afterwards,
  bullets,
  facts,
  greeting,
  isSaidBy,
  paragraph,
  restorePage,
  stepAfter,
  stepCode,
  stepHead,
  stepProse,
  stepReading,
  stepTrail,
  whereAndWhat,
} from "./step-page.ts";
import { wrap } from "./wrap.ts";

type MomentOf<K extends Moment["kind"]> = Extract<Moment, { kind: K }>;

export function approvalPane(sheet: Sheet, moment: MomentOf<"approval">): Pane {
  const { question } = moment;
  const step = stepOf(sheet.run, moment.step);
  const reading = stepReading(sheet, step);
  const saved = question.backup.map((path): [string, Line] => [
    "Saved first",
    line(legible(path), "code"),
  ]);
  const toItsEnd = [...reading, ...stepCode(sheet, step, question.code)];
  const flow = [
    ...toItsEnd,
    blank,
    ...facts(sheet, [...whereAndWhat(step, question), ...saved, ...afterwards(sheet, step)]),
  ];
  const near = [
    ...reasonLines(sheet, "It asks because", question.reasons),
    ...othersLines(sheet, moment),
  ];
  // Who runs what harms nothing may do so without having read it.
  const mustRead = question.level === "go" ? 0 : toItsEnd.length;
  return { flow, mustRead, focus: reading.length + 1, near, ...approvalPrompt(sheet, moment) };
}

function reasonLines(sheet: Sheet, heading: string, reasons: readonly Reason[]): Line[] {
  if (reasons.length === 0) return [];
  const items = reasons.map(({ guard, text }) => [
    span(`${legible(guard)}: `, "quiet"),
    span(legible(text)),
  ]);
  return [line(heading, "strong"), ...bullets(sheet, items)];
}

/** Who else has to say yes, and what they are to be told. */
function othersLines(
  { run, width, signs }: Sheet,
  { question, approvals }: MomentOf<"approval">,
): Line[] {
  if (question.approvals === 0) return [];
  const { missing, from, by, request } = approvals;
  const who = by.length === 0 ? [] : [line(`Approved by ${by.map(legible).join(", ")}`, "good")];
  if (missing === 0) return who;
  const words = `${countWords(missing, "other approval")} ${missing === 1 ? "is" : "are"} missing`;
  const rows: Line[] = [
    [span("Here they run "), span(`firebreak approve ${legible(run.session)}`, "code")],
    request === null
      ? line("The request for others is being written", "quiet")
      : [span("Elsewhere they need "), span(legible(request), "code")],
  ];
  const mark = span(`${signs.bullet} `, "quiet");
  return [
    ...who,
    ...wrap([span(words, "strong"), fromWhom(from, missing)], width),
    ...rows.flatMap((row) => wrap(row, width, [mark], [span("  ")])),
  ];
}

function fromWhom(from: readonly string[], missing: number): Span {
  const names = legible(namesInWords(from));
  if (from.length >= missing) return span(`, from ${names}`);
  const known = from.length === 0 ? "nobody else" : `only ${names}`;
  return span(`, and firebreak.yaml knows ${known} who may`, "warn");
}

function approvalPrompt(
  sheet: Sheet,
  { question, approvals, step }: MomentOf<"approval">,
): Pick<Pane, "pinned" | "cursor"> {
  if (approvals.missing > 0) {
    const waits = [
      span("It waits for them. "),
      span("p", "accent"),
      span(" takes what you paste."),
    ];
    return prompt(sheet, [...remarkLine(sheet), waits]);
  }
  const isCall = stepOf(sheet.run, step).kind === "call";
  const asks = [...remarkLine(sheet), ...readFirst(sheet, approvalWords(sheet, question, isCall))];
  const isTyped = question.level === "type" && sheet.ui.typing;
  return isTyped ? typedLine(sheet, asks, sheet.ui.word) : prompt(sheet, asks);
}

function approvalWords({ ui }: Sheet, { level, word }: Question, isCall: boolean): Line {
  const host = span(legible(word), "strong");
  const enter = span("Enter", "accent");
  const asked = isCall ? "Go on with its steps on " : "Run it on ";
  switch (level) {
    case "go":
      return [span("Press "), enter, span(" to run it on "), host, span(".")];
    case "confirm":
      return [span(asked), host, span("? Press "), span("y", "accent"), span(" for yes.")];
    case "type":
      return ui.typing
        ? [span("To run it, type "), host, span(" and press "), enter, span(":")]
        : [span("It runs only after its name is typed: press "), enter, span(" to do that.")];
  }
}

/** Takes exactly the room of what it stands for, so that it hides no more than that does. */
function readFirst({ toRead, width, signs }: Sheet, asks: Line): Line[] {
  const lines = wrap(asks, width);
  if (toRead === 0) return lines;
  const first = [
    span("Read on first: ", "warn"),
    span(`${signs.below}/Space`, "accent"),
    span(`, ${countWords(toRead, "more line")}`, "warn"),
  ];
  return [first, ...lines.slice(1).map(() => blank)];
}

export function taskPane(sheet: Sheet, moment: MomentOf<"task">): Pane {
  const step = stepOf(sheet.run, moment.step);
  const said = prose(moment.text, Number.MAX_SAFE_INTEGER, sheet.signs);
  const head = isSaidBy(step.title, said) ? stepTrail(sheet, step) : stepHead(sheet, step);
  const reading = [...greeting(sheet, step), ...head, ...stepProse(sheet, step)];
  const task = prose(moment.text, sheet.width - 6, sheet.signs);
  const flow = [
    ...reading,
    blank,
    ...task.map((each, index) => [span(index === 0 ? "  [ ] " : "      ", "accent"), ...each]),
    ...stepAfter(sheet, step),
  ];
  const asks = [
    span("For you to do by hand. Press "),
    span("Enter", "accent"),
    span(" once it is done."),
  ];
  return { flow, focus: reading.length + 1, ...prompt(sheet, [...remarkLine(sheet), asks]) };
}

export function deniedPane(sheet: Sheet, moment: MomentOf<"denied">): Pane {
  const step = stepOf(sheet.run, moment.step);
  const flow = [
    ...stepReading(sheet, step),
    ...stepCode(sheet, step),
    blank,
    ...reasonLines(sheet, "It must not run now", moment.reasons),
  ];
  const choices: [string, string][] = [
    ["r", "look again, once the reason is gone"],
    ["s", "skip this step"],
  ];
  const heading = [
    span(`${sheet.signs.failed} `, "bad"),
    span("No key can override this.", "strong"),
  ];
  return { flow, focus: "end", ...withRemark(sheet, menu(sheet, heading, choices)) };
}

export function stuckPane(sheet: Sheet, moment: MomentOf<"stuck">): Pane {
  const flow = [
    ...restorePage(sheet, moment.step),
    blank,
    line("It did not work", "strong"),
    ...paragraph(sheet, legible(moment.reason)),
  ];
  const choices: [string, string][] = [
    ["r", "try again to put the files back"],
    ["s", "leave them as they are and go on"],
  ];
  const heading = [
    span(`${sheet.signs.failed} `, "bad"),
    span("The files are not back.", "strong"),
  ];
  return { flow, focus: "end", ...withRemark(sheet, menu(sheet, heading, choices)) };
}

function withRemark<T extends Pick<Pane, "pinned">>(sheet: Sheet, pane: T): T {
  return { ...pane, pinned: [...remarkLine(sheet), ...pane.pinned] };
}
