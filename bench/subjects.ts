/** How the things that are measured are started: as whole processes, the way a person starts them. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { spawn as spawnInTerminal } from "@lydell/node-pty";
import type { Cost, Subject } from "./measure.ts";

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are as they should be. */
  readonly exit?: readonly number[];
}

/** A command whose output nobody reads. */
export function command(
  name: string,
  [program, ...args]: readonly [string, ...string[]],
  { env = {}, exit = [0] }: CommandOptions = {},
): Subject {
  const run = () =>
    new Promise<Cost>((resolve, reject) => {
      const startedAt = performance.now();
      const child = spawn(program, args, { stdio: "ignore", env: { ...process.env, ...env } });
      let peakBytes: number | null = null;
      const watch = setInterval(() => {
        peakBytes = peakOf(child.pid) ?? peakBytes;
      }, 20);
      child.once("exit", (code) => {
        clearInterval(watch);
        if (exit.includes(code ?? -1)) resolve({ ms: performance.now() - startedAt, peakBytes });
        else reject(new Error(`${name} ended with ${code}`));
      });
    });
  return { name, run };
}

/** The kernel's own high-water mark; null where there is no /proc or the process is gone. */
function peakOf(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

/**
 * From the start to the moment `text` stands on a terminal of 80 by 24. Then it is asked to end, as a
 * person would: a program that is killed leaves no compile cache for the next start.
 */
export function firstFrame(
  name: string,
  [program, ...args]: readonly [string, ...string[]],
  text: string,
  env: Readonly<Record<string, string>>,
): Subject {
  const run = () =>
    new Promise<Cost>((resolve, reject) => {
      const startedAt = performance.now();
      const terminal = spawnInTerminal(program, args, {
        cols: 80,
        rows: 24,
        env: { ...process.env, ...env, TERM: "xterm-256color" },
      });
      let seen = "";
      let ms: number | null = null;
      let leaving: NodeJS.Timeout | undefined;
      terminal.onData((data) => {
        seen += data;
        if (ms !== null || !seen.includes(text)) return;
        ms = performance.now() - startedAt;
        terminal.kill("SIGTERM");
        leaving = setInterval(() => terminal.write("\r"), 100);
      });
      terminal.onExit(() => {
        clearInterval(leaving);
        if (ms === null) reject(new Error(`${name} never showed ${text}:\n${seen}`));
        else resolve({ ms, peakBytes: null });
      });
    });
  return { name, run };
}
