/** The commands of shell code as the policy's patterns look at them, files they are redirected to among them. */
import type { Arg } from "./commands/call.ts";
import { type Invocation, invocationsOf } from "./invocations.ts";
import type { SeenCommand } from "./match-command.ts";
import { seenWord } from "./partly-known.ts";

export interface CommandInCode extends SeenCommand {
  /** Its words as they stand in the code, for people. */
  readonly written: string;
}

/** `code` is bash, perhaps with `{{placeholders}}`: what they stand for is not known. */
export function commandsIn(code: string): CommandInCode[] {
  return invocationsOf(code).flatMap((invocation) => [
    commandOf(invocation),
    ...invocation.redirections.flatMap(({ operator, target }) => writing(operator, target)),
  ]);
}

function commandOf({ words, assignments }: Invocation): CommandInCode {
  const given = assignments.map(({ name, text, written }) => ({
    name,
    value: seenWord({ text, written }),
  }));
  return {
    words: words.map(seenWord),
    assignments: [...given, ...handedOn(words)],
    written: wordsOf([...assignments, ...words]),
  };
}

function wordsOf(parts: readonly { readonly name?: string; readonly written: string }[]): string {
  return parts
    .map(({ name, written }) => (name === undefined ? written : `${name}=${written}`))
    .join(" ")
    .replace(/\s+/g, " ");
}

/** `export NAME=value`, and `-e NAME=value` for a container. */
function handedOn(words: readonly Arg[]): SeenCommand["assignments"] {
  const name = words[0]?.text ?? "";
  return words.flatMap((word, index) => {
    const before = words[index - 1]?.text ?? "";
    if (!exporting.has(name) && !/^(-e|--env|--setenv)$/.test(before)) return [];
    const [, variable = "", value = ""] =
      /^([A-Za-z_]\w*)=(.*)$/s.exec(word.text ?? word.written) ?? [];
    if (variable === "") return [];
    return [
      {
        name: variable,
        value: seenWord({ text: word.text === null ? null : value, written: value }),
      },
    ];
  });
}

const exporting: ReadonlySet<string> = new Set([
  "export",
  "declare",
  "typeset",
  "readonly",
  "local",
]);

/** `> file`, as a command of the name `>`; that it is forced or takes both streams makes no difference. */
function writing(operator: string, target: Arg): CommandInCode[] {
  const name = writers.get(operator);
  if (name === undefined) return [];
  const words = [{ text: name, written: name }, target];
  return [{ words: words.map(seenWord), assignments: [], written: `${name} ${target.written}` }];
}

const writers: ReadonlyMap<string, string> = new Map([
  [">", ">"],
  [">|", ">"],
  ["&>", ">"],
  [">&", ">"],
  ["<>", ">"],
  [">>", ">>"],
  ["&>>", ">>"],
]);
