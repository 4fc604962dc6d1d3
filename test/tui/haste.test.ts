/** Keys that are held down or come before anybody can have read: they answer nothing. */
import { describe, expect, it } from "vitest";
import type { PersonInput } from "../../src/model/input.ts";
import type { Run } from "../../src/model/run.ts";
import type { Key } from "../../src/tui/key.ts";
import { momentOf } from "../../src/tui/moment.ts";
import { unicodeSigns } from "../../src/tui/signs.ts";
import { freshUi, type Ui, uiFor } from "../../src/tui/ui.ts";
import { update } from "../../src/tui/update.ts";
import { view } from "../../src/tui/view.ts";
import { asked, reached, type Story, started, story } from "../support/runs.ts";
import { codeStep, manualStep } from "../support/steps.ts";
import {
  ctrlC,
  enter,
  letter,
  pictureOf,
  pressAt,
  pressEvery,
  small,
  textOfFrame,
  typed,
} from "./pressing.ts";
import { sceneNamed } from "./scenes.ts";

const y = letter("y");
const ids = ["a", "b", "c", "d"] as const;

/** All steps ask in the same way, and each has run before the next one asks. */
function asking(level: "go" | "confirm", count: number): Story {
  const steps = ids.map((id) => codeStep({ id }));
  const before = ids.slice(0, count).flatMap((id) => [
    ...reached(id),
    asked(id, { level }),
    { type: "step.answered", step: id, attempt: 1, typed: null } as const,
    started(id, "true"),
    {
      type: "step.settled",
      step: id,
      attempt: 1,
      ok: true,
      note: "",
    } as const,
  ]);
  const at = ids[count] ?? "d";
  return story({ title: "T", steps }).and(...before, ...reached(at), asked(at, { level }));
}

/** Presses at times of its own, while each answer at once leads to the next question. */
function answeredOf(level: "go" | "confirm", key: Key, times: readonly number[]): number {
  let answered = 0;
  let ui: Ui = freshUi(momentOf(asking(level, 0).run, null));
  let sinceMs = 0;
  for (const nowMs of times) {
    const { run } = asking(level, answered);
    const { drawn } = view(pictureOf(run, { ui }), small, unicodeSigns);
    const reply = update(ui, key, {
      run,
      isEnded: false,
      drawn,
      sinceMs,
      nowMs,
      check: () => null,
    });
    ui = reply.ui;
    if (reply.say.length > 0) {
      answered += 1;
      sinceMs = nowMs + 50;
    }
  }
  return answered;
}

/** As keyboards do: a first wait, then thirty times a second. */
function heldFrom(startMs: number, waitMs: number): number[] {
  return [startMs, ...Array.from({ length: 60 }, (_, index) => startMs + waitMs + index * 33)];
}

describe("a key that is held down", () => {
  it.each([250, 500, 660])("says yes once, where it repeats after %d ms", (waitMs) => {
    expect(answeredOf("confirm", y, heldFrom(1000, waitMs))).toBe(1);
  });

  it("runs one harmless step, and at most one more where it is slow to repeat", () => {
    expect(answeredOf("go", enter, heldFrom(1000, 250))).toBe(1);
    expect(answeredOf("go", enter, heldFrom(1000, 660))).toBeLessThanOrEqual(2);
  });

  it("counts again once it was let go", () => {
    expect(answeredOf("confirm", y, [1000, 2000, 3000])).toBe(3);
    expect(answeredOf("go", enter, [1000, 1500, 2000])).toBe(3);
  });

  it("stays held where several repeats come in one read", () => {
    const { ui } = pressEvery(100, asking("go", 0).run, letter("\r\r"));
    const { run } = asking("go", 0);
    const { drawn } = view(pictureOf(run, { ui }), small, unicodeSigns);
    const scene = { run, isEnded: false, drawn, sinceMs: 0, nowMs: 150, check: () => null };
    expect(update(ui, enter, scene).say).toEqual([]);
  });

  it("leaves a result where it is", () => {
    const result = sceneNamed("result").story;
    const { ui } = pressEvery(100, result, letter("x"), enter, enter);
    expect(ui.unread).toBeNull();
    const held = pressEvery(100, asking("go", 0).run, enter).ui;
    const kept = { ...held, unread: pressAt(result).ui.unread };
    const { run } = result;
    const { drawn } = view(pictureOf(run, { ui: kept }), small, unicodeSigns);
    const scene = { run, isEnded: false, drawn, sinceMs: 120, nowMs: 150, check: () => null };
    expect(update(kept, enter, scene).ui.unread).not.toBeNull();
  });
});

