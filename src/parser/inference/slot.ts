/** A part of a step's code that the author meant to be replaced. */

export interface Slot {
  /** Offsets in the code, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** As it stands in the code, for example `<pod-name>`. */
  readonly written: string;
  /** What it asks for, for example `pod-name`. */
  readonly text: string;
}
