/** Stopping: by a person, by a limit, for good; and what must not be able to hold a step open. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Effect } from "../../src/model/effect.ts";
import { createBench, runCode, scratch } from "../support/executor-bench.ts";

const stubborn = resolve(import.meta.dirname, "../fixtures/executor/stubborn.sh");
const cancel: Effect = { kind: "cancel", key: "cancel step 1", step: "step", attempt: 1 };

describe("cancel", () => {
  test("ends a whole tree of processes", async () => {
    const started = tree(
      "sleep 300 & echo $! >> PIDS; bash -c 'echo $$ >> PIDS; sleep 300; :' & wait",
    );
    const { report } = await cancelled(started, 3);
    expect(report.end).toEqual({ kind: "cancelled" });
    expect(started.pids().filter(isAlive)).toEqual([]);
  });

  test("lets a program clean up after INT", async () => {
    const code = "trap 'echo cleaned; exit 0' INT; echo $$ >> PIDS; while :; do sleep 0.05; done";
    const { report, printed } = await cancelled(tree(code), 2);
    expect(report.end).toEqual({ kind: "cancelled" });
    expect(printed.stdout).toBe("cleaned\n");
  });

  test("kills what ignores INT and TERM, and its children", async () => {
    const started = tree(`bash '${stubborn}' PIDS`);
    const { report, printed } = await cancelled(started, 3);
    expect(report.end).toEqual({ kind: "cancelled" });
    expect(printed.stdout).toBe("heard INT\nheard TERM\n");
    expect(started.pids().filter(isAlive)).toEqual([]);
  });

  test("before the process is there keeps it from starting", async () => {
    const bench = createBench();
    const mark = join(scratch(), "mark");
    const running = runCode(bench, `touch '${mark}'`);
    await bench.hands.perform(cancel, () => {});
    expect((await running).report.end).toEqual({ kind: "cancelled" });
    expect(existsSync(mark)).toBe(false);
  });

  test("is harmless when the step has ended, or never was", async () => {
    const bench = createBench();
    const { report } = await runCode(bench, "echo done");
    await bench.hands.perform(cancel, () => expect.unreachable());
    expect(report.end).toEqual({ kind: "exited", code: 0 });
  });
});

describe("a time limit", () => {
  test("stops the step and says after how long", async () => {
    const { code, pids } = tree("sleep 300");
    const { report } = await runCode(createBench(), code, { timeoutMs: 400 });
    expect(report.end).toEqual({ kind: "timedOut", afterMs: 400 });
    expect(pids().filter(isAlive)).toEqual([]);
  });

  test("that is not reached changes nothing", async () => {
    const { report } = await runCode(createBench(), "echo quick", { timeoutMs: 3_000_000_000 });
    expect(report.end).toEqual({ kind: "exited", code: 0 });
  });
});

describe("a background child", () => {
  test("that keeps the output open does not keep the step open, and lives on", async () => {
    const { code, pids } = tree("sleep 120 & echo $! >> PIDS; echo started");
    const { report, printed } = await runCode(createBench(), code);
    expect(report.end).toEqual({ kind: "exited", code: 0 });
    expect(printed.stdout).toBe("started\n");
    const [, child] = pids();
    expect(isAlive(Number(child))).toBe(true);
    process.kill(Number(child), "SIGKILL");
  });

  test("that was left running on purpose is not what abandon stops", async () => {
    const bench = createBench();
    const { code, pids } = tree("sleep 120 > /dev/null 2>&1 & echo $! >> PIDS");
    await runCode(bench, code);
    await bench.hands.abandon();
    const [, child] = pids();
    expect(isAlive(Number(child))).toBe(true);
    process.kill(Number(child), "SIGKILL");
  });

  test("that never stops printing does not either", async () => {
    const { report } = await runCode(createBench(), "yes & echo started");
    expect(report.end).toEqual({ kind: "exited", code: 0 });
    expect(report.stdout.bytes).toBeGreaterThanOrEqual("started\n".length);
  });

  test("may still print a little after the end", async () => {
    const { report, printed } = await runCode(
      createBench(),
      "(sleep 0.05; echo late) & echo early",
    );
    expect(report.end).toEqual({ kind: "exited", code: 0 });
    expect(printed.stdout).toBe("early\nlate\n");
  });
});

test("abandon kills every process at once, and nothing starts any more", async () => {
  const bench = createBench();
  const { code, pids } = tree(`bash '${stubborn}' PIDS`);
  const running = runCode(bench, code);
  await until(() => pids().length === 3);
  await bench.hands.abandon();
  expect(pids().filter(isAlive)).toEqual([]);
  await running;
  expect((await runCode(bench, "echo more")).report).toMatchObject({
    end: { kind: "cancelled" },
    stdout: { bytes: 0 },
  });
});

/** Code that notes the pids of its processes in a file (`PIDS`), its own first. */
function tree(code: string) {
  const file = join(scratch(), "pids");
  const noted = `echo $$ > PIDS\n${code}`.replaceAll("PIDS", `'${file}'`);
  const pids = () => (existsSync(file) ? readFileSync(file, "utf8").split("\n") : []);
  return {
    code: noted,
    pids: () =>
      pids()
        .filter((line) => line !== "")
        .map(Number),
  };
}

/** Runs the tree and cancels it once `count` processes have noted their pids. */
async function cancelled({ code, pids }: ReturnType<typeof tree>, count: number) {
  const bench = createBench();
  const running = runCode(bench, code);
  await until(() => pids().length === count);
  await bench.hands.perform(cancel, () => expect.unreachable());
  return await running;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(10);
}

function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return !/^\) [ZX]/.test(stat.slice(stat.lastIndexOf(")")));
  } catch {
    return false;
  }
}
