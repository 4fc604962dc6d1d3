/** A command that cannot begin: what is wrong, and what to do next. */

import { neutralise } from "../model/neutralise.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";

export interface Refusal {
  readonly ok: false;
  /** Sentences for stderr, the hint last. */
  readonly lines: readonly string[];
  readonly exit: number;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | Refusal;

export function refuse(
  message: string,
  hint: string | null,
  exit: number = exitCode.usage,
): Refusal {
  const lines = [`firebreak: ${message}`, ...(hint === null ? [] : [`  hint: ${hint}`])];
  return { ok: false, lines, exit };
}

/** Prints the refusal, whatever names are in it made harmless, and gives its exit code. */
export function report(io: Io, refusal: Refusal): number {
  io.stderr.write(`${neutralise(refusal.lines.join("\n"))}\n`);
  return refusal.exit;
}
