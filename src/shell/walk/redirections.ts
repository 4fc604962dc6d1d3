/** What redirections do: the files they name, and what they put on standard input. */
import type { Redirection } from "unbash";
import type { FileRedirection } from "../invocations.ts";
import { frameIn, rangeOf, written } from "./frame.ts";
import { filled, hasHole } from "./holes.ts";
import { expands, noteUse } from "./outside-text.ts";
import { givenInput } from "./printed.ts";
import { forget, subshell } from "./shell.ts";
import { fromTilde } from "./tilde.ts";
import { walkText } from "./tree.ts";
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
    const value = fromTilde(textOf(target, around), shown, around);
    if (/^[<>]&$/.test(operator) && isDescriptor.test(value)) return [];
    // Not even the beginning of what is written there has to be that of the file.
    const isChanged = isExpandedTwice(redirect) && expansion.test(value);
    if (isChanged) return [{ operator, target: { text: null, written: `…${shown}` } }];
    return [
      { operator, target: argOf(value, shown.startsWith("~") ? filled(holes, value) : shown) },
    ];
  });
}

const isDescriptor = /^(\d+-?|-)$/;
const expansion = /[$`*?[]|[<>]\(/;

/** `>&word` and `1>&word`: where the word is no number, bash takes it for a file, and expands it once more. */
function isExpandedTwice({ operator, descriptor }: Redirection): boolean {
  if (operator !== ">&") return false;
  return !descriptor || (descriptor.type === "FileDescriptor" && descriptor.value === 1);
}

/** Whether what it names may not be there, so that nothing is done. */
export function mayFail(redirect: Redirection): boolean {
  if (redirect.type !== "Redirect") return false;
  const target = redirect.target?.text ?? "";
  return !isAlwaysThere.test(target);
}

const isAlwaysThere = /^([0-2]?-?|["']?\/dev\/(null|zero|full|u?random|std(in|out|err))["']?)$/;

/** Walks what is substituted when a word that has been expanded is expanded once more. */
export function noteExpandedTwice(walk: Walk, redirect: Redirection, around: Around): void {
  if (redirect.type !== "Redirect" || !redirect.target || !isExpandedTwice(redirect)) return;
  const at = rangeOf(around.frame, redirect.target);
  const text = textOf(redirect.target, around);
  if (hasHole(text)) noteUse(walk, around, at, text, expands, false);
  if (!/[$`]|[<>]\(/.test(text)) return;
  const within = { ...around, shell: subshell(around.shell), isRead: true };
  // As in a here-document, quotes are taken for text: what they would hold back is told as well.
  if (/[<>]\(/.test(text) || text.includes(end)) note(walk, { words: [], at }, within);
  else {
    const document = `: <<${end}\n${text}\n${end}\n`;
    walkText(walk, frameIn(walk.code, document, at, around.frame.reader), within);
  }
}

/** Ends the document. */
const end = "END-OF-WORD";

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

function isInput(one: Redirection): boolean {
  const { descriptor, operator } = one;
  if (descriptor && (descriptor.type !== "FileDescriptor" || descriptor.value !== 0)) return false;
  return operator.startsWith("<") && (one.type !== "Redirect" || one.target !== undefined);
}

/** Null when standard input stays what it was. `sources` are the commands within the redirections. */
export function stdinOf(
  redirects: readonly Redirection[],
  sources: readonly string[],
  around: Around,
): Stdin | null {
  // Each takes the place of the one before.
  const file = redirects.findLast(isInput);
  if (!file) return null;
  const given = givenInput({ redirects: [file] }, around);
  if (given) return { ...rangeOf(around.frame, given.at), text: given.text, sources };
  const target = file.type === "HereDoc" ? undefined : file.target;
  const text = target?.value === "/dev/null" ? "" : null;
  return {
    text,
    sources,
    ...rangeOf(around.frame, file),
    ...(target === undefined ? {} : { from: [target] }),
  };
}
