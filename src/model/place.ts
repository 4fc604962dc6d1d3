/** Where something stands in a source text. Lines and columns count from 1, offsets from 0 (UTF-16 units). */

export interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A half-open range: `end` is the point right after the last character. */
export interface Place {
  readonly start: Point;
  readonly end: Point;
}
