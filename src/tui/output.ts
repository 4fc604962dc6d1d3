/** The end of what a step printed, as far as a screen needs it: bounded, and honest about the rest. */
import type { Glimpse } from "../engine/ports.ts";
import type { Event } from "../model/event.ts";
import type { Attempt } from "../model/input.ts";
import type { Stream } from "../model/outcome.ts";

export interface Output extends Attempt {
  readonly chunks: readonly { readonly stream: Stream; readonly text: string }[];
  /** Bytes that came before the chunks and are no longer held here. */
  readonly earlierBytes: number;
  /** Journalled text counts only while nothing was seen live: both carry the same output. */
  readonly source: "live" | "journal";
}

export function afterGlimpse(output: Output | null, glimpse: Glimpse): Output {
  const { step, attempt, stream, text, skippedBytes } = glimpse;
  const held = isOf(output, glimpse) && output.source === "live" ? output : null;
  // What came before a gap would read as if it stood right above what comes after it.
  const kept = skippedBytes > 0 ? [] : (held?.chunks ?? []);
  const dropped = skippedBytes > 0 ? bytesOf(held?.chunks ?? []) : 0;
  return bounded({
    step,
    attempt,
    chunks: [...kept, { stream, text }],
    earlierBytes: (held?.earlierBytes ?? 0) + skippedBytes + dropped,
    source: "live",
  });
}

export function afterEvent(output: Output | null, event: Event): Output | null {
  if (event.type !== "step.output") return output;
  const { step, attempt, stream, text } = event;
  const held = isOf(output, event) ? output : null;
  if (held?.source === "live") return held;
  return bounded({
    step,
    attempt,
    chunks: [...(held?.chunks ?? []), { stream, text }],
    earlierBytes: held?.earlierBytes ?? 0,
    source: "journal",
  });
}

export function isOf(output: Output | null, { step, attempt }: Attempt): output is Output {
  return output !== null && output.step === step && output.attempt === attempt;
}

/** Enough for many screens; in UTF-16 units. */
const mostHeld = 64 * 1024;

function bounded(output: Output): Output {
  let excess = output.chunks.reduce((sum, { text }) => sum + text.length, 0) - mostHeld;
  if (excess <= 0) return output;
  const chunks = [];
  let earlierBytes = output.earlierBytes;
  for (const chunk of output.chunks) {
    const { stream, text } = chunk;
    const drop = Math.min(text.length, Math.max(0, excess));
    excess -= drop;
    earlierBytes += Buffer.byteLength(text.slice(0, drop));
    if (drop < text.length) chunks.push(drop === 0 ? chunk : { stream, text: text.slice(drop) });
  }
  return { ...output, chunks, earlierBytes };
}

function bytesOf(chunks: Output["chunks"]): number {
  return chunks.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}
