/** Code that is longer than the window: it is read on with Space, and no yes counts before its end was seen. */
import { describe, expect, it } from "vitest";
import type { Size } from "../../src/tui/frame.ts";
import type { Key } from "../../src/tui/key.ts";
import { momentOf } from "../../src/tui/moment.ts";
import { unicodeSigns } from "../../src/tui/signs.ts";
import { freshUi } from "../../src/tui/ui.ts";
import { update } from "../../src/tui/update.ts";
import { view } from "../../src/tui/view.ts";
import { asked, reached, story } from "../support/runs.ts";
import { codeStep } from "../support/steps.ts";
import { enter, letter, pictureOf, press, small, textOfFrame, typed } from "./pressing.ts";

const tiny: Size = { columns: 60, rows: 15 };
const space = letter(" ");
const pages = Array<Key>(10).fill(space);

function asking(level: "go" | "confirm" | "type", lines: number) {
  const code = Array.from({ length: lines }, (_, index) => `echo line ${index + 1}`).join("\n");
  return story({ title: "T", steps: [codeStep({ id: "a", code })] }).and(
    ...reached("a"),
    asked("a", { level, code }),
  ).run;
}

/** Presses one key each second in a window of this size. */
function pressIn(size: Size, run: ReturnType<typeof asking>, ...keys: readonly Key[]) {
  let ui = freshUi(momentOf(run, null));
  const said: string[] = [];
  const draw = () => view(pictureOf(run, { ui }), size, unicodeSigns);
  for (const [index, key] of keys.entries()) {
    const nowMs = (index + 1) * 1000;
    const { drawn } = draw();
    const scene = { run, isEnded: false, drawn, sinceMs: 0, nowMs, check: () => null };
    const reply = update(ui, key, scene);
    ui = reply.ui;
    said.push(...reply.say.map(({ kind }) => kind));
  }
  return { ui, said, shown: textOfFrame(draw()), drawn: draw().drawn };
}

describe.each([small, tiny])("in $columns columns and $rows rows", (size) => {
  it("no yes counts before the end of the code was on the screen", () => {
    const run = asking("confirm", 61);
    const first = pressIn(size, run, letter("y"), enter);
    expect(first.said).toEqual([]);
    expect(first.shown).toMatch(/Read on first: ↓\/Space, \d+ more lines/);
    expect(first.shown).not.toContain("Press y for yes");
    expect(first.shown).toMatch(/ Space read on/);
    const read = pressIn(size, run, ...pages);
    expect(read.shown).toContain("echo line 61");
    expect(read.shown).toContain("Press y for yes");
    expect(pressIn(size, run, ...pages, letter("y")).said).toEqual(["answer"]);
  });

  it("counts down what there is to read, line by line", () => {
    const run = asking("confirm", 61);
    const toRead = (...keys: Key[]) => pressIn(size, run, ...keys).drawn.toRead;
    expect(toRead(press("down"))).toBe(toRead() - 1);
    expect(pressIn(size, run, ...Array<Key>(toRead() - 1).fill(press("down"))).shown).toContain(
      ", 1 more line ".trimEnd(),
    );
    expect(toRead(...Array<Key>(toRead()).fill(press("down")))).toBe(0);
  });

  it("is content with having seen it once", () => {
    const run = asking("confirm", 61);
    const back = pressIn(size, run, press("end"), press("home"));
    expect(back.drawn.top).toBe(0);
    expect(back.shown).toContain("Press y for yes");
    expect(pressIn(size, run, press("end"), press("home"), letter("y")).said).toEqual(["answer"]);
  });

  it("wants the name typed after it was read, and Space writes none of it", () => {
    const run = asking("type", 61);
    const early = pressIn(size, run, ...typed("web-1"), enter);
    expect(early.said).toEqual([]);
    expect(early.shown).toContain("Read on first");
    const late = pressIn(size, run, ...pages.slice(0, 9), press("end"), ...typed("web-1"), enter);
    expect(late.said).toEqual(["answer"]);
    expect(pressIn(size, run, ...typed("web-1"), press("end"), enter).said).toEqual(["answer"]);
  });

  it("asks for nothing of the kind where the step harms nothing", () => {
    expect(pressIn(size, asking("go", 61), enter).said).toEqual(["answer"]);
    expect(pressIn(size, asking("go", 61)).shown).not.toContain("Read on first");
  });

  it("asks for nothing of the kind where all of it is in sight", () => {
    expect(pressIn(size, asking("confirm", 2), letter("y")).said).toEqual(["answer"]);
  });
});

describe("Space", () => {
  it("goes a page down, stays at the end, and never answers", () => {
    const run = asking("go", 61);
    const topAfter = (...keys: Key[]) => pressIn(small, run, ...keys).drawn.top;
    expect(topAfter(space)).toBeGreaterThan(topAfter());
    expect(topAfter(space, space)).toBeGreaterThan(topAfter(space));
    expect(topAfter(...pages)).toBe(pressIn(small, run).drawn.lastTop);
    expect(topAfter(...pages, space)).toBe(topAfter(...pages));
    expect(pressIn(small, run, ...pages, ...pages).said).toEqual([]);
  });

  it("is named beside the arrows where there is more than fits", () => {
    expect(pressIn(small, asking("go", 61)).shown).toContain("↑↓ Space scroll");
  });

  it("is a letter in what is typed", () => {
    const { ui } = pressIn(tiny, asking("go", 61), letter("n"), letter("a"), space, letter("b"));
    expect(ui.dialog).toMatchObject({ editor: { characters: ["a", " ", "b"] } });
  });
});

it("another question has to be read anew", () => {
  const { ui } = pressIn(tiny, asking("confirm", 61), press("end"));
  expect(ui.top).toBe(Number.POSITIVE_INFINITY);
  const read = pressIn(tiny, asking("confirm", 61), press("end"), press("up")).ui;
  const { drawn } = view(pictureOf(asking("confirm", 62), { ui: read }), tiny, unicodeSigns);
  expect(drawn.toRead).toBeGreaterThan(0);
});

describe("what to know before the first answer", () => {
  const notice =
    "The runbook has changed since. Its plan goes on as it was opened: /srv/a\u001b[31m.md";

  it.each([small, tiny])("stands by the question, harmless, in $columns columns", (size) => {
    for (const level of ["confirm", "type"] as const) {
      const frame = view(pictureOf(asking(level, 3), { notice }), size, unicodeSigns);
      const shown = textOfFrame(frame);
      expect(shown).toContain("The runbook has changed since.");
      expect(shown).not.toContain("\u001b");
      const field = shown.split("\n").findIndex((each) => /^ ›$/.test(each));
      expect(frame.cursor?.y ?? -1).toBe(field);
    }
  });
});
