/** What tools write that look on while a command runs, and those that keep what it prints. */
import type { CommandLine } from "../command-line.ts";
import type { FileRedirection } from "../invocations.ts";
import { argOf } from "./walk.ts";
import type { ShellWord } from "./words.ts";
import type { Sight } from "./wrappers.ts";

/** `strace -o file`, `time -o file` */
export function writtenBy(
  { values }: CommandLine,
  words: readonly ShellWord[],
  { name }: Sight,
): FileRedirection[] {
  const writing = outputs.find(([names]) => names.test(name))?.[1];
  if (!writing) return [];
  const files = values.flatMap(({ option, text, at }): FileRedirection[] => {
    if (!writing.test(option)) return [];
    return [{ operator: ">", target: argOf(text, words[at]?.written ?? text) }];
  });
  const isRecord = name === "perf" && words.some(({ value }) => value === "record");
  if (!isRecord || files.length > 0) return files;
  return [{ operator: ">", target: argOf("perf.data", "perf.data") }];
}

/** Options that name a file for what is seen. */
const outputs: readonly (readonly [names: RegExp, options: RegExp])[] = [
  [/^(strace|ltrace|time|perf)$/, /^(-o|--output)$/],
  [/^valgrind$/, /-file$/],
  [/^(pssh|parallel-ssh)$/, /^(-[eo]|--(out|err)dir)$/],
  [/^lxc-attach$/, /^(-o|--logfile)$/],
];
