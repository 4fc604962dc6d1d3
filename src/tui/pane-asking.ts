/** Moments before a step: it may run, it is a task, it must not run, or files cannot be put back. */

import { stepOf } from "../engine/cursor.ts";
import type { Reason } from "../model/verdict.ts";
import type { Pane, Sheet } from "./frame.ts";
import { legible } from "./legible.ts";
import { blank, type Line, line, span } from "./line.ts";
import type { Moment } from "./moment.ts";
import { menu, prompt, remarkLine, typedLine } from "./pinned.ts";
import { prose } from "./prose.ts";
import {
  afterwards,
  bullets,
  facts,
  greeting,
  paragraph,
  restorePage,
  stepAfter,
  stepCode,
  stepHead,
  stepProse,
  stepReading,
  stepTrail,
  whereAndRisk,
} from "./step-page.ts";

type MomentOf<K extends Moment["kind"]> = Extract<Moment, { kind: K }>;

export function approvalPane(sheet: Sheet, moment: MomentOf<"approval">): Pane {
  const { question } = moment;
  const step = stepOf(sheet.run, moment.step);
  const reading = stepReading(sheet, step);
  const saved = question.backup.map((path): [string, Line] => [
    "Saved first",
    line(legible(path), "code"),
  ]);
  const flow = [
    ...reading,
    ...stepCode(sheet, step, question.code),
    blank,
    ...facts(sheet, [
      ...whereAndRisk(step, question.target, question.word),
      ...saved,
      ...afterwards(sheet, step),
    ]),
  ];
  const near = reasonLines(sheet, "It asks because", question.reasons);
  return { flow, focus: reading.length + 1, near, ...approvalPrompt(sheet, moment) };
}

function reasonLines(sheet: Sheet, heading: string, reasons: readonly Reason[]): Line[] {
  if (reasons.length === 0) return [];
  const items = reasons.map(({ guard, text }) => [
    span(`${legible(guard)}: `, "quiet"),
    span(legible(text)),
  ]);
  return [line(heading, "strong"), ...bullets(sheet, items)];
}

function approvalPrompt(
  sheet: Sheet,
  { question }: MomentOf<"approval">,
): Pick<Pane, "pinned" | "cursor"> {
  const host = span(legible(question.word), "strong");
  const remark = remarkLine(sheet);
  switch (question.level) {
    case "go":
      return prompt(sheet, [
        ...remark,
        [span("Press "), span("Enter", "accent"), span(" to run it on "), host, span(".")],
      ]);
    case "confirm":
      return prompt(sheet, [
        ...remark,
        [span("Run it on "), host, span("? Press "), span("y", "accent"), span(" for yes.")],
      ]);
    case "type":
      if (!sheet.ui.typing) {
        return prompt(sheet, [
          ...remark,
          [
            span("It runs only after its name is typed: press "),
            span("Enter", "accent"),
            span(" to do that."),
          ],
        ]);
      }
      return typedLine(
        sheet,
        [
          ...remark,
          [span("To run it, type "), host, span(" and press "), span("Enter", "accent"), span(":")],
        ],
        sheet.ui.word,
      );
  }
}

export function taskPane(sheet: Sheet, moment: MomentOf<"task">): Pane {
  const step = stepOf(sheet.run, moment.step);
  const isSaid =
    legible(step.title) === plainText(prose(moment.text, Number.MAX_SAFE_INTEGER, sheet.signs));
  const head = isSaid ? stepTrail(sheet, step) : stepHead(sheet, step);
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

function plainText(lines: readonly Line[]): string {
  return lines.map((each) => each.map(({ text }) => text).join("")).join(" ");
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
