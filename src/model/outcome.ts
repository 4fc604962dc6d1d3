/** How a process ended and what it printed. */
import * as z from "zod/mini";

const endSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("exited"), code: z.int() }),
  z.strictObject({ kind: z.literal("signalled"), signal: z.string() }),
  z.strictObject({ kind: z.literal("timedOut"), afterMs: z.int() }),
  z.strictObject({ kind: z.literal("cancelled") }),
  /** It never ran: no shell, no such directory. */
  z.strictObject({ kind: z.literal("notStarted"), reason: z.string() }),
]);
export type End = z.infer<typeof endSchema>;

/**
 * One stream's output: its beginning is in the `step.output` events before, `tail` is its end.
 * Bytes between the two were counted and hashed, not kept.
 */
const streamRecordSchema = z.strictObject({
  /** All bytes the stream carried. */
  bytes: z.int(),
  /** Bytes that are neither in the head nor in the tail. */
  omittedBytes: z.int(),
  /** Text after the gap; empty when the head is all there was. */
  tail: z.string(),
  /** SHA-256 of all bytes, in hex. */
  sha256: z.string(),
});
export type StreamRecord = z.infer<typeof streamRecordSchema>;

/** What a finished process leaves behind, as the executor reports it. */
export const reportSchema = z.strictObject({
  end: endSchema,
  durationMs: z.int(),
  stdout: streamRecordSchema,
  stderr: streamRecordSchema,
  /** The captured value; null when the step captures nothing or it was not there. */
  captured: z.nullable(z.string()),
  /** Expectations and captures that did not hold, in words. */
  unmet: z.array(z.string()),
});
export type Report = z.infer<typeof reportSchema>;

export type Stream = "stdout" | "stderr";
