/** Whose turn it is: a step that changes something waits for its own, and gives it back. */
import { expect, test } from "vitest";
import type { Turns } from "../../src/engine/ports.ts";
import { createBench, runCode } from "../support/executor-bench.ts";

/** Turns that note what is taken and given back; `refusal` is who else has it. */
function noted(refusal: string | null = null) {
  const log: string[] = [];
  const turns: Turns = {
    holder: async () => refusal,
    take: async (target) => {
      if (refusal !== null) return { kind: "refused", reason: refusal };
      log.push(`takes ${target}`);
      return {
        kind: "taken",
        release: async () => {
          log.push(`gives ${target} back`);
        },
      };
    },
  };
  return { turns, log };
}

test("a changing step takes its turn and gives it back, however it ends", async () => {
  const { turns, log } = noted();
  await runCode(createBench({ turns }), "exit 3", { risk: "low" });
  await runCode(createBench({ turns }), "sleep 9", { risk: null, timeoutMs: 50 });
  const both = ["takes local", "gives local back"];
  expect(log).toEqual([...both, ...both]);
});

test("a step that only looks needs none", async () => {
  const { turns, log } = noted("somebody else");
  const { report } = await runCode(createBench({ turns }), "true", { risk: "none" });
  expect(report.end).toEqual({ kind: "exited", code: 0 });
  expect(log).toEqual([]);
});

test("a step whose turn it is not does not start, and says whose it is", async () => {
  const { turns } = noted("another session changes it now: process 17");
  const { report, printed } = await runCode(createBench({ turns }), "echo on", { risk: "low" });
  expect(report.end).toEqual({
    kind: "notStarted",
    reason: "another session changes it now: process 17",
  });
  expect(printed.stdout).toBe("");
});

test("a step that is cancelled while it waits for its turn is stopped all the same", async () => {
  const { promise: turn, resolve: give } = Promise.withResolvers<void>();
  const bench = createBench({
    turns: {
      holder: async () => null,
      take: async () => {
        await turn;
        return { kind: "taken", release: async () => {} };
      },
    },
  });
  const running = runCode(bench, "sleep 60", { risk: "low" });
  await bench.hands.perform({ kind: "cancel", key: "cancel", step: "step", attempt: 1 }, () => {});
  give();
  expect((await running).report.end).toEqual({ kind: "cancelled" });
});
