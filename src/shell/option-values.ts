/** Which words of a command are values of the options in front of them, as the table of commands has it. */
import { rowOf } from "./commands/table.ts";
import { type Letters, textOf } from "./letters.ts";
import { longOption } from "./long-option.ts";

/** Of a command or a pattern, the name first: where the values stand. None for a tool that is in no table. */
export function valuesByTable<Other>(words: readonly Letters<Other>[]): ReadonlySet<number> {
  const valued = rowOf(textOf(words[0] ?? "") ?? "")?.valued;
  if (valued === undefined) return none;
  const options = new Map(valued.split(/\s+/).map((option) => [option, option]));
  const values = new Set<number>();
  for (let at = 1; at < words.length; at += 1) {
    const text = textOf(words[at] ?? "");
    if (text === "--") break;
    if (text !== null && /^-./.test(text) && takesNext(text, options)) values.add(++at);
  }
  return values;
}

const none: ReadonlySet<number> = new Set();

function takesNext(word: string, options: ReadonlyMap<string, string>): boolean {
  if (options.has(word)) return true;
  if (word.startsWith("--")) return longOption(word, options, (name) => name) !== undefined;
  const letters = [...word.slice(1)];
  const valued = letters.findIndex((letter) => options.has(`-${letter}`));
  return valued >= 0 && valued === letters.length - 1;
}
