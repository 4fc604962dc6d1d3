/** Takes the words of a command apart as its program would: options, their values, operands. */
import { longOption } from "./long-option.ts";
import type { Program, Value } from "./program.ts";

export interface CommandWord {
  /** The word with its quotes removed. */
  readonly value: string;
  /** Whether `value` is known as it stands: no expansions, no placeholder. */
  readonly literal: boolean;
  /** Whether the code may have made an option of a word that is not known. */
  readonly isOption?: boolean;
  /** Whether it may become no word at all, or several. */
  readonly isOpen?: boolean;
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
  /** Indexes of options that nobody knows here and that were taken for flags: the next word may be their value. */
  readonly doubts: readonly number[];
  /** Known options without a value, one by one. */
  readonly flags: readonly string[];
}

/**
 * Reads the words from `from` on; those before are the program's own as well. Options at the indexes in `valued`
 * that the table does not have take the next word for their value.
 */
export function commandLineOf(
  words: readonly CommandWord[],
  from: number,
  program: Program,
  valued: readonly number[] = [],
): CommandLine {
  const { inner, ordered } = program;
  const values: OptionValue[] = [];
  const operands: number[] = [];
  const doubts: number[] = [];
  const flags: string[] = [];
  let at = from;
  let ended = false;
  for (; at < words.length; at += 1) {
    const word = words[at]?.value ?? "";
    const found = ended ? null : optionIn(word, program);
    // A subcommand's own short options are others.
    const isOwn = !ordered || operands.length === 0;
    const awaits = inner !== null && operands.length < inner.operands;
    if (found) flags.push(...flagsIn(word, found));
    if (found && found.is !== "flag" && (isOwn || (!inner && found.option.startsWith("--")))) {
      if (found.text === null) at += extraWords(found.is);
      const text = found.text ?? (found.is === "suffix" ? "" : words[at]?.value);
      if (text !== undefined) values.push({ ...found, at, text });
    } else if (ended || !/^-./.test(word) || !isOwn) {
      if (!inner) operands.push(at);
      // Only right before the command is it a variable for that.
      else if (word !== "-" && (inner.rereads || awaits || !/^[A-Za-z_]\w*\+?=/.test(word))) {
        if (operands.length === inner.operands) break;
        operands.push(at);
      }
    } else if (word === "--") ended = true;
    else if (!found && program.hasAllOptions && mayTakeNext(word, words[at + 1]?.value)) {
      if (valued.includes(at)) at += 1;
      else doubts.push(at);
    }
  }
  return { values, operands, end: Math.min(at, words.length), doubts, flags };
}

/** `-in2` has `-i` before an option with a value. */
function flagsIn(word: string, { option, is }: Option): string[] {
  if (option.startsWith("--")) return is === "flag" ? [option] : [];
  const end = is === "flag" ? word.length : word.indexOf(option.slice(1), 1);
  return [...word.slice(1, end)].map((letter) => `-${letter}`);
}

/** Whether an option that is not known may have the next word for its value. */
function mayTakeNext(option: string, next: string | undefined): boolean {
  return /^-[\w-][^=]*$/.test(option) && next !== undefined;
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

/**
 * The option in a word, like `-n2`, `-in 2`, `--lines=2`, `--li 2`, by its whole name; of several flags, one.
 * Null for one that is not in the table.
 */
function optionIn(word: string, { options, hasAllOptions }: Program): Option | null {
  if (!word.startsWith("-")) return null;
  const whole = options.get(word);
  if (whole) return { option: word, is: whole, text: null };
  // `nice -5 command`
  if (hasAllOptions && /^--?\d+$/.test(word)) return { option: word, is: "flag", text: null };
  if (word.startsWith("--")) return longOptionIn(word, options);
  for (let at = 1; at < word.length; at += 1) {
    const option = `-${word[at]}`;
    const is = options.get(option);
    if (is && is !== "flag") return { option, is, text: word.slice(at + 1) || null };
    if (hasAllOptions && !is) return null;
  }
  return hasAllOptions ? { option: word, is: "flag", text: null } : null;
}

function longOptionIn(word: string, options: ReadonlyMap<string, Value>): Option | null {
  const equals = word.indexOf("=");
  const begun = equals < 0 ? word : word.slice(0, equals);
  const [option, is] = longOption(begun, options, (name) => name) ?? [];
  if (option === undefined || is === undefined) return null;
  return { option, is, text: equals < 0 ? null : word.slice(equals + 1) };
}
