/** The last screen: how it came out, and where the record of it is. */
import { stepOf } from "../engine/cursor.ts";
import { callOf } from "../model/step.ts";
import type { Pane, Sheet } from "./frame.ts";
import { legible } from "./legible.ts";
import { blank, type Line, line, span } from "./line.ts";
import { prompt, remarkLine } from "./pinned.ts";
import { bullets, facts, paragraph, stepAfter, titleOf } from "./step-page.ts";
import { countsLine, outcomeWords, verdictTone } from "./summary.ts";

export function overPane(sheet: Sheet): Pane {
  const { run, end, signs } = sheet;
  const { sign, tone, words } = outcomeWords(run, signs);
  const reasons = run.stopped?.reasons.map(({ text }) => line(legible(text))) ?? [];
  const flow: Line[] = [
    [span(`${sign} `, tone), span(words, "strong")],
    ...bullets(sheet, reasons),
    ...(end?.trouble ?? []).flatMap((text) => paragraph(sheet, legible(text), "bad")),
    blank,
    ...facts(sheet, [["Steps", line(countsLine(run))], ...(end === null ? [] : endFacts(end))]),
    ...troubled(sheet),
    ...lastWords(sheet),
    ...(run.notes.length === 0
      ? []
      : [
          blank,
          line("Notes", "strong"),
          ...bullets(
            sheet,
            run.notes.map(({ text }) => line(legible(text))),
          ),
        ]),
  ];
  const asks =
    end === null
      ? line(`Sealing the transcript${signs.ellipsis}`, "quiet")
      : line("Press any key to leave.");
  return { flow, focus: 0, ...prompt(sheet, [...remarkLine(sheet), asks]) };
}

function endFacts(end: NonNullable<Sheet["end"]>): [string, Line][] {
  const rows: [string, Line][] = [
    ["Transcript", line(legible(end.transcript))],
    ["Verdict", line(legible(end.verdict), verdictTone(end.verdict))],
  ];
  return end.next === null ? rows : [...rows, ["To go on", line(legible(end.next), "code")]];
}

/** How the document ends, where its last step was skipped and so had no page of its own to say it. */
function lastWords(sheet: Sheet): Line[] {
  const { plan, steps, finished } = sheet.run;
  // The lines of what is called are those of another document.
  const own = plan.steps.filter(({ id }) => callOf(id) === null);
  const last = own.toSorted((a, b) => a.lines.first - b.lines.first).at(-1);
  const isUnsaid = last !== undefined && steps[last.id]?.kind === "skipped";
  return finished === "done" && isUnsaid ? stepAfter(sheet, last) : [];
}

/** Steps that somebody has to look at again. */
function troubled(sheet: Sheet): Line[] {
  const { run } = sheet;
  const items = Object.entries(run.steps).flatMap(([id, state]) => {
    if (state.kind !== "failed" && state.kind !== "unknown" && state.kind !== "running") return [];
    const what = state.kind === "failed" ? "failed" : "nobody knows how it ended";
    const note = state.kind === "failed" && state.note !== null ? `: ${legible(state.note)}` : "";
    return [[span(titleOf(sheet, stepOf(run, id).id)), span(` ${what}${note}`, "quiet")]];
  });
  return items.length === 0 ? [] : [blank, line("To look at", "strong"), ...bullets(sheet, items)];
}
