/**
 * What a key does: the next state of the screen and what it says to the engine. Pure. A key counts
 * only for what was on the screen when it was pressed, so that nothing is approved by accident.
 */
import type { Attempt, PersonInput } from "../model/input.ts";
import type { Run } from "../model/run.ts";
import { tooSoon } from "./haste.ts";
import { isLetter, isPress, type Key, keysOfBurst } from "./key.ts";
import { edit, emptyEditor, textOf } from "./line-editor.ts";
import { canGoBack, type Moment, momentOf, shownStep } from "./moment.ts";
import type { Reply, Scene } from "./scene.ts";
import { isScroll, scrolledTop } from "./scrolling.ts";
import { asksNow, isSealed, type Purpose, type Ui, uiFor } from "./ui.ts";
import { updateDialog } from "./update-dialog.ts";
import { updateForm } from "./update-form.ts";

export function update(ui: Ui, key: Key, scene: Scene): Reply {
  const moment = momentOf(scene.run, ui.unread, scene.isEnded);
  const burst = keysOfBurst(key);
  const pressed = { key: burst?.at(-1) ?? key, atMs: scene.nowMs };
  const then = uiFor(ui, moment);
  const isDrawn = scene.drawn.asks === asksNow(then, moment);
  const isRead = then.isRead || (isDrawn && then.dialog === null && scene.drawn.toRead === 0);
  const now = { ...then, isRead, remark: null, pressed };
  if (key.kind === "ctrl" && key.letter === "c") return onCtrlC(now, moment);

  if (!isDrawn && now.dialog === null) return { ui: now, say: [] };
  if (burst !== null) return pressAtOnce(now, burst, moment, scene);
  const reply = press(now, key, moment, scene);
  if (!isDrawn && reply.say.length > 0) return stay(now);
  if (isToBeRead(now, moment) && isAnswer(reply, now)) return stay(now);
  const early = isAnswer(reply, now) ? tooSoon(moment, key, ui.pressed, scene) : null;
  return early === null ? reply : stay({ ...now, remark: early });
}

/** Runs a step, ticks a task, makes a choice, or puts a result away. */
function isAnswer({ ui, say }: Reply, before: Ui): boolean {
  const isPutAway = before.unread !== null && ui.unread === null;
  return isPutAway || say.some(({ kind }) => answers.includes(kind));
}

const answers: readonly PersonInput["kind"][] = ["answer", "tick", "choose"];

/** The end of what would run has not been on the screen yet: nobody can have read it. */
function isToBeRead({ isRead }: Ui, moment: Moment): boolean {
  return moment.kind === "approval" && moment.question.level !== "go" && !isRead;
}

/**
 * Keys that came in one piece: pasted into an old terminal, or typed over a slow line. They may open
 * and write what they like, but answer nothing: nobody has seen what the last of them would answer.
 */
function pressAtOnce(ui: Ui, keys: readonly Key[], moment: Moment, scene: Scene): Reply {
  let now = ui;
  for (const key of keys) {
    const reply = press(now, key, moment, scene);
    if (reply.say.length > 0 || isAnswer(reply, now)) return stay({ ...now, remark: noAnswer });
    now = reply.ui;
    if (ui.dialog !== null && now.dialog === null) break;
  }
  return stay(now);
}

const noAnswer = "What comes all at once is no answer. Press the key by itself.";

/** The first Ctrl-C cancels what runs, or asks whether to quit; at that question it does not ask again. */
function onCtrlC(ui: Ui, moment: Moment): Reply {
  if (isSealed(moment)) return stay({ ...ui, unread: null });
  if (moment.kind === "opening" || ui.dialog?.kind === "quit") {
    return { ui: { ...ui, dialog: null }, say: [{ kind: "interrupt" }] };
  }
  if (moment.kind === "running" && !moment.state.cancelling) {
    const attempt = { step: moment.step.id, attempt: moment.state.attempt };
    return { ui: { ...ui, dialog: null }, say: [{ kind: "cancel", ...attempt }] };
  }
  return open(ui, { kind: "quit" });
}

function press(ui: Ui, key: Key, moment: Moment, scene: Scene): Reply {
  const { dialog } = ui;
  const isForm = dialog === null && moment.kind === "inputs";
  // Where there is more to read first, Space reads on.
  const isTyping = dialog === null ? ui.typing && !isToBeRead(ui, moment) : dialog.kind === "line";
  const option = dialog === null && moment.kind === "choice" ? optionAt(ui, key, moment) : null;
  if (option !== null) return stay({ ...ui, option, top: null });
  if (!isForm && isScroll(key, scene.drawn, isTyping)) {
    return stay({ ...ui, top: scrolledTop(key, scene.drawn) });
  }
  if (dialog !== null) return updateDialog(ui, dialog, key, scene);
  if (moment.kind === "inputs") return updateForm(ui, key, moment.missing, scene.check);
  if (moment.kind === "approval" && ui.typing) return typeWord(ui, key, moment);
  const reply = answerMoment(ui, key, moment) ?? openDialog(ui, key, moment, scene.run);
  return reply ?? stay(key.kind === "paste" ? { ...ui, remark: noAnswer } : ui);
}

type Approval = Extract<Moment, { kind: "approval" }>;

