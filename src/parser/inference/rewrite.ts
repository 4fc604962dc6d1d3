/** Replaces parts of a step's code and keeps the way from the new offsets to the source. */
import type { ToSource } from "../aligned.ts";
import type { Span } from "../finding.ts";

export interface Edit {
  /** The part that is replaced; empty for text that is put in between. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The part of the old code that the new text comes from; not empty. */
  readonly origin: Span;
}

export interface Rewritten {
  readonly code: string;
  /** Turns offsets in the new code into offsets in the old. */
  readonly toOld: ToSource;
}

/** `edits` are in order and do not overlap. */
export function rewrite(code: string, edits: readonly Edit[]): Rewritten {
  const pieces: Piece[] = [];
  let text = "";
  let from = 0;
  for (const edit of edits) {
    text += code.slice(from, edit.start);
    pieces.push({ at: text.length, edit });
    text += edit.text;
    from = edit.end;
  }
  return { code: text + code.slice(from), toOld: (offset) => toOld(pieces, offset) };
}

interface Piece {
  /** Where the new text stands in the new code. */
  readonly at: number;
  readonly edit: Edit;
}

function lastUpTo(pieces: readonly Piece[], offset: number): Piece | undefined {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return pieces[low - 1];
}

function toOld(pieces: readonly Piece[], offset: number): number {
  const piece = lastUpTo(pieces, offset);
  if (piece === undefined) return offset;
  const { at, edit } = piece;
  const within = offset - at;
  const { text, origin } = edit;
  if (within >= text.length) return edit.end + within - text.length;
  const last = origin.end - 1;
  return within === text.length - 1 ? last : Math.min(origin.start + within, last);
}
