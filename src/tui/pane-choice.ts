/** The moment of a choice: what is asked, and the options to pick one of. */
import { stepOf } from "../engine/cursor.ts";
import { countWords } from "../model/words.ts";
import type { Pane, Sheet } from "./frame.ts";
import { legible } from "./legible.ts";
import { blank, type Line, line, span } from "./line.ts";
import type { Moment } from "./moment.ts";
import { prompt, remarkLine } from "./pinned.ts";
import { prose } from "./prose.ts";
import { greeting, isSaidBy, stepAfter, stepHead, stepProse, stepTrail } from "./step-page.ts";
import { wrap } from "./wrap.ts";

export function choicePane(sheet: Sheet, moment: Extract<Moment, { kind: "choice" }>): Pane {
  const step = stepOf(sheet.run, moment.step);
  const question = prose(moment.question, sheet.width, sheet.signs);
  const head = isSaidBy(step.title, question) ? stepTrail(sheet, step) : stepHead(sheet, step);
  const reading = [
    ...greeting(sheet, step),
    ...head,
    ...stepProse(sheet, step),
    ...(question.length > 0 ? [blank, ...question] : []),
    blank,
  ];
  const options = moment.options.map((label, index) => optionLines(sheet, label, index));
  const flow = [...reading, ...options.flat(), ...stepAfter(sheet, step)];
  return { flow, focus: inSight(sheet, reading.length, options), ...asks(sheet, moment) };
}

/** One column for the sign, and one number for each, so that nothing moves with what is marked. */
function optionLines({ ui, signs, width }: Sheet, label: string, index: number): Line[] {
  const isMarked = index === ui.option;
  const sign = span(isMarked ? `${signs.current} ` : "  ", "accent");
  const number = span(`${index + 1} `, "accent");
  const words = line(legible(label), isMarked ? "strong" : "plain");
  return wrap(words, width, [sign, number], [span(" ".repeat(2 + `${index + 1} `.length))]);
}

/** Where all options have room, the window never moves with what is marked. */
function inSight({ ui }: Sheet, first: number, options: readonly Line[][]): Pane["focus"] {
  const above = first + options.slice(0, ui.option).flat().length;
  const own = options[ui.option]?.length ?? 1;
  const around = { first, last: first + options.flat().length - 1 };
  return { first: above, last: above + own - 1, around };
}

function asks(sheet: Sheet, { inferred, options }: Extract<Moment, { kind: "choice" }>) {
  const words = [
    span(`Pick one of ${countWords(options.length, "option")}: `),
    span(`${sheet.ui.option + 1}`, "accent"),
    span(" is marked. "),
    span("Enter", "accent"),
    span(" picks it; the steps of the others are left out."),
  ];
  const guessed = line("Inferred: the document does not mark it as a choice.", "quiet");
  return prompt(sheet, [...remarkLine(sheet), ...(inferred ? [guessed] : []), words]);
}
