/** Words of a command that stand elsewhere, or look otherwise, than their tool takes them. */
import { type Letters, textOf } from "./letters.ts";

type Words<Other> = readonly Letters<Other>[];

export function isOption<Other>(word: Letters<Other>): boolean {
  return word.length > 1 && word[0] === "-";
}

/** The first two operands in each other's place; null for fewer, unless a single word may become both. */
export function turned<Other>(written: Words<Other>, isCommand: boolean): Words<Other> | null {
  const isOperand = (word: Letters<Other>, at: number) => at > 0 && !isOption(word);
  const first = written.findIndex(isOperand);
  const second = written.findIndex((word, at) => at > first && isOperand(word, at));
  const [name, verb] = [written[first], written[second]];
  if (name === undefined) return null;
  if (verb === undefined) return isCommand && textOf(name) === null ? written : null;
  return written.with(first, verb).with(second, name);
}

/** `tar xf` is `tar -xf`. */
export function withDash<Other>(word: Letters<Other>): Letters<Other> {
  if (word[0] === "-") return word;
  return typeof word === "string" ? `-${word}` : ["-", ...word];
}
