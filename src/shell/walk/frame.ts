/** A text that is read as code, and where its pieces stand in the outermost code. */
import type { Reader } from "./dialect.ts";
import { filled, type Holes } from "./holes.ts";

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Frame {
  /** What offsets of the syntax tree lead into. */
  readonly text: string;
  /** Offset of its start in the outermost code; null where it was made of several pieces, or unquoted. */
  readonly base: number | null;
  /** What stands for all that is in it where there is no base. */
  readonly around: Range;
  readonly reader: Reader;
}

export function outermost(text: string): Frame {
  return { text, base: 0, around: { start: 0, end: text.length }, reader: "bash" };
}

/** A text that a word, or another part of the outermost code, has in it. */
export function frameIn(outermostCode: string, text: string, around: Range, reader: Reader): Frame {
  const found = text === "" ? -1 : outermostCode.indexOf(text, around.start);
  const isWithin = found >= 0 && found + text.length <= around.end;
  return { text, base: isWithin ? found : null, around, reader };
}

interface Node {
  readonly pos: number;
  readonly end: number;
}

export function rangeOf({ base, around }: Frame, { pos, end }: Node): Range {
  return base === null ? around : { start: base + pos, end: base + end };
}

/** A node as it stands in the code. */
export function written({ text, base }: Frame, { pos, end }: Node, holes: Holes): string {
  if (base === null) return filled(holes, text.slice(pos, end));
  return holes.code.slice(base + pos, base + Math.min(end, text.length));
}
