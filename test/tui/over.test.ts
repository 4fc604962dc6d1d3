/** The screen when the session is over: nothing can be said any more, and nothing pretends that it can. */
import { describe, expect, it } from "vitest";
import type { Key } from "../../src/tui/key.ts";
import { momentOf } from "../../src/tui/moment.ts";
import { ended, goodReport, reached, type Story, started, story } from "../support/runs.ts";
import { codeStep } from "../support/steps.ts";
import { letter, press, pressAt, storyPicture } from "./pressing.ts";

/** Its only step has worked and printed something, and with that the session is finished. */
const finished: Story = story({
  title: "One",
  steps: [codeStep({ id: "look", risk: "none" })],
}).and(
  ...reached("look"),
  started("look", "echo hi"),
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
