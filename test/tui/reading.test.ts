/** What there is to read: what the runbook is for, prose around a step, its output, what else is lost. */
import { describe, expect, it } from "vitest";
import type { Glimpse } from "../../src/engine/ports.ts";
import type { InputSpec } from "../../src/model/input-spec.ts";
import type { Step } from "../../src/model/step.ts";
import type { Picture, Size } from "../../src/tui/frame.ts";
import { afterGlimpse } from "../../src/tui/output.ts";
import { unicodeSigns } from "../../src/tui/signs.ts";
import { view } from "../../src/tui/view.ts";
import { asked, ended, goodReport, reached, type Story, started, story } from "../support/runs.ts";
import { codeStep, manualStep } from "../support/steps.ts";
import { letter, pressAt, small, storyPicture, textOfFrame } from "./pressing.ts";

const summary = "Back up, edit, look.";
const inputs: InputSpec[] = [
  {
    name: "host",
    type: "name",
    prompt: "Which host?",
    default: "a",
    choices: [],
    raw: false,
    inferred: false,
  },
];

function shown(told: Story, change: Partial<Picture> = {}, size: Size = small): string {
  return textOfFrame(view({ ...storyPicture(told), ...change }, size, unicodeSigns));
}

describe("what the runbook is for", () => {
  const steps = [codeStep({ id: "a", title: "First" }), codeStep({ id: "b", title: "Second" })];

  it("stands above the form, and not again at the first step", () => {
    const opened = story({ title: "The title", summary, steps, inputs });
    expect(shown(opened)).toMatch(new RegExp(`│ The title\n.*│ ${summary}`));
    const tiny = shown(opened, {}, { columns: 60, rows: 15 });
    expect(tiny).toContain(summary);
    expect(tiny).toContain("Which host?");
    const { ui } = pressAt(opened.run, letter("x"));
    const filled = opened.and(
      { type: "input.set", by: "operator", values: { host: "ax" } },
      ...reached("a"),
      asked("a", {}),
    );
    expect(shown(filled, { ui })).toContain("First");
    expect(shown(filled, { ui })).not.toContain(summary);
  });

  it("stands above the first step, and only there, where nothing is asked for", () => {
    const opened = story({ title: "The title", summary, steps });
    expect(shown(opened.and(...reached("a"), asked("a", {})))).toContain(summary);
    const later = opened.and(
      { type: "step.skipped", step: "a", by: "operator", reason: "" },
      ...reached("b"),
      asked("b", {}),
    );
    expect(shown(later)).not.toContain(summary);
  });
});

describe("prose below a step", () => {
  const after = "Look for **two** lines.";

  function ran(step: Step, ok: boolean): Story {
    const report = { stdout: { ...goodReport.stdout, bytes: 9 } };
    return story({ title: "T", steps: [step, codeStep({ id: "next" })] }).and(
      ...reached("a"),
      asked("a", {}),
      started("a", "true"),
      { type: "step.output", step: "a", attempt: 1, stream: "stdout", text: "one\ntwo\n" },
      ended("a", { ok, report }),
    );
  }

  it("stands by the result, below what was printed", () => {
    const output = outputOf(["stdout", "one\ntwo\n"]);
    const step = codeStep({ id: "a", after });
    expect(shown(ran(step, true), { output })).toMatch(/one\n.*two\n.*\n.*Look for two lines\.\n/);
    expect(shown(ran(step, false), { output })).toMatch(/two\n.*\n.*Look for two lines\.\n/);
  });

  it("is there to be read where nothing was printed", () => {
    const told = story({ title: "T", steps: [codeStep({ id: "a", after })] }).and(
      ...reached("a"),
      started("a", "true"),
      ended("a"),
    );
    expect(shown(told)).toContain("Look for two lines.");
  });

  it("is what the document shows within the step, too, but not twice", () => {
    const inside = shown(ran(codeStep({ id: "a", shown: "1\n2" }), true));
    expect(inside).toMatch(/The document shows:\n.* {2}1\n.* {2}2\n/);
    const below = codeStep({ id: "a", shown: "1\n2", after: "Output:\n\n```\n1\n2\n```" });
    expect(shown(ran(below, true))).not.toContain("The document shows:");
    expect(shown(ran(below, true))).toMatch(/Output:\n.*\n.* {2}1\n.* {2}2\n/);
  });

  it("leaves the end of the output in sight, however long it is", () => {
    const output = outputOf(["stdout", "a line\n".repeat(60).concat("the last line\n")]);
    const step = codeStep({ id: "a", after: "Words.\n\n".repeat(40) });
    for (const size of [small, { columns: 60, rows: 15 }]) {
      const screen = shown(ran(step, true), { output }, size);
      expect(screen).toContain("the last line");
      expect(screen).toContain("Words.");
    }
  });

  it("ends the last screen where the last step was skipped", () => {
    const steps = [codeStep({ id: "a", after })];
    const begun = story({ title: "T", steps });
    const skipped = begun.and(
      { type: "step.skipped", step: "a", by: "operator", reason: "no" },
      { type: "session.finished", outcome: "done" },
    );
    expect(shown(skipped)).toContain("Look for two lines.");
  });

  it("stands below a task", () => {
    const told = story({ title: "T", steps: [manualStep({ id: "a", after })] });
    expect(shown(told.and(...reached("a")))).toMatch(/Look at it\n.*\n.*Look for two lines\./);
  });
});

