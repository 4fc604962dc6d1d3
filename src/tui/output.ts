/** The end of what a step printed, as far as a screen needs it: bounded, and honest about the rest. */
import type { Glimpse } from "../engine/ports.ts";
import type { Event } from "../model/event.ts";
import type { Attempt } from "../model/input.ts";
import type { Stream } from "../model/outcome.ts";

export interface Output extends Attempt {
  /** Neighbours are of different streams. */
  readonly chunks: readonly Chunk[];
  /** UTF-16 units in all chunks. */
  readonly held: number;
  /** Bytes that came before the chunks and are no longer held here. */
  readonly earlierBytes: number;
  /** Journalled text counts only while nothing was seen live: both carry the same output. */
  readonly source: "live" | "journal";
}

interface Chunk {
  readonly stream: Stream;
  readonly text: string;
}

export function afterGlimpse(output: Output | null, glimpse: Glimpse): Output {
  const isKnown = isOf(output, glimpse) && output.source === "live";
  const before = isKnown ? output : emptyOf(glimpse, "live");
  const { skippedBytes } = glimpse;
  // What came before a gap would read as if it stood right above what comes after it.
  return plus(skippedBytes > 0 ? afterGap(before, skippedBytes) : before, glimpse);
}

export function afterEvent(output: Output | null, event: Event): Output | null {
  if (event.type !== "step.output") return output;
  const before = isOf(output, event) ? output : emptyOf(event, "journal");
  return before.source === "live" ? before : plus(before, event);
}

function emptyOf({ step, attempt }: Attempt, source: Output["source"]): Output {
  return { step, attempt, chunks: [], held: 0, earlierBytes: 0, source };
}

function afterGap(output: Output, skippedBytes: number): Output {
  const dropped = output.chunks.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const earlierBytes = output.earlierBytes + dropped + skippedBytes;
  return { ...output, chunks: [], held: 0, earlierBytes };
}

function plus(output: Output, { stream, text }: Chunk): Output {
  const last = output.chunks.at(-1);
  const chunks =
    last?.stream === stream
      ? [...output.chunks.slice(0, -1), { stream, text: last.text + text }]
      : [...output.chunks, { stream, text }];
  return bounded({ ...output, chunks, held: output.held + text.length });
}

export function isOf(output: Output | null, { step, attempt }: Attempt): output is Output {
  return output !== null && output.step === step && output.attempt === attempt;
}

/** Enough for many screens; in UTF-16 units. Cut at twice that, so that cutting is rare. */
const mostHeld = 32 * 1024;

function bounded(output: Output): Output {
  if (output.held <= 2 * mostHeld) return output;
  let excess = output.held - mostHeld;
  let { earlierBytes } = output;
  const chunks: Chunk[] = [];
  for (const { stream, text } of output.chunks) {
    const drop = Math.min(text.length, excess);
    excess -= drop;
    earlierBytes += Buffer.byteLength(text.slice(0, drop));
    if (drop < text.length) chunks.push({ stream, text: text.slice(drop) });
  }
  return { ...output, chunks, held: mostHeld, earlierBytes };
}
