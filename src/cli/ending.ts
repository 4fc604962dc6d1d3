/** How one process of a session ended, for the last words to a person. */
import type { Drive } from "../engine/drive.ts";

export interface Ending {
  readonly drive: Drive;
  readonly exit: number;
  readonly transcript: string;
  /** What `verify` makes of the transcript now. */
  readonly verdict: string;
  /** The command that goes on from here; null when there is nothing to go on with. */
  readonly next: string | null;
}
