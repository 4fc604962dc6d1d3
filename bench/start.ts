/** How long a start takes, beside bare Node as the floor. Runs alternate, so noise hits both. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const runs = 20;
const firebreak = resolve(import.meta.dirname, "../bin/firebreak");
const subjects = {
  "node -e 0": [process.execPath, "-e", "0"],
  "firebreak --version": [firebreak, "--version"],
  "firebreak --help": [firebreak, "--help"],
} as const;

const times = new Map<string, number[]>();
for (let run = 0; run < runs; run += 1) {
  for (const [name, [program, ...args]] of Object.entries(subjects)) {
    times.set(name, [...(times.get(name) ?? []), timeMs(program, args)]);
  }
}

const floorMs = median(times.get("node -e 0") ?? []);
for (const [name, all] of times) {
  const ms = median(all);
  console.log(`${name.padEnd(22)} ${ms.toFixed(1).padStart(7)} ms  ${(ms / floorMs).toFixed(2)} x`);
}

function timeMs(program: string, args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(program, args, { stdio: "ignore" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}`);
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
