/** Parses shell code, of any depth: the parser holds some of it on the stack of calls, without a limit of its own. */
import { type ParsedScript, parse as parseBash } from "unbash";

/** What nests deeper than the stack holds is code with an error at its beginning, and nothing of it is known. */
export function parse(code: string): ParsedScript {
  try {
    return parseBash(code);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const errors = [{ message: "commands are nested too deep", pos: 0 }];
    return { ...parseBash(""), end: code.length, errors };
  }
}