describe("stderr", () => {
  const steps = [codeStep({ id: "a" })];
  const begun = story({ title: "T", steps }).and(...reached("a"), started("a", "true"));
  const report = {
    stdout: { ...goodReport.stdout, bytes: 3 },
    stderr: { ...goodReport.stderr, bytes: 12 },
  };
  const output = outputOf(["stderr", "loading\n"], ["stdout", "4"], ["stderr", "done\n"]);
  const both = outputOf(["stderr", "loading\n"], ["stdout", "24\n"], ["stderr", "done\n"]);

  it("stands aside once the step did its work: what was asked for is last", () => {
    const screen = shown(begun.and(ended("a", { report })), { output: both });
    expect(screen).toMatch(/On stderr:\n.*· loading\n.*· done\n.*\n +24\n/);
    expect(screen).toContain(", 12 bytes on stderr");
  });

  it("tells no errors where a step did its work and said so on stderr alone", () => {
    const alone = { stderr: { ...goodReport.stderr, bytes: 8 } };
    const screen = shown(begun.and(ended("a", { report: alone })), {
      output: outputOf(["stderr", "loading\n"]),
    });
    expect(screen).toMatch(/On stderr:\n.*· loading\n/);
    expect(screen).not.toContain("!");
  });

  it("is marked where it came in while the step runs, and when it failed", () => {
    expect(shown(begun, { output })).toMatch(/! loading\n.*4\n.*! done/);
    expect(shown(begun.and(ended("a", { ok: false, report })), { output })).toMatch(
      /! loading\n.*4\n.*! done/,
    );
  });
});

describe("what else is left out", () => {
  const needing = (id: string, ...needs: string[]) => codeStep({ id, needs });
  const failedWith = (...steps: Step[]) =>
    story({ title: "T", steps: [codeStep({ id: "a" }), ...steps] }).and(
      ...reached("a"),
      started("a", "false"),
      ended("a", { ok: false }),
    );
  const leaves = (told: Story) => shown(told, {}, { columns: 120, rows: 40 });

  it("is said where a failed step may be left, and asked about again with the reason", () => {
    const told = failedWith(needing("b", "a"), needing("c"), needing("d", "b"));
    expect(leaves(told)).toMatch(/l {2}leave it .*; left out then: b, d\n/);
    const asks = textOfFrame(pressAt(told.run, letter("l")).draw());
    expect(asks).toContain("Left out with it: b, d");
  });

  it("names three at most", () => {
    const told = failedWith(...["b", "c", "d", "e", "f"].map((id) => needing(id, "a")));
    expect(leaves(told)).toContain("left out then: b, c, d and 2 more");
  });

  it("is not said where nothing is", () => {
    expect(leaves(failedWith(needing("b")))).not.toContain("left out");
  });
});

type Printed = readonly [stream: Glimpse["stream"], text: string];

function outputOf(...parts: readonly Printed[]): Picture["output"] {
  return parts
    .map(([stream, text]) => ({ step: "a", attempt: 1, stream, text, skippedBytes: 0 }))
    .reduce<Picture["output"]>(afterGlimpse, null);
}
