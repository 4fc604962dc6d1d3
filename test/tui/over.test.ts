/** The screen when the session is over: nothing can be said any more, and nothing pretends that it can. */
import { describe, expect, it } from "vitest";
import type { End } from "../../src/tui/frame.ts";
import type { Key } from "../../src/tui/key.ts";
import { momentOf } from "../../src/tui/moment.ts";
import { asciiSigns } from "../../src/tui/signs.ts";
import { summary } from "../../src/tui/summary.ts";
import { afterEvents } from "../../src/tui/ui.ts";
import { update } from "../../src/tui/update.ts";
import { view } from "../../src/tui/view.ts";
import { ended, goodReport, reached, type Story, started, story } from "../support/runs.ts";
import { codeStep } from "../support/steps.ts";
import {
  letter,
  pictureOf,
  press,
  pressAt,
  small,
  storyPicture,
  textOfFrame,
  typed,
} from "./pressing.ts";

/** Its only step has worked and printed something, and with that the session is finished. */
const running: Story = story({
  title: "One",
  steps: [codeStep({ id: "look", risk: "none" })],
}).and(...reached("look"), started("look", "echo hi"));

const finished = running.and(
  { type: "step.output", step: "look", attempt: 1, stream: "stdout", text: "hi\n" },
  ended("look", { report: { stdout: { ...goodReport.stdout, bytes: 3 } } }),
  { type: "session.finished", outcome: "done" },
);

describe("the result of the last step", () => {
  it("is there to be read, though the session is finished", () => {
    const { ui } = storyPicture(finished);
    expect(momentOf(finished.run, ui.unread)).toMatchObject({ kind: "result", step: "look" });
  });

  it.each(["n", "q", "s", "b", "?"])("offers no %s, whose word would be lost", (key) => {
    const { said, ui } = pressAt(finished, letter(key));
    expect(said).toEqual([]);
    expect(ui.dialog).toBeNull();
    expect(ui.unread).not.toBeNull();
  });

  it.each<[string, Key]>([
    ["Enter", press("enter")],
    ["Ctrl-C", { kind: "ctrl", letter: "c" }],
  ])("is put away by %s", (_, key) => {
    const { said, ui } = pressAt(finished, key);
    expect(said).toEqual([]);
    expect(ui.unread).toBeNull();
  });
});

describe("a session that was stopped", () => {
  it("is shown as stopped, whatever was left to read", () => {
    const { run } = story({ title: "Two", steps: [codeStep({ id: "look", risk: "none" })] }).and({
      type: "session.stopped",
      stop: { kind: "quit", step: "look", reasons: [] },
    });
    const unread = { step: "look", attempt: 1, report: goodReport };
    expect(momentOf(run, unread)).toEqual({ kind: "over" });
  });
});

describe("a note that is being written when the session ends", () => {
  it("is not kept, and the screen says so instead of taking more of it", () => {
    const noting = pressAt(running, letter("n"), ...typed("half")).ui;
    const ui = afterEvents(noting, finished.events, finished.run);
    const frame = view(pictureOf(finished.run, { ui }), small, asciiSigns);
    expect(textOfFrame(frame)).toContain("The session ended before the note was said");
    expect(textOfFrame(frame)).toContain("Press Enter to go on.");
    expect(textOfFrame(frame)).not.toContain("A note for the transcript");
  });
});

describe("a transcript that could not be written", () => {
  const long = "/var/lib/firebreak/sessions/20261121-0312-caddy-ab12/session.jsonl";
  const end: End = {
    transcript: long,
    verdict: "UNSEALED",
    exit: 5,
    trouble: [`the transcript could not be written: no space left on device, ${long}`, "make room"],
    next: "firebreak resume 1",
  };
  const steps = [codeStep({ id: "look", title: "Look at it" }), codeStep({ id: "next" })];
  const { run } = story({ title: "Two", steps }).and(...reached("look"), started("look", "echo"));
  const lost = pictureOf(run, { end });

  it("is told in full, with what to do, and how to go on", () => {
    const sizes = [small, { columns: 60, rows: 15 }];
    for (const [index, size] of sizes.entries()) {
      const frame = view(lost, size, asciiSigns);
      const text = textOfFrame(frame).replaceAll(/[|\s]+/g, "");
      expect(frame.drawn.asks).toBe("over");
      expect(text).toContain(`nospaceleftondevice,${long}`);
      expect(text).toContain("makeroom");
      expect(text.includes("Togoonfirebreakresume1"), "scrolled out of sight").toBe(index === 0);
    }
  });

  it("leaves the step that was running unknown, not as one that never ran", () => {
    const text = textOfFrame(view(lost, small, asciiSigns));
    expect(text).toMatch(/Steps +1 unknown, 1 not run\n/);
    expect(text).toContain(" ? Look at it ");
    expect(text).toMatch(/To look at\n.*nobody knows how it ended/);
    expect(summary(run, end, asciiSigns)).toMatch(/steps +1 unknown, 1 not run\n/);
    expect(summary(run, end, asciiSigns)).toContain("no space left on device");
  });

  it("takes what was open on the screen with it, and can be scrolled", () => {
    const { ui } = pressAt(run, letter("q"));
    const unread = { step: "look", attempt: 1, report: goodReport };
    const tiny = { columns: 60, rows: 15 };
    const { drawn } = view({ ...lost, ui: { ...ui, unread } }, tiny, asciiSigns);
    expect(drawn).toMatchObject({ asks: "over", top: 0 });
    const scene = { run, isEnded: true, drawn, sinceMs: 0, nowMs: 9000, check: () => null };
    const down = update({ ...ui, unread }, press("down"), scene);
    expect(drawn.lastTop).toBeGreaterThan(0);
    expect(down.ui.top).toBeGreaterThan(0);
    expect(update({ ...ui, unread }, letter("y"), scene).say).toEqual([]);
  });
});
