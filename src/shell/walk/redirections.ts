/** What redirections do: the files they name, and what they put on standard input. */
import type { Redirection } from "unbash";
import type { FileRedirection } from "../invocations.ts";
import { rangeOf, written } from "./frame.ts";
import { anywhere, filled } from "./holes.ts";
import { fromTilde } from "./place.ts";
import { givenInput } from "./printed.ts";
import { forget } from "./shell.ts";
import { type Around, argOf, note, type Stdin, type Walk } from "./walk.ts";
import { textOf } from "./words.ts";

/** Those from and to files, as they are told of an invocation. */
export function fileRedirections(
  redirects: readonly Redirection[],
  around: Around,
): FileRedirection[] {
  if (redirects.length === 0) return [];
  const { frame, holes, shell } = around;
  return redirects.flatMap((redirect) => {
    const { descriptor } = redirect;
    if (descriptor?.type === "FileDescriptorVariable") forget(shell, [descriptor.name]);
    if (redirect.type !== "Redirect" || !redirect.target) return [];
    const { operator, target } = redirect;
    const shown = written(frame, target, holes);
    const value = fromTilde(textOf(target, around), shown, shell);
    if (/^[<>]&$/.test(operator) && /^(\d+-?|-)$/.test(value)) return [];
    return [
      { operator, target: argOf(value, value.startsWith(anywhere) ? filled(holes, value) : shown) },
    ];
  });
}

/** Notes those of a compound command, which have no command of their own. */
export function noteRedirections(
  walk: Walk,
  redirects: readonly Redirection[],
  around: Around,
): void {
  const redirections = fileRedirections(redirects, around);
  const [first] = redirects;
  if (redirections.length === 0 || !first) return;
  const range = { pos: first.pos, end: redirects.at(-1)?.end ?? first.end };
  note(walk, { words: [], at: rangeOf(around.frame, range), redirections }, around, "");
}

/** Null when standard input stays what it was. `sources` are the commands within the redirections. */
export function stdinOf(
  redirects: readonly Redirection[],
  sources: readonly string[],
  around: Around,
): Stdin | null {
  if (redirects.length === 0) return null;
  const given = givenInput({ redirects }, around);
  if (given) return { text: given.text, sources, ...rangeOf(around.frame, given.at) };
  const file = redirects.find(
    (one) => one.type === "Redirect" && one.operator.startsWith("<") && one.target,
  );
  if (!file || (file.descriptor?.type === "FileDescriptor" && file.descriptor.value !== 0)) {
    return null;
  }
  const target = file.type === "HereDoc" ? undefined : file.target;
  const text = target?.value === "/dev/null" ? "" : null;
  return {
    text,
    sources,
    ...rangeOf(around.frame, file),
    ...(target === undefined ? {} : { from: [target] }),
  };
}
