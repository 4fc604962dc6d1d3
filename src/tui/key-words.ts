/** The keys that work right now, in words, for the last line of the screen. */

import { isOver } from "../engine/cursor.ts";
import type { Sheet } from "./frame.ts";
import { type Line, lineWidth, span } from "./line.ts";
import { canGoBack, type Moment } from "./moment.ts";
import type { Signs } from "./signs.ts";

type KeyWord = readonly [key: string, what: string];

/** As many as fit; the most important ones stand first, and help and quit are always there. */
export function keyLine(sheet: Sheet, canScroll: boolean): Line {
  const { ui, width, signs, toRead } = sheet;
  const keys = ui.dialog === null ? momentKeys(sheet) : dialogKeys(ui.dialog.kind);
  // In the form the arrows go from field to field, and the field at hand is always in sight.
  const { kind } = sheet.moment;
  const isForm = ui.dialog === null && kind === "inputs";
  // Where there are options, the arrows go through them, and other keys scroll.
  const isChoice = ui.dialog === null && kind === "choice";
  const arrows = isChoice ? "PgUp PgDn" : upDown(signs);
  const scroll: KeyWord[] = canScroll && !isForm ? [[arrows, "scroll"]] : [];
  const always =
    ui.dialog === null && !isOver(sheet.run) ? alwaysKeys(sheet.moment, ui.typing) : [];
  const kept: KeyWord[] = [];
  for (const each of keys) {
    const all = draw([...kept, each, ...scroll, ...always]);
    if (lineWidth(all) < width) kept.push(each);
  }
  const line = (scrolling: readonly KeyWord[]): Line => [
    span(" "),
    ...draw([...kept, ...scrolling, ...always]),
  ];
  // Space is a key above already, or a letter of what is being typed.
  const isTaken = ui.dialog === null ? ui.typing || toRead > 0 : ui.dialog.kind === "line";
  const whole = line(scroll.map(([keys, what]) => [`${keys} Space`, what]));
  return isTaken || lineWidth(whole) > width ? line(scroll) : whole;
}

function draw(keys: readonly KeyWord[]): Line {
  return keys.flatMap(([key, what], index) => [
    span(index === 0 ? "" : "   "),
    span(key, "accent"),
    span(` ${what}`),
  ]);
}

function momentKeys({ moment, ui, run, end, toRead, signs }: Sheet): KeyWord[] {
  const back: KeyWord[] = canGoBack(run, moment) ? [["b", "way back"]] : [];
  const skip: KeyWord = ["s", "skip"];
  const note: KeyWord = ["n", "note"];
  switch (moment.kind) {
    case "inputs":
      return [
        ["Enter", ui.form.field === moment.missing.length - 1 ? "begin" : "next"],
        ["Tab", "move"],
        ...choiceKeys(moment, ui.form.field),
      ];
    case "approval":
      if (moment.approvals.missing > 0) {
        return [["p", "paste an approval"], ["r", "ask anew"], skip, note, ...back];
      }
      if (ui.typing) return [toRead > 0 ? readOn : ["Enter", "run it"], ["Esc", "other keys"]];
      return [toRead > 0 ? readOn : approvalKey(moment.question.level), skip, note, ...back];
    case "task":
      return [["Enter", "done"], skip, note, ...back];
    case "choice":
      return [
        ["Enter", `pick ${ui.option + 1}`],
        [upDown(signs), "move"],
        ...digits(moment),
        skip,
        note,
        ...back,
      ];
    case "denied":
      return [["r", "look again"], skip, note, ...back];
    case "stuck":
      return [["r", "retry"], skip, note];
    case "failed":
      return [...back, ["r", "retry"], ["l", "leave it"], note];
    case "unknown":
      return [["d", "did it"], ["f", "did not"], ["r", "run again"], ...back, note];
    case "result":
      return run.finished === null ? [["Enter", "go on"], note] : [["Enter", "go on"]];
    case "running":
      return moment.state.cancelling ? [note] : [["Ctrl-C", "cancel the step"], note];
    case "busy":
      return [note];
    case "over":
      return end === null ? [] : [["any key", "leave"]];
    case "opening":
      return [];
  }
}

function upDown({ above, below }: Signs): string {
  return `${above}${below}`;
}

function digits({ options }: Extract<Moment, { kind: "choice" }>): KeyWord[] {
  return [[`1-${Math.min(9, options.length)}`, "go to"]];
}

const readOn: KeyWord = ["Space", "read on"];

function choiceKeys(moment: Extract<Moment, { kind: "inputs" }>, field: number): KeyWord[] {
  const hasChoices = (moment.missing[field]?.choices.length ?? 0) > 0;
  return hasChoices ? [["Left Right", "choose"]] : [];
}

function approvalKey(level: "go" | "confirm" | "type"): KeyWord {
  if (level === "go") return ["Enter", "run"];
  return level === "confirm" ? ["y", "yes, run"] : ["Enter", "type the name"];
}

function alwaysKeys(moment: Moment, typing: boolean): KeyWord[] {
  if (moment.kind === "running" && moment.state.cancelling) {
    return [
      ["?", "help"],
      ["Ctrl-C", "quit"],
    ];
  }
  if (moment.kind === "inputs" || typing) return [["Ctrl-C", "quit"]];
  if (moment.kind === "over" || moment.kind === "opening") return [];
  return [
    ["?", "help"],
    ["q", "quit"],
  ];
}

function dialogKeys(kind: "help" | "quit" | "back" | "line"): KeyWord[] {
  switch (kind) {
    case "line":
      return [
        ["Enter", "say it"],
        ["Esc", "never mind"],
      ];
    case "quit":
      return [
        ["y", "stop"],
        ["n", "stay"],
      ];
    case "back":
      return [
        ["y", "walk the way back"],
        ["n", "stay"],
      ];
    case "help":
      return [["any key", "back"]];
  }
}

/** For the help: short enough for each to take one line in a small window. */
export const allKeys: readonly KeyWord[] = [
  ["Enter", "runs a harmless step, ticks a task, picks"],
  ["1 to 9", "go to an option of a choice; also Up, Down"],
  ["y", "says yes where a step asks for it"],
  ["s", "skips a step, with a reason"],
  ["n", "adds a note to the transcript"],
  ["r", "runs it again, or looks again"],
  ["l", "leaves a failed step and goes on"],
  ["p", "takes an approval that is pasted"],
  ["b", "the way back: shows it, then asks"],
  ["d f", "say how an interrupted step ended"],
  ["Up Down", "scroll; also Space, PgUp, PgDn, Home, End"],
  ["Ctrl-L", "draws the screen again"],
  ["Ctrl-C", "cancels a step, or asks to quit"],
  ["q", "quits; firebreak resume goes on"],
];