/** A question that wants a word: letters are letters here, and Esc turns them into keys. */
function typeWord(ui: Ui, key: Key, { step, attempt, question }: Approval): Reply {
  if (isPress(key, "escape")) return stay({ ...ui, typing: false });
  // Who has just read on with Space presses it once too often.
  if (isLetter(key, " ") && textOf(ui.word) === "") return stay(ui);
  if (!isPress(key, "enter")) {
    const word = edit(ui.word, key);
    return stay(word === null ? ui : { ...ui, word });
  }
  const typed = textOf(ui.word);
  if (typed === question.word) return { ui, say: [{ kind: "answer", step, attempt, typed }] };
  const remark =
    typed === ""
      ? "Type the name in full, then press Enter."
      : "That is not the name. Nothing was run.";
  return stay({ ...ui, remark });
}

/** The keys that answer what the moment is about; null when this is none of them. */
function answerMoment(ui: Ui, key: Key, moment: Moment): Reply | null {
  switch (moment.kind) {
    case "approval":
      return approve(ui, key, moment);
    case "task":
      return isPress(key, "enter") ? say(ui, { kind: "tick", ...at(moment) }) : null;
    case "choice":
      return isPress(key, "enter")
        ? say(ui, { kind: "choose", ...at(moment), option: ui.option })
        : null;
    case "denied":
    case "stuck":
      return isLetter(key, "r") ? say(ui, { kind: "retry", ...at(moment) }) : null;
    case "failed":
      if (isLetter(key, "r")) return say(ui, { kind: "retry", ...at(moment) });
      return isLetter(key, "l") ? write(ui, { kind: "leave", ...at(moment) }) : null;
    case "unknown":
      if (isLetter(key, "r")) return say(ui, { kind: "retry", ...at(moment) });
      if (isLetter(key, "d")) return write(ui, { kind: "didWork", ...at(moment) });
      return isLetter(key, "f") ? write(ui, { kind: "didNotWork", ...at(moment) }) : null;
    case "result":
      return isPress(key, "enter") ? stay({ ...ui, unread: null }) : null;
    default:
      return null;
  }
}

/** Arrows and digits only go to an option: what is picked is picked with Enter. */
function optionAt(
  { option }: Ui,
  key: Key,
  { options }: Extract<Moment, { kind: "choice" }>,
): number | null {
  if (isPress(key, "up")) return Math.max(0, option - 1);
  if (isPress(key, "down")) return Math.min(options.length - 1, option + 1);
  const digit = key.kind === "text" && /^[1-9]$/.test(key.text) ? Number(key.text) - 1 : null;
  return digit !== null && digit < options.length ? digit : null;
}

function approve(ui: Ui, key: Key, moment: Approval): Reply | null {
  if (moment.approvals.missing > 0) return awaitOthers(ui, key, moment);
  const yes = { kind: "answer", ...at(moment), typed: null } as const;
  const isEnter = isPress(key, "enter");
  switch (moment.question.level) {
    case "go":
      return isEnter ? say(ui, yes) : null;
    case "confirm":
      if (isLetter(key, "y")) return say(ui, yes);
      return isEnter && ui.isRead
        ? stay({ ...ui, remark: "Enter alone does not run it. Press y for yes." })
        : null;
    case "type":
      return isEnter || isLetter(key, "t") ? stay({ ...ui, typing: true }) : null;
  }
}

/** No key stands for somebody else's yes. */
function awaitOthers(ui: Ui, key: Key, moment: Approval): Reply | null {
  if (isLetter(key, "p")) return write(ui, { kind: "present", ...at(moment) });
  if (isLetter(key, "r")) return say(ui, { kind: "retry", ...at(moment) });
  return isPress(key, "enter")
    ? stay({ ...ui, remark: "It waits for somebody else's approval." })
    : null;
}

const skippable: readonly Moment["kind"][] = ["approval", "task", "choice", "denied", "stuck"];

function openDialog(ui: Ui, key: Key, moment: Moment, run: Run | null): Reply | null {
  // The transcript of a session that is over is sealed: a note would be lost, and there is nothing to quit.
  if (key.kind !== "text" || isSealed(moment)) return null;
  switch (key.text.toLowerCase()) {
    case "s":
      if (!skippable.includes(moment.kind) || !("attempt" in moment)) return null;
      return write(ui, { kind: "skip", ...at(moment) });
    case "n":
      return run === null
        ? null
        : write(ui, { kind: "note", step: shownStep(run, moment)?.id ?? null });
    case "b":
      return canGoBack(run, moment) ? open(ui, { kind: "back" }) : null;
    case "?":
      return open(ui, { kind: "help" });
    case "q":
      return open(ui, { kind: "quit" });
    default:
      return null;
  }
}

function write(ui: Ui, purpose: Purpose): Reply {
  return open(ui, { kind: "line", purpose, editor: emptyEditor });
}

function open(ui: Ui, dialog: NonNullable<Ui["dialog"]>): Reply {
  // Help and the way back have pages of their own, to be read from their beginning.
  const isPage = dialog.kind === "help" || dialog.kind === "back";
  return stay({ ...ui, dialog, top: isPage ? null : ui.top });
}

function stay(ui: Ui): Reply {
  return { ui, say: [] };
}

function say(ui: Ui, input: PersonInput): Reply {
  return { ui, say: [input] };
}

function at({ step, attempt }: Attempt): Attempt {
  return { step, attempt };
}
