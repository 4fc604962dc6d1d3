/** Runs single steps with real hands in a directory of their own, and collects what they report. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Glimpse, Hands } from "../../src/engine/ports.ts";
import { createHands, type HandsOptions } from "../../src/executor/hands.ts";
import type { ResultInput } from "../../src/model/input.ts";
import type { Report, Stream } from "../../src/model/outcome.ts";
import type { CodeStep } from "../../src/model/step.ts";
import { makeDirectory } from "../../src/transcript/directory.ts";
import { spawnEffect } from "./cleared-step.ts";

/** An empty directory that is gone after the test. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), "firebreak-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export interface Bench {
  readonly directory: string;
  readonly hands: Hands;
  readonly glimpses: Glimpse[];
}

export function createBench(options: Partial<HandsOptions> = {}): Bench {
  const directory = scratch();
  const glimpses: Glimpse[] = [];
  const glimpse = (seen: Glimpse) => glimpses.push(seen);
  return {
    directory,
    glimpses,
    hands: createHands({ directory, makeDirectory, glimpse, ...options }),
  };
}

export interface Ran {
  readonly report: Report;
  /** The text of the `printed` inputs, by stream. */
  readonly printed: Readonly<Record<Stream, string>>;
  readonly inputs: readonly ResultInput[];
}

/** Runs `code` to its end. `on` hears every input as it is reported. */
export async function runCode(
  { hands }: Bench,
  code: string,
  changes: Partial<CodeStep> = {},
  on: (input: ResultInput) => void = () => {},
): Promise<Ran> {
  const inputs: ResultInput[] = [];
  await hands.perform(spawnEffect(code, changes), (input) => {
    inputs.push(input);
    on(input);
  });
  const last = inputs.at(-1);
  if (last?.kind !== "ended") throw new Error(`the last report is ${last?.kind}, not ended`);
  const textOf = (stream: Stream) =>
    inputs.map((input) => (input.kind === "printed" && input.stream === stream ? input.text : ""));
  const printed = { stdout: textOf("stdout").join(""), stderr: textOf("stderr").join("") };
  return { report: last.report, printed, inputs };
}

/** Sets a variable of this process's environment until the test ends. */
export function setEnvironment(name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  onTestFinished(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}
