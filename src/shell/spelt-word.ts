/** A word of a command or of a pattern, in the one spelling that it has for both. */
import type { Letters } from "./letters.ts";

export interface SpeltWord<Other> {
  readonly letters: Letters<Other>;
  /**
   * `flag`: an option that takes no value · `valued`: one whose value comes next · `option`: one that is not known ·
   * `value`: what comes after a valued one · `operand`: all else, the name and verbs among it.
   */
  readonly role: "flag" | "valued" | "option" | "value" | "operand";
  /** The path that it stands for if it names a directory: what is copied gets there. */
  readonly within?: Letters<Other>;
  /** What it names, without what else is said of that: `nginx` of `nginx=1.2`, `777` of `0777`. */
  readonly names?: Letters<Other>;
  /** What else it is for sure, such as each kind of a list. */
  readonly also?: readonly Letters<Other>[];
  /** Whether more of its word stands around it, so that it is no option whatever it turns out to be. */
  readonly isPart?: boolean;
}

export function operand<Other>(letters: Letters<Other>): SpeltWord<Other> {
  return { letters, role: "operand" };
}
