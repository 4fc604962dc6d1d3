/** Takes from the output that a document shows what will be the same each time. */
import { findInvisible } from "../invisible.ts";

/**
 * The first line, when it is made of words and nothing in it looks like chance: no numbers, names of
 * things, comments or columns.
 */
export function stableLine(shown: string): string | null {
  const line = shown
    .split("\n")
    .map((each) => each.trim())
    .find((each) => each !== "");
  if (line === undefined || line.length < shortest || line.length > longest) return null;
  if (/\p{N}|\s{2}|\t|\.\.\.|…|[<>{}[\]$`|*#]|^\/|^["']/u.test(line)) return null;
  const words = line.split(" ").filter((word) => /^\p{L}+[:,.!]?$/u.test(word));
  if (words.length < 2 || findInvisible(line).length > 0) return null;
  // What shows a failure is an example of what may be found, not of what should be.
  return /\b(?:error|warn|fail|denied|refused|not found|cannot|unable|invalid|no such)/i.test(line)
    ? null
    : line;
}

const shortest = 5;
const longest = 80;
