/** How the values of keys are read: schemas whose issues complete "`key` …". */
import * as z from "zod/mini";
import type { Expectation } from "../model/step.ts";
import { readDuration } from "./duration.ts";
import { readPattern } from "./pattern.ts";

export const word = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "must be a plain word"));
export const text = z
  .string()
  .check(z.trim(), z.minLength(1, "must not be empty"), z.maxLength(4096, "is too long"));

/** A schema from a reader that answers with a value or says what is wrong. */
export function readWith<Value>(
  read: (text: string) => { ok: true; value: Value } | { ok: false; message: string },
): z.ZodMiniType<Value, string> {
  const transform = z.transform((text: string, { issues }) => {
    const result = read(text);
    if (result.ok) return result.value;
    issues.push({ code: "custom", message: result.message, input: text });
    return z.NEVER;
  });
  return z.pipe(z.string(), transform);
}

const longestMs = 7 * 24 * 3_600_000;

export const duration = readWith<number>((written) => {
  const ms = readDuration(written);
  if (ms === null || ms === 0) return { ok: false, message: "must be a duration above zero" };
  if (ms > longestMs) return { ok: false, message: "must be at most 168h" };
  return { ok: true, value: ms };
});
export const durationAllowed = "hours, minutes and seconds, such as `90s`, `5m` or `1h30m`";

export function countUpTo(most: number): z.ZodMiniType<number, string> {
  return readWith<number>((written) =>
    /^[1-9]\d{0,2}$/.test(written) && Number(written) <= most
      ? { ok: true, value: Number(written) }
      : { ok: false, message: `must be a number from 1 to ${most}` },
  );
}

export const absolutePath = z
  .string()
  .check(z.regex(/^(\/|\{\{)/, "must be an absolute path, or begin with a placeholder"));

/** What begins with `/` is a pattern, so that a mistyped pattern never becomes a text. */
export function readExpectation(
  written: string,
): { ok: true; value: Expectation } | { ok: false; message: string } {
  if (written === "") return { ok: false, message: "must not be empty" };
  if (!written.startsWith("/")) return { ok: true, value: { kind: "text", text: written } };
  const read = readPattern(written);
  if (!read.ok) return read;
  const { pattern, flags } = read.value;
  return { ok: true, value: { kind: "pattern", pattern, flags } };
}
