/** The large part of the screen for each moment. */

import type { Pane, Sheet } from "./frame.ts";
import { approvalPane, deniedPane, stuckPane, taskPane } from "./pane-asking.ts";
import { dialogPane } from "./pane-dialog.ts";
import { formPane } from "./pane-form.ts";
import { overPane } from "./pane-over.ts";
import { busyPane, resultPane, runningPane } from "./pane-running.ts";
import { failedPane, unknownPane } from "./pane-trouble.ts";

export function paneOf(sheet: Sheet): Pane {
  const { ui } = sheet;
  return ui.dialog === null ? momentPane(sheet) : dialogPane(sheet, ui.dialog, momentPane(sheet));
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
