/** A step as it is read before it runs: where it stands, its prose, its code, and what goes with it. */
import { filledForReading, valuesAt } from "../engine/look.ts";
import type { Risk } from "../model/risk.ts";
import type { Run } from "../model/run.ts";
import type { CallStep, CodeStep, Expectation, Step } from "../model/step.ts";
import type { Question } from "../model/verdict.ts";
import { durationWords } from "../model/words.ts";
import { renderCode } from "../shell/render.ts";
import { codeBlock } from "./code.ts";
import type { Sheet } from "./frame.ts";
import { legible, legibleLines } from "./legible.ts";
import { blank, type Line, line, type Span, span, type Tone } from "./line.ts";
import { prose } from "./prose.ts";
import { riskTone } from "./words.ts";
import { wrap } from "./wrap.ts";

/** All there is to read before what it does; with the first step, what the runbook is for. */
export function stepReading(sheet: Sheet, step: Step): Line[] {
  return [...greeting(sheet, step), ...stepHead(sheet, step), ...stepProse(sheet, step)];
}

/** Once, and only where no form has said it. */
export function greeting(sheet: Sheet, step: Step): Line[] {
  const { run, ui } = sheet;
  const { summary } = run.plan.runbook;
  const isFirst = step === run.plan.steps.find(({ role }) => role === "main");
  if (summary === null || ui.isGreeted || run.part > 1 || !isFirst) return [];
  return [...paragraph(sheet, legible(summary), "emphasis"), blank];
}

/** The headings above it and its title; what the first line of the screen says is not said again. */
export function stepHead(sheet: Sheet, step: Step): Line[] {
  return [...stepTrail(sheet, step), ...wrap(line(legible(step.title), "strong"), sheet.width)];
}

/** Whether a text says the title already, word for word. */
export function isSaidBy(title: string, lines: readonly Line[]): boolean {
  const said = lines.map((each) => each.map(({ text }) => text).join("")).join(" ");
  return legible(title) === said;
}

export function stepTrail({ run, width, signs }: Sheet, step: Step): Line[] {
  const said = [legible(run.plan.runbook.title), legible(step.title)];
  const above = step.headings.map(legible).filter((heading) => !said.includes(heading));
  const headings = step.role === "rollback" ? ["The way back"] : above;
  const trail = headings.join(` ${signs.trail} `);
  return trail === "" ? [] : wrap(line(trail, "quiet"), width);
}

/** Longer lines, in columns, lose the eye on its way back. */
const measure = 96;

export function stepProse({ width, signs }: Sheet, step: Step): Line[] {
  const lines = prose(step.prose, Math.min(width, measure), signs);
  return lines.length === 0 ? [] : [blank, ...lines];
}

/** What the document says below the step, mostly what to look for in what it printed. */
export function stepAfter(sheet: Sheet, step: Step): Line[] {
  const { width, signs } = sheet;
  const lines = prose(step.after, Math.min(width, measure), signs);
  return [...shownLines(sheet, step), ...(lines.length === 0 ? [] : [blank, ...lines])];
}

/** Output that the document has within the code block itself; what has a block of its own is prose. */
function shownLines({ width, signs }: Sheet, step: Step): Line[] {
  if (step.kind !== "code" || step.shown === "" || step.after.includes(step.shown)) return [];
  const lines = legibleLines(step.shown).flatMap((text) =>
    wrap(line(text, "code"), width, [span("  ")], [span(`${signs.barAgain} `, "quiet")]),
  );
  return [blank, line("The document shows:", "quiet"), ...lines];
}

/** `code` as it was asked about or started; before that, what the values so far make of it. */
export function stepCode({ run, width, signs }: Sheet, step: Step, code?: string): Line[] {
  if (step.kind !== "code") return [];
  return [blank, ...codeBlock(code ?? codeOf(run, step), step.code, width, signs)];
}

/** The document's own code where a value is missing or may not stand there. */
function codeOf(run: Run, step: CodeStep): string {
  const state = run.steps[step.id];
  const seen = state?.kind === "active" ? state.observation : null;
  const rendered = renderCode(step.code, valuesAt(run, step, seen), step.raw);
  return rendered.ok ? rendered.code : step.code;
}

