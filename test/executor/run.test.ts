/** What a step's code means to bash, and how its end is told. */
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { createBench, runCode, scratch, setEnvironment } from "../support/executor-bench.ts";

describe("code in bash", () => {
  test("prints on two streams and exits with 0", async () => {
    const { report, printed } = await runCode(createBench(), "echo out; echo err >&2");
    expect(report.end).toEqual({ kind: "exited", code: 0 });
    expect(printed).toEqual({ stdout: "out\n", stderr: "err\n" });
    expect(report.stdout).toMatchObject({ bytes: 4, omittedBytes: 0, tail: "" });
    expect(report.unmet).toEqual([]);
  });

  test("stops at the first command that fails", async () => {
    const { report, printed } = await runCode(createBench(), "echo one\nfalse\necho two");
    expect(report.end).toEqual({ kind: "exited", code: 1 });
    expect(printed.stdout).toBe("one\n");
  });

  test("stops at a command that fails inside a pipe", async () => {
    const { report } = await runCode(createBench(), "(exit 3) | cat\necho not reached");
    expect(report.end).toEqual({ kind: "exited", code: 3 });
    expect(report.stdout.bytes).toBe(0);
  });

  test("goes on where the code says so", async () => {
    const code = "set +e\nfalse\nfalse || true\necho reached; exit 7";
    const { report, printed } = await runCode(createBench(), code);
    expect(report.end).toEqual({ kind: "exited", code: 7 });
    expect(printed.stdout).toBe("reached\n");
  });

  test("takes functions, heredocs, traps and unset variables as a terminal does", async () => {
    const code = [
      "greet() {",
      '  local who="$1"',
      "  cat <<EOF",
      'hello $who "quoted"',
      "EOF",
      "}",
      "trap 'echo bye' EXIT",
      "greet 'big world'",
      "cat <<'RAW'",
      "$HOME stays",
      "RAW",
      'echo "[$never_set_anywhere]"',
    ].join("\n");
    const { printed, report } = await runCode(createBench(), code);
    expect(printed.stdout).toBe('hello big world "quoted"\n$HOME stays\n[]\nbye\n');
    expect(report.end).toEqual({ kind: "exited", code: 0 });
  });

  test("says lines as they stand in the code", async () => {
    const { printed, report } = await runCode(createBench(), "true\ntrue\nno-such-command-here\n");
    expect(printed.stderr).toContain("line 3: no-such-command-here");
    expect(report.end).toEqual({ kind: "exited", code: 127 });
  });

  test("opens its own output by name", async () => {
    const code = "echo a | tee /dev/stderr > /dev/stdout; echo b > /dev/stderr";
    const { printed } = await runCode(createBench(), code);
    expect(printed).toEqual({ stdout: "a\n", stderr: "a\nb\n" });
  });

  test("reads end of file on stdin", async () => {
    const { printed, report } = await runCode(createBench(), "cat; read -r line || echo none");
    expect(printed.stdout).toBe("none\n");
    expect(report.end).toEqual({ kind: "exited", code: 0 });
  });

  test("may be longer than an argument can be, and leaves nothing behind", async () => {
    const bench = createBench();
    const code = `: '${"x".repeat(300 * 1024)}'\necho "\${#BASH_EXECUTION_STRING}"\necho end`;
    const { printed } = await runCode(bench, code);
    expect(printed.stdout).toMatch(/^\d{1,3}\nend\n$/);
    expect((await runCode(bench, `ls -A '${bench.directory}'`)).printed.stdout).toBe("");
  });

  test("holds no descriptor but the three, and does not find the code on one", async () => {
    const code =
      "for fd in /proc/self/fd/*; do [ -e $fd ] && readlink $fd; done | grep -c code- || true";
    const { printed } = await runCode(createBench(), code);
    expect(printed.stdout).toBe("0\n");
  });

  test("runs no rc file, not even one that the environment names", async () => {
    const file = join(scratch(), "rc");
    writeFileSync(file, "echo from rc\n");
    setEnvironment("BASH_ENV", file);
    expect((await runCode(createBench(), 'echo "[$BASH_ENV]"')).printed.stdout).toBe("[]\n");
  });

  test("runs where it is told to", async () => {
    const cwd = scratch();
    expect((await runCode(createBench({ cwd }), "pwd -P")).printed.stdout).toBe(
      `${resolve(cwd)}\n`,
    );
  });
});

describe("an end", () => {
  test("by a signal is told as one", async () => {
    const { report } = await runCode(createBench(), "echo before; kill -9 $$");
    expect(report.end).toEqual({ kind: "signalled", signal: "SIGKILL" });
  });

  test("of a command by a signal is bash's exit code", async () => {
    const { report } = await runCode(createBench(), "bash -c 'kill -TERM $$'; echo not reached");
    expect(report.end).toEqual({ kind: "exited", code: 143 });
  });

  test("before the start says that the directory is gone", async () => {
    const cwd = scratch();
    rmSync(cwd, { recursive: true });
    const { report } = await runCode(createBench({ cwd }), "echo hi");
    expect(report.end).toEqual({ kind: "notStarted", reason: `the directory ${cwd} is gone` });
  });

  test("before the start says that bash is missing", async () => {
    const bench = createBench();
    setEnvironment("PATH", scratch());
    const { report } = await runCode(bench, "echo hi");
    expect(report.end).toEqual({ kind: "notStarted", reason: "bash was not found in PATH" });
  });

  test("before the start says that the step belongs elsewhere", async () => {
    const elsewhere = await runCode(createBench(), "echo hi", { on: "ssh:web-1.example.com" });
    expect(elsewhere.report.end).toEqual({
      kind: "notStarted",
      reason: "it is meant to run on ssh:web-1.example.com, and only this machine can be reached",
    });
    const python = await runCode(createBench(), "import os", { language: "python" });
    expect(python.report.end).toEqual({
      kind: "notStarted",
      reason: "its language is python, and only shell code can be run",
    });
  });

  test("before the start says that code cannot be given to bash", async () => {
    const { report } = await runCode(createBench(), "echo a\0b");
    expect(report.end).toMatchObject({
      kind: "notStarted",
      reason: expect.stringContaining("code"),
    });
  });
});
