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
  const { lines } = farewell({
    drive: { kind: "over", run: session.run() },
    exit: 4,
    transcript: "/tmp/session.jsonl",
    verdict: "SEALED",
    session: "test",
  });
  expect(lines.slice(0, 2)).toEqual([
    "firebreak: stopped at broken",
    "  runbook: unknown key `␛[31mred`",
  ]);
});