/** One line each: a quiet label, and what is so. */
export function facts(sheet: Sheet, named: readonly (readonly [string, Line])[]): Line[] {
  const column = Math.max(0, ...named.map(([label]) => label.length)) + 2;
  return named.flatMap(([label, what]) =>
    wrap(what, sheet.width, [span(label.padEnd(column), "quiet")], [span(" ".repeat(column))]),
  );
}

/** Where it runs, how risky that is, and what it would do there. */
export function whereAndWhat(
  step: Step,
  { target, word: host, risk, does }: Question,
): [string, Line][] {
  const isLocal = target === "local";
  const place = isLocal
    ? [span(legible(host), "strong"), span(", this machine")]
    : [span(legible(target), "strong")];
  const hostname = isLocal || host === "" ? [] : [span(`, which is ${legible(host)}`)];
  const runsOn: [string, Line] = ["Runs on", [...place, ...hostname]];
  if (step.kind !== "code") return [runsOn];
  const said = does.length === 0 ? lookingWords(risk) : declaredWords(step, risk);
  return [
    runsOn,
    ["Risk", [span(risk, riskTone(risk)), span(said, "quiet")]],
    ...does.map((each, index): [string, Line] => [
      index === 0 ? "Its code" : "",
      [span(legible(each))],
    ]),
  ];
}

function lookingWords(risk: Risk): string {
  return risk === "none" ? ", it only looks" : ", as the runbook says; its code only looks";
}

/** Where the document says another risk than what its code comes to, or none. */
function declaredWords(step: Step, risk: Risk): string {
  if (step.risk === risk) return "";
  return step.risk === null ? ", read from its code" : `, though the runbook says ${step.risk}`;
}

/** What will be checked, kept and possible afterwards. */
export function afterwards(sheet: Sheet, step: Step): [string, Line][] {
  if (step.kind === "call") return callRows(sheet, step);
  if (step.kind !== "code") return [];
  const rows: [string, Line][] = [];
  for (const each of step.expect) rows.push(["Must print", [expectation(each)]]);
  if (step.exit.join() !== "0") rows.push(["Good exits", line(step.exit.join(", "))]);
  if (step.capture !== null) rows.push(["Keeps", [span(legible(step.capture.name), "value")]]);
  if (step.timeoutMs !== null) rows.push(["Time limit", line(durationWords(step.timeoutMs))]);
  if (step.rollback !== null) rows.push(["Undone by", line(titleOf(sheet, step.rollback))]);
  return rows;
}

/** What a call would bring in, and what it would give to it. */
function callRows(sheet: Sheet, { runbook, bindings }: CallStep): [string, Line][] {
  const given = bindings.map(({ name, value }): [string, Line] => [
    "With",
    [
      span(`${legible(name)} = `),
      span(legible(filledForReading(sheet.run.values, value)), "value"),
    ],
  ]);
  return [["Calls", line(legible(runbook), "code")], ...given];
}

function expectation(expected: Expectation): Span {
  return expected.kind === "text"
    ? span(legible(expected.text), "code")
    : span(`/${legible(expected.pattern)}/${expected.flags}`, "code");
}

export function titleOf({ run }: Pick<Sheet, "run">, id: string): string {
  return legible(run.plan.steps.find((step) => step.id === id)?.title ?? id);
}

/** Each item in full, however many lines it takes. */
export function bullets({ width, signs }: Sheet, items: readonly Line[]): Line[] {
  const mark = span(`${signs.bullet} `, "quiet");
  return items.flatMap((item) => wrap(item, width, [mark], [span("  ")]));
}

export function paragraph({ width }: Sheet, text: string, tone: Tone = "plain"): Line[] {
  return wrap(line(text, tone), Math.min(width, measure));
}

/** The files that the way back puts back for a step. */
export function restorePage(sheet: Sheet, id: string): Line[] {
  const item = sheet.run.back?.find(({ step }) => step === id);
  const paths = (item?.artefacts ?? []).map(({ path }) => line(legible(path), "code"));
  return [
    line("The way back", "quiet"),
    ...paragraph(sheet, `Put back what this step changed: ${titleOf(sheet, id)}`, "strong"),
    blank,
    ...bullets(sheet, paths),
  ];
}
