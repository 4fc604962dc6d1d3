/** Output from real programs: apart, whole, in bounded memory, and honest about what is missing. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Stream } from "../../src/model/outcome.ts";
import {
  type Bench,
  createBench,
  type Ran,
  runCode,
  scratch,
  setEnvironment,
} from "../support/executor-bench.ts";

const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");
const piecesOf = ({ inputs }: Ran, stream: Stream) =>
  inputs.flatMap((input) =>
    input.kind === "printed" && input.stream === stream ? [input.text] : [],
  );

describe("what is printed", () => {
  test("is told whole when it is small, digest and all", async () => {
    const { report, printed } = await runCode(createBench(), "seq 1000");
    const all = Array.from({ length: 1000 }, (_, index) => `${index + 1}\n`).join("");
    expect(printed.stdout).toBe(all);
    expect(report.stdout).toEqual({
      bytes: all.length,
      omittedBytes: 0,
      tail: "",
      sha256: sha256(all),
    });
  });

  test("is told before the end when the program goes on", async () => {
    const bench = createBench();
    const gate = join(scratch(), "gate");
    // The program ends only after it was heard: without telling early, this test would never end.
    const code = `echo first; until [ -e '${gate}' ]; do sleep 0.02; done; echo second`;
    const { printed, inputs } = await runCode(bench, code, {}, (input) => {
      if (input.kind === "printed" && input.text === "first\n") mkdirSync(gate);
    });
    expect(printed.stdout).toBe("first\nsecond\n");
    expect(inputs).toHaveLength(3);
  });

  test("comes in pieces of at most 16 KiB, cut between characters", async () => {
    const ran = await runCode(createBench(), "printf 'a'; printf '€%.0s' $(seq 20000)");
    const pieces = piecesOf(ran, "stdout");
    expect(pieces.join("")).toBe(`a${"€".repeat(20_000)}`);
    expect(Math.max(...pieces.map((piece) => Buffer.byteLength(piece)))).toBeLessThanOrEqual(
      16_384,
    );
  });

  test("keeps a character whole that comes in two parts", async () => {
    const code = "printf '\\xe2\\x82'; sleep 0.3; printf '\\xac!'; sleep 0.3; printf '\\xf0\\x9f'";
    const ran = await runCode(createBench(), code);
    expect(ran.printed.stdout).toBe("€!\uFFFD");
    expect(ran.report.stdout.bytes).toBe(6);
  });

  test("may be binary: the digest is of the bytes as they were", async () => {
    const { report, printed } = await runCode(
      createBench(),
      "printf '\\x00\\xff\\xfe\\x1b[31m\\x80'",
    );
    expect(printed.stdout).toBe("\0\uFFFD\uFFFD\u001b[31m\uFFFD");
    expect(report.stdout.sha256).toBe(sha256(Buffer.from("00fffe1b5b33316d80", "hex")));
  });

  test("costs little memory when it is a lot, and says what was left out", async () => {
    const bench = createBench();
    const size = 200_000_000;
    const before = process.memoryUsage().rss;
    let highest = before;
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage().rss);
    }, 20);
    const code = `set +o pipefail; echo begin; yes 0123456789 | head -c ${size}; echo end`;
    const { report, printed, inputs } = await runCode(bench, code);
    clearInterval(watch);
    const { bytes, omittedBytes, tail } = report.stdout;
    expect(bytes).toBe(size + 10);
    expect(omittedBytes + printed.stdout.length + tail.length).toBe(bytes);
    expect([printed.stdout.length, tail.length]).toEqual([65_536, 65_536]);
    expect(printed.stdout.startsWith("begin\n0123456789\n")).toBe(true);
    expect(tail.endsWith("end\n")).toBe(true);
    expect(inputs.length).toBeLessThan(100);
    expect(highest - before).toBeLessThan(120_000_000);
    const reference = await runCode(createBench(), `(${code}) | sha256sum`);
    expect(reference.printed.stdout).toBe(`${report.stdout.sha256}  -\n`);
  });

  test("is the same when no pipes can be made and sockets stand in", async () => {
    const bench = createBench();
    setEnvironment("PATH", binWith("bash", "seq"));
    const { report, printed } = await runCode(bench, "seq 3; echo err >&2; exit 4");
    expect(report.end).toEqual({ kind: "exited", code: 4 });
    expect(printed).toEqual({ stdout: "1\n2\n3\n", stderr: "err\n" });
  });
});

describe("glimpses", () => {
  test("show everything when it comes slowly", async () => {
    const bench = createBench();
    await runCode(bench, "echo one; sleep 0.2; echo two; echo oops >&2");
    expect(shown(bench, "stdout")).toBe("one\ntwo\n");
    expect(shown(bench, "stderr")).toBe("oops\n");
    expect(bench.glimpses.every(({ skippedBytes }) => skippedBytes === 0)).toBe(true);
    expect(bench.glimpses[0]).toMatchObject({ step: "step", attempt: 1 });
  });

  test("show the newest and count the rest when it comes fast", async () => {
    const bench = createBench();
    const { report } = await runCode(
      bench,
      "head -c 20000000 /dev/zero | tr '\\0' x; echo; echo last",
    );
    const text = shown(bench, "stdout");
    const skipped = bench.glimpses.reduce((sum, { skippedBytes }) => sum + skippedBytes, 0);
    expect(text.length + skipped).toBe(report.stdout.bytes);
    expect(text.endsWith("x\nlast\n")).toBe(true);
    expect(Math.max(...bench.glimpses.map((glimpse) => glimpse.text.length))).toBeLessThanOrEqual(
      8_192,
    );
    expect(bench.glimpses.length).toBeLessThanOrEqual(report.durationMs / 50 + 2);
  });
});

function shown(bench: Bench, stream: Stream): string {
  return bench.glimpses.map((glimpse) => (glimpse.stream === stream ? glimpse.text : "")).join("");
}

function binWith(...commands: string[]): string {
  const bin = scratch();
  for (const command of commands) {
    const path = execFileSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" }).trim();
    symlinkSync(path, join(bin, command));
  }
  return bin;
}
