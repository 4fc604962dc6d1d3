/** Keys while something lies on top: a line being written, or a question that only the screen asks. */
import type { PersonInput } from "../model/input.ts";
import { isLetter, isPress, type Key } from "./key.ts";
import { edit, textOf } from "./line-editor.ts";
import { canGoBack, momentOf } from "./moment.ts";
import type { Reply, Scene } from "./scene.ts";
import type { Dialog, Purpose, Ui } from "./ui.ts";

export function updateDialog(ui: Ui, dialog: Dialog, key: Key, scene: Scene): Reply {
  switch (dialog.kind) {
    case "help":
      return close(ui);
    case "quit":
      return yesOrNo(ui, key, { kind: "quit", reason: "quit at the screen" });
    case "back":
      return canGoBack(scene.run, momentOf(scene.run, ui.unread, scene.isEnded))
        ? yesOrNo(ui, key, { kind: "undo" })
        : close(ui);
    case "line":
      return typeLine(ui, dialog, key);
  }
}

function yesOrNo(ui: Ui, key: Key, yes: PersonInput): Reply {
  if (isLetter(key, "y")) return { ui: { ...ui, dialog: null }, say: [yes] };
  return isLetter(key, "n") || isPress(key, "escape") ? close(ui) : { ui, say: [] };
}

function typeLine(ui: Ui, dialog: Extract<Dialog, { kind: "line" }>, key: Key): Reply {
  if (isPress(key, "escape")) return close(ui);
  if (isPress(key, "enter")) {
    const text = textOf(dialog.editor).trim();
    if (text === "") return { ui: { ...ui, remark: "A few words are needed." }, say: [] };
    return { ui: { ...ui, dialog: null }, say: [inputOf(dialog.purpose, text)] };
  }
  const editor = edit(dialog.editor, key);
  return { ui: editor === null ? ui : { ...ui, dialog: { ...dialog, editor } }, say: [] };
}

function inputOf(purpose: Purpose, text: string): PersonInput {
  if (purpose.kind === "note") return { kind: "note", step: purpose.step, text };
  const { step, attempt } = purpose;
  switch (purpose.kind) {
    case "skip":
      return { kind: "skip", step, attempt, reason: text };
    case "leave":
      return { kind: "leave", step, attempt, note: text };
    case "present":
      return { kind: "present", step, attempt, text };
    case "didWork":
      return { kind: "settle", step, attempt, ok: true, note: text };
    case "didNotWork":
      return { kind: "settle", step, attempt, ok: false, note: text };
  }
}

function close(ui: Ui): Reply {
  return { ui: { ...ui, dialog: null, top: null }, say: [] };
}
