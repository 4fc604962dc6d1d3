/** Takes the words of a command apart as its program would: options, their values, operands. */
import type { Program, Value } from "./program.ts";

export interface CommandWord {
  /** The word with its quotes removed. */
  readonly value: string;
  /** Whether `value` is known as it stands: no expansions, no placeholder. */
  readonly literal: boolean;
}

interface OptionValue {
  readonly option: string;
  readonly is: Value;
  /** The index of the word that has it, and what of the word it is. */
  readonly at: number;
  readonly text: string;
}

export interface CommandLine {
  readonly values: readonly OptionValue[];
  /** Indexes of the operands; of a program that runs another command, those before it. */
  readonly operands: readonly number[];
  /** The index of the first word of that command, or else the end. */
  readonly end: number;
}

/** Reads the words from `from` on; those before are the program's own as well. */
export function commandLineOf(
  words: readonly CommandWord[],
  from: number,
  program: Program,
): CommandLine {
  const { inner, ordered, options } = program;
  const values: OptionValue[] = [];
  const operands: number[] = [];
  let at = from;
  let ended = false;
  for (; at < words.length; at += 1) {
    const word = words[at]?.value ?? "";
    const found = ended ? null : optionIn(word, options);
    // A subcommand's own short options are others.
    if (found && (!ordered || operands.length === 0 || found.option.startsWith("--"))) {
      if (found.text === null) at += extraWords(found.is);
      const text = found.text ?? words[at]?.value;
      if (text !== undefined) values.push({ ...found, at, text });
    } else if (ended || !/^-./.test(word) || (ordered && operands.length > 0)) {
      if (!inner) operands.push(at);
      // A shell reads `name=value` among the words of `eval` or `ssh` with the others.
      else if (word !== "-" && (inner.rereads || !/^[A-Za-z_]\w*\+?=/.test(word))) {
        if (operands.length === inner.operands) break;
        operands.push(at);
      }
    } else ended = word === "--";
  }
  return { values, operands, end: Math.min(at, words.length) };
}

/** How many words after an option are its value. */
function extraWords(value: Value): number {
  if (value === "suffix") return 0;
  return value === "pair" ? 2 : 1;
}

interface Option {
  readonly option: string;
  readonly is: Value;
  /** Its value, where that stands in the same word. */
  readonly text: string | null;
}

/** The option in a word, like `-n2`, `-in 2`, `--lines=2`, that takes a value. */
function optionIn(word: string, options: ReadonlyMap<string, Value>): Option | null {
  if (!word.startsWith("-")) return null;
  const whole = options.get(word);
  if (whole) return { option: word, is: whole, text: null };
  if (word.startsWith("--")) {
    const [, option = "", text = ""] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    const is = options.get(option);
    return is ? { option, is, text } : null;
  }
  for (let at = 1; at < word.length; at += 1) {
    const option = `-${word[at]}`;
    const is = options.get(option);
    if (is) return { option, is, text: word.slice(at + 1) || null };
  }
  return null;
}