describe("a question that has just appeared", () => {
  it("takes no yes yet, says so, and takes it when it was there long enough", () => {
    const { run } = asking("confirm", 0);
    const early = pressEvery(399, run, y);
    expect(early.said).toEqual([]);
    expect(textOfFrame(early.draw())).toContain("This has just appeared. Read it, press again.");
    expect(pressEvery(400, run, y).said).toHaveLength(1);
  });

  it("takes no typed name yet", () => {
    const run = sceneNamed("type").story.run;
    expect(pressEvery(60, run, ...typed("web-1"), enter).said).toEqual([]);
    expect(pressEvery(70, run, ...typed("web-1"), enter).said).toHaveLength(1);
  });

  it("takes no tick yet", () => {
    const steps = [manualStep({ id: "look" })];
    const { run } = story({ title: "T", steps }).and(...reached("look"));
    expect(pressEvery(399, run, enter).said).toEqual([]);
    expect(pressEvery(400, run, enter).said).toHaveLength(1);
  });

  it("runs what is harmless at once", () => {
    expect(pressEvery(10, asking("go", 0).run, enter).said).toHaveLength(1);
  });

  it("has just appeared again when what lay on top of it is gone", () => {
    const run = asking("confirm", 0).run;
    const noted = [letter("n"), letter("x"), enter];
    expect(pressEvery(300, run, ...noted, y).said.map(({ kind }) => kind)).toEqual(["note"]);
    expect(pressEvery(500, run, ...noted, y).said).toHaveLength(2);
  });
});

describe("the question whether to quit", () => {
  const steps = [codeStep({ id: "a" })];
  const looking = story({ title: "T", steps }).and({ type: "step.reached", step: "a", attempt: 1 });
  const running = story({ title: "T", steps }).and(
    ...reached("a"),
    asked("a", {}),
    { type: "step.answered", step: "a", attempt: 1, typed: null },
    started("a", "true"),
  );
  const asks = pressAt(looking.run, ctrlC).ui;

  /** The last frame was of before, or of now. */
  function saidTo(key: Key, drawnOf: Run, ui: Ui = asks): PersonInput["kind"][] {
    const { run } = running;
    const { drawn } = view(pictureOf(drawnOf, { ui }), small, unicodeSigns);
    const scene = { run, isEnded: false, drawn, sinceMs: 0, nowMs: 9000, check: () => null };
    return update(ui, key, scene).say.map(({ kind }) => kind);
  }

  it("is gone once a step runs, and the screen says what Ctrl-C does now", () => {
    expect(asks.dialog).toEqual({ kind: "quit" });
    expect(uiFor(asks, momentOf(running.run, null)).dialog).toBeNull();
    const shown = textOfFrame(view(pictureOf(running.run, { ui: asks }), small, unicodeSigns));
    expect(shown).not.toContain("Stop here?");
    expect(shown).toContain("It has begun meanwhile. Ctrl-C cancels it.");
  });

  it.each([
    ["before", looking.run],
    ["after", running.run],
  ])("takes neither a yes nor a second Ctrl-C %s that was drawn", (_, drawnOf) => {
    expect(saidTo(y, drawnOf)).toEqual([]);
    expect(saidTo(enter, drawnOf)).toEqual([]);
    expect(saidTo(ctrlC, drawnOf)).toEqual(["cancel"]);
  });

  it("stays while the tool only gets from looking to asking, and still means the same", () => {
    const question = story({ title: "T", steps }).and(...reached("a"), asked("a", {}));
    const ui = uiFor(asks, momentOf(question.run, null));
    expect(ui.dialog).toEqual({ kind: "quit" });
    const { drawn } = view(pictureOf(question.run, { ui }), small, unicodeSigns);
    const scene = {
      run: question.run,
      isEnded: false,
      drawn,
      sinceMs: 0,
      nowMs: 9000,
      check: () => null,
    };
    expect(update(ui, ctrlC, scene).say).toEqual([{ kind: "interrupt" }]);
  });

  it("is for the running step where it was asked while that ran", () => {
    const ui = pressAt(running.run, letter("q")).ui;
    expect(saidTo(y, running.run, ui)).toEqual(["quit"]);
  });
});
