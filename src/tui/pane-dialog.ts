/** What lies on top of a moment: a line being written, help, the way back, or the question to quit. */
import { isBusy } from "../engine/cursor.ts";
import { wayBack } from "../engine/way-back.ts";
import type { Artefact } from "../model/artefact.ts";
import type { Undo } from "../model/event.ts";
import type { Pane, Sheet } from "./frame.ts";
import { allKeys } from "./key-words.ts";
import { leftOutWords } from "./left-out.ts";
import { legible } from "./legible.ts";
import { blank, type Line, line, span } from "./line.ts";
import { prompt, remarkLine, typedLine } from "./pinned.ts";
import { bullets, facts, paragraph, titleOf } from "./step-page.ts";
import type { Dialog, Purpose } from "./ui.ts";

/** `below` is the pane of the moment, which stays readable where there is room. */
export function dialogPane(sheet: Sheet, dialog: Dialog, below: Pane): Pane {
  switch (dialog.kind) {
    case "line":
      return {
        ...below,
        ...typedLine(
          sheet,
          [...remarkLine(sheet), ...lineWords(sheet, dialog.purpose)],
          dialog.editor,
        ),
      };
    case "quit":
      return { ...below, ...prompt(sheet, quitWords(sheet)) };
    case "back":
      return backPane(sheet);
    case "help":
      return helpPane(sheet);
  }
}

function lineWords({ run }: Sheet, purpose: Purpose): Line[] {
  const words = {
    skip: "Why is it skipped?",
    leave: "Why is it left as it is?",
    didWork: "How do you know that it did its work?",
    didNotWork: "How do you know that it did not?",
    present: "Paste the approval:",
    note: "A note for the transcript:",
  };
  const { kind } = purpose;
  const isLost = kind === "skip" || kind === "leave" || kind === "didNotWork";
  const leftOut = isLost ? leftOutWords(run, purpose.step) : null;
  const asks = line(words[kind], "strong");
  return leftOut === null ? [asks] : [line(`Left out with it: ${leftOut}`), asks];
}

function quitWords({ run, moment }: Sheet): Line[] {
  const cancels = isBusy(run) && moment.kind === "running" ? "The running step is cancelled. " : "";
  return [
    line("Stop here?", "strong"),
    [
      span(`${cancels}Nothing is lost: `),
      span("firebreak resume", "code"),
      span(" goes on from here."),
    ],
    [
      span("Press "),
      span("y", "accent"),
      span(" to stop, "),
      span("n", "accent"),
      span(" to stay."),
    ],
  ];
}

function backPane(sheet: Sheet): Pane {
  const items = wayBack(sheet.run);
  const flow = [
    line("The way back", "strong"),
    ...paragraph(sheet, "Latest change first. The steps ahead will not run.", "quiet"),
    ...items.flatMap((item) => [blank, line(titleOf(sheet, item.step)), ...undoLines(sheet, item)]),
    ...withoutWayBack(sheet, items),
  ];
  const asks = [
    span("Walk it? Press "),
    span("y", "accent"),
    span(" for yes, "),
    span("n", "accent"),
    span(" to stay."),
  ];
  return { flow, focus: 0, ...prompt(sheet, [asks]) };
}

/** What stays changed, for there is nothing that would undo it. */
function withoutWayBack(sheet: Sheet, items: readonly Undo[]): Line[] {
  const lost = sheet.run.changes.filter(({ step }) => items.every((item) => item.step !== step));
  if (lost.length === 0) return [];
  const titles = lost.map(({ step }) => line(titleOf(sheet, step)));
  return [
    blank,
    line("Stays as it is: no backup, no rollback step", "warn"),
    ...bullets(sheet, titles),
  ];
}

function undoLines(sheet: Sheet, { artefacts, rollback }: Undo): Line[] {
  const files = artefacts.map(artefactWords);
  const runs =
    rollback === null
      ? []
      : [
          [
            span("runs ", "quiet"),
            span(titleOf(sheet, rollback)),
            span(", through all its guards", "quiet"),
          ],
        ];
  return bullets(sheet, [...files, ...runs]);
}

function artefactWords(artefact: Artefact): Line {
  const path = span(legible(artefact.path), "code");
  switch (artefact.kind) {
    case "file":
      return [span("puts back ", "quiet"), path];
    case "link":
      return [span("puts back the link ", "quiet"), path];
    case "absent":
      return [span("removes ", "quiet"), path, span(", which was not there before", "quiet")];
  }
}

function helpPane(sheet: Sheet): Pane {
  const flow = [
    line("Keys", "strong"),
    blank,
    ...facts(
      sheet,
      allKeys.map(([key, what]): [string, Line] => [key, line(what)]),
    ),
  ];
  return { flow, focus: 0, ...prompt(sheet, [line("Press any key to go back.")]) };
}
