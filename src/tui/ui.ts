/** What the screen itself remembers: what is being typed, what is open on top, how far it is scrolled. */
import { stepOf } from "../engine/cursor.ts";
import type { Event } from "../model/event.ts";
import type { Attempt } from "../model/input.ts";
import type { InputSpec } from "../model/input-spec.ts";
import type { Report } from "../model/outcome.ts";
import type { Run } from "../model/run.ts";
import type { StepId } from "../model/step.ts";
import type { Pressed } from "./haste.ts";
import { type Editor, editorWith, emptyEditor, textOf } from "./line-editor.ts";
import { identityOf, type Moment, momentOf, type Result } from "./moment.ts";

export interface Ui {
  /** The moment that all below belongs to. */
  readonly identity: string;
  readonly dialog: Dialog | null;
  readonly form: Form;
  /** The word that a question wants typed. */
  readonly word: Editor;
  /** The option of a choice that Enter would pick, counted from 0. */
  readonly option: number;
  /** Whether letters go into the word, or are keys. */
  readonly typing: boolean;
  /** Whether all of the code that is asked about was on the screen, its end at least. */
  readonly isRead: boolean;
  /** First line of the scrolled part, infinite at its end; null where it is placed by itself. */
  readonly top: number | null;
  /** The last step's result until a person has gone on from it. */
  readonly unread: Result | null;
  /** What was wrong with the last key, to be read until the next. */
  readonly remark: string | null;
  readonly pressed: Pressed | null;
  /** Whether the form was there, which says what the runbook is for. */
  readonly isGreeted: boolean;
}

export type Dialog =
  | { readonly kind: "help" }
  | { readonly kind: "quit" }
  | { readonly kind: "back" }
  | { readonly kind: "line"; readonly purpose: Purpose; readonly editor: Editor };

/** What one typed line is for. All but a note are about the attempt at hand. */
export type Purpose =
  | ({ readonly kind: "skip" | "leave" | "didWork" | "didNotWork" | "present" } & Attempt)
  /** About the step whose page was shown when it was begun; null where none was. */
  | { readonly kind: "note"; readonly step: StepId | null };

export interface Form {
  /** Index of the field with the cursor. */
  readonly field: number;
  readonly editors: readonly Editor[];
  /** Whether each was tried to be left: a half typed value is not wrong yet. */
  readonly tried: readonly boolean[];
}

export function freshUi(moment: Moment): Ui {
  return {
    identity: identityOf(moment),
    dialog: null,
    form:
      moment.kind === "inputs" ? freshForm(moment.missing) : { field: 0, editors: [], tried: [] },
    word: emptyEditor,
    option: 0,
    typing:
      moment.kind === "approval" &&
      moment.question.level === "type" &&
      moment.approvals.missing === 0,
    isRead: false,
    top: null,
    unread: null,
    remark: null,
    pressed: null,
    isGreeted: moment.kind === "inputs",
  };
}

function freshForm(missing: readonly InputSpec[]): Form {
  return {
    field: 0,
    editors: missing.map((spec) => editorWith(spec.default ?? spec.choices[0] ?? "")),
    tried: missing.map(() => false),
  };
}

/** Carries over what outlives a moment: a note being written, the help, the question whether to quit. */
export function uiFor(ui: Ui, moment: Moment): Ui {
  if (ui.identity === identityOf(moment)) return ui;
  const fresh = freshUi(moment);
  const { unread, pressed } = ui;
  const dialog = outlives(ui.dialog, moment) ? ui.dialog : null;
  const remark = dialog === null ? lossWords(ui.dialog, moment) : null;
  const isGreeted = ui.isGreeted || fresh.isGreeted;
  return { ...fresh, dialog, unread, remark, pressed, isGreeted };
}

/** Why what lay on top is gone, where a person would look for it. */
function lossWords(dialog: Dialog | null, moment: Moment): string | null {
  if (dialog?.kind === "quit" && moment.kind === "running") {
    return "It has begun meanwhile. Ctrl-C cancels it.";
  }
  const isNote = dialog?.kind === "line" && dialog.purpose.kind === "note";
  const isLost = isNote && textOf(dialog.editor) !== "" && isSealed(moment);
  return isLost ? "The session ended before the note was said: it is not kept." : null;
}

function outlives(dialog: Dialog | null, moment: Moment): boolean {
  if (dialog === null || dialog.kind === "back" || isSealed(moment)) return false;
  // Once a step runs, Ctrl-C cancels that: it must not be taken for a yes to a question from before.
  if (dialog.kind === "quit" && moment.kind === "running") return false;
  return dialog.kind !== "line" || dialog.purpose.kind === "note";
}

/** Nothing that is said any more would be heard. */
export function isSealed(moment: Moment): boolean {
  return moment.kind === "over" || (moment.kind === "result" && moment.isLast);
}

/** What the screen remembers of what has happened. */
export function afterEvents(ui: Ui, events: readonly Event[], run: Run): Ui {
  const next = withResult(ui, events, run);
  const moment = momentOf(run, next.unread);
  const remark = isSealed(moment) ? null : remarkOn(events);
  return remark === null ? next : { ...uiFor(next, moment), remark };
}

/** Everything else that is said shows in what happens next; these would go by unseen. */
function remarkOn(events: readonly Event[]): string | null {
  const refused = events.findLast((event) => event.type === "approval.refused");
  if (refused !== undefined) return `That approval does not count: ${refused.reason}.`;
  // The page is the same as before, so that nobody would know that their key did anything.
  const denied = events.findLast((event) => event.type === "step.denied");
  if (denied !== undefined && denied.attempt > 1) {
    return `Looked again at ${denied.at.slice(11, 19)} (UTC).`;
  }
  return events.some(({ type }) => type === "note.added") ? "Noted." : null;
}

/** A step that printed or kept something, or that the document says more about, leaves a result to read. */
function withResult(ui: Ui, events: readonly Event[], run: Run): Ui {
  const ended = events.findLast((event) => event.type === "step.ended");
  if (ended === undefined || !ended.ok) return ui;
  const { step, attempt, report } = ended;
  const about = stepOf(run, step);
  const isExplained = about.after !== "" || (about.kind === "code" && about.shown !== "");
  return isExplained || isWorthReading(report) ? { ...ui, unread: { step, attempt, report } } : ui;
}

function isWorthReading({ stdout, stderr, captured }: Report): boolean {
  return stdout.bytes + stderr.bytes > 0 || captured !== null;
}

/** Names the question that a key would answer now: a dialog lies on top of the moment. */
export function asksNow(ui: Ui, moment: Moment): string {
  const { dialog } = ui;
  if (dialog === null) return identityOf(moment);
  const top = dialog.kind === "line" ? dialog.purpose.kind : dialog.kind;
  return outlives(dialog, moment) ? top : `${top} over ${identityOf(moment)}`;
}
