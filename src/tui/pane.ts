/** The large part of the screen for each moment. */

import type { Pane, Sheet } from "./frame.ts";
import { legible } from "./legible.ts";
import { line } from "./line.ts";
import { approvalPane, deniedPane, stuckPane, taskPane } from "./pane-asking.ts";
import { choicePane } from "./pane-choice.ts";
import { dialogPane } from "./pane-dialog.ts";
import { formPane } from "./pane-form.ts";
import { overPane } from "./pane-over.ts";
import { busyPane, resultPane, runningPane } from "./pane-running.ts";
import { failedPane, unknownPane } from "./pane-trouble.ts";
import { wrap } from "./wrap.ts";

export function paneOf(sheet: Sheet): Pane {
  const { ui } = sheet;
  const pane = withNotice(sheet, momentPane(sheet));
  return ui.dialog === null ? pane : dialogPane(sheet, ui.dialog, pane);
}

/** At most, for the question below it needs its room. */
const noticeLines = 3;

function withNotice(sheet: Sheet, pane: Pane): Pane {
  if (sheet.notice === null || sheet.moment.kind === "over") return pane;
  const lines = wrap(line(legible(sheet.notice), "warn"), sheet.width).slice(0, noticeLines);
  const { cursor } = pane;
  const isMoved = cursor?.part === "pinned";
  return {
    ...pane,
    pinned: [...lines, ...pane.pinned],
    cursor: isMoved ? { ...cursor, y: cursor.y + lines.length } : cursor,
  };
}

function momentPane(sheet: Sheet): Pane {
  const { moment } = sheet;
  switch (moment.kind) {
    case "opening":
      return { flow: [], focus: 0, pinned: [], cursor: null };
    case "inputs":
      return formPane(sheet, moment);
    case "approval":
      return approvalPane(sheet, moment);
    case "task":
      return taskPane(sheet, moment);
    case "choice":
      return choicePane(sheet, moment);
    case "denied":
      return deniedPane(sheet, moment);
    case "stuck":
      return stuckPane(sheet, moment);
    case "failed":
      return failedPane(sheet, moment);
    case "unknown":
      return unknownPane(sheet, moment);
    case "result":
      return resultPane(sheet, moment);
    case "running":
      return runningPane(sheet, moment);
    case "busy":
      return busyPane(sheet, moment);
    case "over":
      return overPane(sheet);
  }
}
