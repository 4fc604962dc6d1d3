/** The form for the values that a runbook asks for. */
import type { InputSpec, InputType } from "../model/input-spec.ts";
import type { Pane, Sheet } from "./frame.ts";
import { legible } from "./legible.ts";
import { blank, type Line, line, span } from "./line.ts";
import { editorWith } from "./line-editor.ts";
import type { Moment } from "./moment.ts";
import { editorLine, prompt } from "./pinned.ts";
import { paragraph } from "./step-page.ts";
import { valueAt } from "./update-form.ts";
import { wrap } from "./wrap.ts";

export function formPane(sheet: Sheet, { missing }: Extract<Moment, { kind: "inputs" }>): Pane {
  const { form } = sheet.ui;
  const { title, summary } = sheet.run.plan.runbook;
  const intro = [
    ...paragraph(sheet, legible(title), "strong"),
    ...(summary === null ? [] : paragraph(sheet, legible(summary))),
    blank,
    ...paragraph(sheet, "Before it starts, it needs to know:", "quiet"),
  ];
  const flow: Line[] = [...intro];
  let focus = { first: 0, last: 0 };
  let cursor: Pane["cursor"] = null;
  for (const [index, spec] of missing.entries()) {
    const { lines, field, x } = fieldLines(sheet, spec, index);
    flow.push(blank);
    if (index === form.field) {
      focus = { first: flow.length, last: flow.length + lines.length - 1 };
      cursor = spec.choices.length > 0 ? null : { part: "flow", x, y: flow.length + field };
    }
    flow.push(...lines);
  }
  const isLast = form.field === missing.length - 1;
  const asks = isLast
    ? [span("Press "), span("Enter", "accent"), span(" to begin with these values.")]
    : [span("Press "), span("Enter", "accent"), span(" for the next one.")];
  return { flow, focus, ...prompt(sheet, [asks]), cursor };
}

/** The prompt, the value and what is wrong with it; `field` is the value's line. */
function fieldLines(
  sheet: Sheet,
  spec: InputSpec,
  index: number,
): { lines: Line[]; field: number; x: number } {
  const { ui, signs, width } = sheet;
  const isCurrent = index === ui.form.field;
  const value = valueAt(ui.form, index);
  const asked = [span(legible(spec.prompt), isCurrent ? "strong" : "plain"), ...noteOn(spec)];
  const head = wrap(asked, width);
  const mark = isCurrent ? span(`${signs.prompt} `, "accent") : span("  ");
  const shown = editorLine(ui.form.editors[index] ?? editorWith(value), width - 2);
  const field =
    spec.choices.length > 0 ? choiceLine(spec, value, isCurrent) : [span(shown.text, "value")];
  const wrong = problem(sheet, spec, index, value);
  return { lines: [...head, [mark, ...field], ...wrong], field: head.length, x: 2 + shown.x };
}

/** Its type, which choices show by themselves, and whether it was guessed. */
function noteOn({ choices, type, inferred }: InputSpec): Line {
  const words = [choices.length > 0 ? "" : typeWords[type], inferred ? "inferred" : ""];
  const note = words.filter((word) => word !== "").join(", ");
  return note === "" ? [] : [span(`  ${note}`, "quiet")];
}

function choiceLine(spec: InputSpec, value: string, isCurrent: boolean): Line {
  const place = `  ${spec.choices.indexOf(value) + 1} of ${spec.choices.length}`;
  const shown = span(isCurrent ? `< ${legible(value)} >` : legible(value), "value");
  return isCurrent ? [shown, span(place, "quiet")] : [shown];
}

/** Quietly while it is being typed, plainly once it was left. */
function problem(
  { ui, check, width }: Sheet,
  spec: InputSpec,
  index: number,
  value: string,
): Line[] {
  const wrong = check(spec, value);
  const wasTried = ui.form.tried[index] ?? false;
  if (wrong === null || (value === "" && !wasTried)) return [];
  return wrap(line(`it is ${legible(wrong)}`, wasTried ? "bad" : "warn"), width, [span("  ")]);
}

const typeWords: Readonly<Record<InputType, string>> = {
  name: "a name",
  hostname: "a host name",
  ip: "an IP address",
  port: "a port number",
  path: "a path",
  int: "a whole number",
  enum: "one of these",
  uuid: "a UUID",
  duration: "a duration, such as 30s or 5m",
  text: "text",
};
