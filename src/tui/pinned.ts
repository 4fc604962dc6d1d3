/** What stays below the scrolled part: a prompt, a menu of keys, or a line being typed. */
import type { Cursor, Pane, Sheet } from "./frame.ts";
import { legible } from "./legible.ts";
import { headOf, type Line, line, span, widthOf } from "./line.ts";
import type { Editor } from "./line-editor.ts";
import { wrap } from "./wrap.ts";

type Pinned = Pick<Pane, "pinned" | "cursor">;

/** Sentences of which each begins a line. */
export function prompt({ width }: Sheet, lines: readonly Line[]): Pinned {
  return { pinned: lines.flatMap((each) => wrap(each, width)), cursor: null };
}

/** The choices at hand, each with its key. */
export function menu(
  sheet: Sheet,
  heading: Line,
  choices: readonly (readonly [string, string])[],
): Pinned {
  const rows = choices.flatMap(([key, what]) =>
    wrap(line(what), sheet.width, [span(`  ${key}  `, "accent")], [span("     ")]),
  );
  const { pinned, cursor } = prompt(sheet, [heading]);
  return { pinned: [...pinned, ...rows], cursor };
}

/** A question and the line on which its answer is typed. */
export function typedLine(sheet: Sheet, asks: readonly Line[], editor: Editor): Pinned {
  const above = asks.flatMap((each) => wrap(each, sheet.width));
  const { text, x } = editorLine(editor, sheet.width - 2);
  const field = [span(`${sheet.signs.prompt} `, "accent"), span(text, "strong")];
  return {
    pinned: [...above, field],
    cursor: { part: "pinned", x: 2 + x, y: above.length },
  };
}

/** The part of a typed line around its cursor that fits into `width` columns. */
export function editorLine(editor: Editor, width: number): { text: string; x: Cursor["x"] } {
  const { characters, cursor } = editor;
  let before = "";
  for (let index = cursor - 1; index >= 0; index -= 1) {
    const longer = legible(characters[index] ?? "") + before;
    if (widthOf(longer) >= width) break;
    before = longer;
  }
  // No more than `width` characters of at least one column each are ever needed.
  const after = legible(characters.slice(cursor, cursor + width).join(""));
  return { text: headOf(before + after, width), x: widthOf(before) };
}

export function remarkLine(sheet: Sheet): Line[] {
  const { remark } = sheet.ui;
  return remark === null ? [] : wrap(line(remark, "warn"), sheet.width);
}
