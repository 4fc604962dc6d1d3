/** The last words of a run, which a person reads in a terminal. */
import { expect, test } from "vitest";
import { farewell } from "../../src/cli/farewell.ts";
import { walk } from "../support/engine-walk.ts";
import { codeStep } from "../support/steps.ts";

test("a reason that quotes the runbook cannot steer the terminal", () => {
  const session = walk([codeStep({ id: "broken", blockers: ["unknown key `\u001b[31mred`"] })], {
    mode: { kind: "auto", ceiling: "low" },
  });
  session.look();
  const ending = {
    drive: { kind: "over" as const, run: session.run() },
    exit: 4,
    transcript: "/tmp/session.jsonl",
    verdict: "SEALED",
    next: "firebreak resume test",
  };
  const lines = farewell(ending, { isReported: false });
  expect(lines.slice(0, 2)).toEqual([
    "firebreak: stopped at broken",
    "  runbook: unknown key `␛[31mred`",
  ]);
});

test("what was reported already is not said twice; the last line names the transcript", () => {
  const session = walk([codeStep({ id: "change", risk: "high" })], {
    mode: { kind: "auto", ceiling: "low" },
  });
  session.look();
  const ending = {
    drive: { kind: "over" as const, run: session.run() },
    exit: 3,
    transcript: "/tmp/session.jsonl",
    verdict: "SEALED",
    next: "firebreak resume test --state-dir /tmp/state",
  };
  expect(farewell(ending, { isReported: true })).toEqual([
    "to go on: firebreak resume test --state-dir /tmp/state",
    "verdict: SEALED",
    "transcript: /tmp/session.jsonl",
  ]);
});
