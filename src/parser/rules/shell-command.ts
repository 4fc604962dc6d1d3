/** The commands of a script as lint rules look at them: each that runs, and those that run it. */
import type { Arg } from "../../shell/commands/call.ts";
import { type Invocation, invocationsOf } from "../../shell/invocations.ts";

export interface ShellCommand {
  /** Without its directory. */
  readonly name: string;
  /** The words after the name, without their quotes. */
  readonly args: readonly string[];
  /** Whether its input comes from a pipe, a file or a here-document. */
  readonly hasInput: boolean;
  /** Whether something reads what it prints. */
  readonly isRead: boolean;
  /** Offsets in the script. */
  readonly start: number;
  readonly end: number;
}

/** All whose name is known, `sudo` and `ssh` before what they run. */
export function shellCommands(code: string): ShellCommand[] {
  return invocationsOf(code).flatMap((invocation) =>
    [...invocation.wrappers, invocation].flatMap(({ words }) => commandOf(words, invocation)),
  );
}

function commandOf(
  [first, ...args]: readonly Arg[],
  { isFed, isRead, start, end }: Invocation,
): ShellCommand[] {
  if (first?.text == null) return [];
  const name = first.text.slice(first.text.lastIndexOf("/") + 1);
  const words = args.map(({ text, written }) => text ?? written);
  return [{ name, args: words, hasInput: isFed, isRead, start, end }];
}
