/** A document with what was found in it: what every format of `firebreak lint` is made from. */
import type { Diagnostic } from "../../model/diagnostic.ts";

export interface LintedFile {
  /** As the user gave it, or as it was found below what the user gave. */
  readonly path: string;
  readonly source: string;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
}
