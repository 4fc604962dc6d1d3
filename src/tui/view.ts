/**
 * The whole screen as a pure function of what is so and how large it is. Never more lines than rows,
 * never wider than columns, whatever the text.
 */
import type { Cursor, Frame, Pane, Picture, Sheet, Size } from "./frame.ts";
import { keyLine } from "./key-words.ts";
import { blank, cut, type Line, line, span } from "./line.ts";
import { momentOf } from "./moment.ts";
import { outline } from "./outline.ts";
import { paneOf } from "./pane.ts";
import type { Signs } from "./signs.ts";
import { titleLine } from "./title-line.ts";
import { asksNow, uiFor } from "./ui.ts";

const leastSize: Size = { columns: 60, rows: 15 };

/** What a frame asks that has no room for a question: nothing that a key could approve. */
export const tooSmall = "too small";

export function view(picture: Picture, size: Size, signs: Signs): Frame {
  const { columns, rows } = size;
  if (columns < leastSize.columns || rows < leastSize.rows) return smallFrame(size, signs);
  if (picture.run === null) return bare([line(` Opening${signs.ellipsis}`, "quiet")], size, signs);
  const moment = momentOf(picture.run, picture.ui.unread, picture.end !== null);
  const ui = uiFor(picture.ui, moment);
  const whole = { ...picture, run: picture.run, ui, moment, toRead: 0, width: columns, signs };
  return compose(whole, rows, asksNow(ui, moment));
}

function smallFrame(size: Size, signs: Signs): Frame {
  const { columns, rows } = leastSize;
  const text = [
    `${size.columns}x${size.rows} is too small`,
    `need ${columns}x${rows}`,
    "the session goes on",
  ];
  const lines = text.map((each) => line(each, "warn"));
  return bare(lines, size, signs, tooSmall);
}

function bare(
  lines: readonly Line[],
  { columns, rows }: Size,
  signs: Signs,
  asks: string | null = null,
): Frame {
  return {
    lines: lines.slice(0, rows).map((each) => cut(each, columns, signs.ellipsis)),
    cursor: null,
    drawn: { asks, top: 0, lastTop: 0, page: 0, toRead: 0 },
  };
}

function compose(whole: Sheet, rows: number, asks: string): Frame {
  const { width: columns, signs } = whole;
  const side = outlineWidth(whole);
  const left = side === 0 ? 1 : side + 4;
  const inner = { ...whole, width: columns - left - 1 };
  const height = rows - 4;
  const asked = window(inner, paneOf(inner), height);
  const { toRead } = asked.drawn;
  const unread = { ...inner, toRead };
  // As many lines, other words: what is in sight is the same.
  const { lines, cursor, drawn } = toRead === 0 ? asked : window(unread, paneOf(unread), height);
  const steps = side === 0 ? [] : outline({ ...whole, width: side }, height);
  const body = lines.map((each, index) => {
    const beside =
      side === 0
        ? [span(" ")]
        : [span(" "), ...(steps[index] ?? blank), span(` ${signs.down} `, "quiet")];
    return [...beside, ...each];
  });
  const all = [
    titleLine(whole),
    rule(whole, side, signs.teeDown, drawn.top > 0 ? `${signs.above} ${drawn.top} more above` : ""),
    ...body,
    rule(whole, side, signs.teeUp),
    keyLine({ ...whole, toRead }, drawn.lastTop > 0),
  ];
  return {
    lines: all.map((each) => cut(each, columns, signs.ellipsis)),
    cursor: cursor === null ? null : { x: Math.min(columns - 1, left + cursor.x), y: cursor.y + 2 },
    drawn: { ...drawn, asks },
  };
}

/** No outline where it would take the room that the step needs. */
function outlineWidth({ run, width }: Sheet): number {
  if (width < 76 || run.plan.steps.length < 2) return 0;
  const longest = Math.max(...run.plan.steps.map(({ title }) => title.length)) + 8;
  return Math.min(longest, width < 110 ? 23 : Math.floor(width / 4));
}

/** A line across; `hint` stands in it, near its right end. */
function rule({ width, signs }: Sheet, side: number, tee: string, hint = ""): Line {
  const across = (columns: number) => signs.across.repeat(Math.max(0, columns));
  const before = side === 0 ? "" : `${across(side + 2)}${tee}`;
  const after = hint === "" ? "" : ` ${hint} ${across(2)}`;
  return line(`${before}${across(width - before.length - after.length)}${after}`, "quiet");
}

/** The pane in exactly `height` lines: what scrolls, and right below it what is pinned. */
function window(
  sheet: Sheet,
  pane: Pane,
  height: number,
): { lines: Line[]; cursor: Cursor | null; drawn: Omit<Frame["drawn"], "asks"> } {
  const { signs, width } = sheet;
  const { flow, pinned } = shareOut(pane, height);
  const page = height - pinned.length - 1;
  const lastTop = Math.max(0, flow.length - page);
  const top = Math.min(lastTop, sheet.ui.top ?? placed(pane, lastTop, page));
  const seen = flow.slice(top, top + page);
  const toRead = sheet.ui.isRead ? 0 : Math.max(0, (pane.mustRead ?? 0) - top - page);
  const below = flow.length - top - page;
  const hint = below > 0 ? line(`${signs.below} ${below} more below`, "quiet") : blank;
  // Eyes that have read to the end find what to do right there.
  const padding = Array<Line>(Math.max(0, page - seen.length)).fill(blank);
  const lines = [...seen, hint, ...pinned, ...padding].map((each) =>
    cut(each, width, signs.ellipsis),
  );
  const pinnedFrom = seen.length + 1 + pinned.length - pane.pinned.length;
  const cursor = cursorIn(pane, { top, page, pinnedFrom });
  return { lines, cursor, drawn: { top, lastTop, page, toRead } };
}

/** Lines that scroll whatever happens. */
const leastPage = 2;

function shareOut(pane: Pane, height: number): { flow: readonly Line[]; pinned: readonly Line[] } {
  const most = height - leastPage - 1;
  const near = pane.near ?? [];
  if (near.length === 0) return { flow: pane.flow, pinned: pane.pinned.slice(-most) };
  const together = [...near, blank, ...pane.pinned];
  if (together.length <= height * 0.6) return { flow: pane.flow, pinned: together };
  return { flow: [...pane.flow, blank, ...near], pinned: pane.pinned.slice(-most) };
}

function placed({ focus, flow }: Pane, lastTop: number, page: number): number {
  // What found no room below may go on there for long: half of the window stays with the end before it.
  const end = Math.max(0, flow.length - Math.floor(page / 2));
  if (focus === "end") return Math.min(lastTop, end);
  if (typeof focus === "number") return Math.min(lastTop, focus);
  const { around = focus } = focus;
  const { first, last } = around.last - around.first < page ? around : focus;
  return Math.min(lastTop, first, Math.max(0, last + 1 - page));
}

interface Place {
  readonly top: number;
  readonly page: number;
  /** Where the first pinned line of the pane would stand, though it may have no room. */
  readonly pinnedFrom: number;
}

function cursorIn({ cursor }: Pane, { top, page, pinnedFrom }: Place): Cursor | null {
  if (cursor === null) return null;
  const y = cursor.part === "pinned" ? pinnedFrom + cursor.y : cursor.y - top;
  const isVisible = y >= 0 && (cursor.part === "pinned" || y < page);
  return isVisible ? { x: cursor.x, y } : null;
}
