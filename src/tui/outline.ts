/** The steps of the run as a narrow list, the one at hand always in sight. */
import { currentUndo, stateOf } from "../engine/cursor.ts";
import { plannedRisk } from "../guards/effective-risk.ts";
import type { Run, StepState, UndoItem } from "../model/run.ts";
import type { Step } from "../model/step.ts";
import type { Sheet } from "./frame.ts";
import { legible } from "./legible.ts";
import { blank, type Line, line, padded, span, spread, type Tone } from "./line.ts";
import { shownStep } from "./moment.ts";
import type { Signs } from "./signs.ts";
import { riskTone, shortRisk } from "./words.ts";

/** Exactly `height` lines of exactly `width` columns. */
export function outline(sheet: Sheet, height: number): Line[] {
  const { run, moment, width, signs } = sheet;
  const shown = shownStep(run, moment);
  const main = run.plan.steps.filter(({ role }) => role === "main");
  const lines: Line[] = [];
  let current = -1;
  for (const step of main) {
    if (step === shown) current = lines.length;
    lines.push(stepLine(sheet, step, step === shown), ...pickedLine(sheet, step));
  }
  if (run.back !== null) {
    lines.push(blank, line("The way back", "strong"));
    const at = currentUndo(run);
    if (at !== null) current = lines.length + run.back.indexOf(at);
    lines.push(...run.back.map((item) => undoLine(sheet, item, item === at)));
  }
  return inSight(lines, current, height, signs).map((each) => padded(each, width, signs.ellipsis));
}

function stepLine({ run, moment, width, signs }: Sheet, step: Step, isShown: boolean): Line {
  const last = stateOf(run, step.id).kind;
  // It was running when the transcript was lost.
  const state = moment.kind === "over" && last === "running" ? "unknown" : last;
  const [sign, tone] = isUndone(run, step) ? undoneSign(signs) : stepSign(state, signs);
  const { risk } = plannedRisk(step);
  const isOpen = state === "pending" || state === "active" || state === "running";
  const inset = span("  ".repeat(Math.min(deepest, step.id.split("/").length - 1)));
  const title = span(legible(step.title), isShown ? "strong" : isOpen ? "plain" : "quiet");
  const short = isOpen ? span(shortRisk(risk), riskTone(risk)) : span(optionOf(run, step), "quiet");
  return spread([inset, span(`${sign} `, tone), title], [short], width, signs.ellipsis);
}

/** How far the steps of a call within a call within a call are set in: more would leave no room for them. */
const deepest = 2;

/** What was picked at a choice stands right below it. */
function pickedLine({ run, signs }: Sheet, step: Step): Line[] {
  const picked = step.kind === "choice" ? step.options[run.chosen[step.id] ?? -1] : undefined;
  if (step.kind !== "choice" || picked === undefined) return [];
  const number = step.options.indexOf(picked) + 1;
  return [[span(`  ${signs.trail} ${number} `, "quiet"), span(legible(picked.label))]];
}

/** The option that a step is part of which was left out because another one was picked. */
function optionOf(run: Run, { id }: Step): string {
  const state = stateOf(run, id);
  if (state.kind !== "skipped" || state.by !== "choice") return "";
  for (const choice of run.plan.steps) {
    const at =
      choice.kind === "choice" ? choice.options.findIndex(({ leads }) => leads.includes(id)) : -1;
    if (at >= 0) return `opt ${at + 1}`;
  }
  return "";
}

/** The sign says it all without its colour. */
function stepSign(state: StepState["kind"], signs: Signs): [string, Tone] {
  switch (state) {
    case "succeeded":
      return [signs.done, "good"];
    case "active":
      return [signs.current, "accent"];
    case "running":
      return [signs.running, "accent"];
    case "pending":
      return [signs.pending, "quiet"];
    case "skipped":
      return [signs.skipped, "quiet"];
    case "failed":
      return [signs.failed, "bad"];
    case "unknown":
      return [signs.unknown, "warn"];
  }
}

function undoneSign({ undone }: Signs): [string, Tone] {
  return [undone, "warn"];
}

export function isUndone(run: Run, step: Step): boolean {
  const items = run.back ?? [];
  const item = items.find((each) => each.step === step.id);
  const at = currentUndo(run);
  return item !== undefined && (at === null || items.indexOf(item) < items.indexOf(at));
}

function undoLine({ run, signs }: Sheet, item: UndoItem, isAtHand: boolean): Line {
  const step = run.plan.steps.find(({ id }) => id === item.step);
  const isDone = step !== undefined && isUndone(run, step);
  const sign = isAtHand
    ? span(signs.current, "accent")
    : span(isDone ? signs.undone : signs.pending, isDone ? "good" : "quiet");
  return [sign, span(" "), span(legible(step?.title ?? item.step), isAtHand ? "strong" : "plain")];
}

/** A window onto the lines that holds the current one, and says how many it leaves out. */
function inSight(lines: readonly Line[], current: number, height: number, signs: Signs): Line[] {
  if (lines.length <= height) return [...lines, ...Array<Line>(height - lines.length).fill(blank)];
  const most = lines.length - height;
  const top = Math.min(most, Math.max(0, current - Math.floor(height / 2)));
  const seen = lines.slice(top, top + height);
  if (height < 3) return seen;
  if (top > 0) seen[0] = line(`${signs.above} ${top + 1} more`, "quiet");
  if (top < most) seen[height - 1] = line(`${signs.below} ${most - top + 1} more`, "quiet");
  return seen;
}
