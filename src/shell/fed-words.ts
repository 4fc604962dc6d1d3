/** What the input of `xargs` and its like becomes among the words of the command that they run. */
import type { Reading } from "./argument-roles.ts";
import type { CommandLine, CommandWord } from "./command-line.ts";
import type { Input } from "./program.ts";

/** What the input is of which the words are made that stand for `replaced`. */
export function fedInput(
  words: readonly CommandWord[],
  { roles }: Reading,
  replaced: string,
): Input {
  const text = words.flatMap(({ value }, index) => (roles[index] === "shell" ? [value] : []));
  const fed = roles.filter((_, index) => words[index]?.value.includes(replaced));
  const first = fed.includes("shell") && text.join(" ").startsWith(replaced);
  if (first || fed.some((role) => ["command", "spread", "line"].includes(role))) return "command";
  const isData = fed.every((role) => ["plain", "zeroth", "first", "later", "any"].includes(role));
  return isData ? "arguments" : "code";
}

/** What `xargs -I` puts its input for; null where no option names it. */
export function replacedText({ values }: CommandLine): string | null {
  const option = values.find((value) => /^(-I|-i|--replace)$/.test(value.option));
  return option ? option.text || "{}" : null;
}
