/**
 * Variables of loops that hold one word each time, whatever is in it: `for host in $(cat hosts)` has taken apart what
 * it goes through, and there is nothing left to be split. What lists names of files is believed no such thing: a name
 * that is a pattern brings up others, with blanks in them.
 */
import type { SyntaxNode, Word } from "unbash";
import { type Holes, holesIn } from "./holes.ts";
import type { Gift } from "./outside-text.ts";

/** Whether a loop through these words takes apart all that is expanded in them. */
export function takesApart(words: readonly Word[] | undefined): boolean {
  return words?.every(({ parts }) => parts?.every(isTakenApart) ?? true) ?? false;
}

function isTakenApart(part: SyntaxNode): boolean {
  if (part.type !== "CommandExpansion") return part.type === "Literal";
  return part.script?.commands.every(({ command }) => printsLines(command)) ?? false;
}

function printsLines(node: SyntaxNode): boolean {
  if (node.type === "Pipeline") return node.commands.every(printsLines);
  if (node.type !== "Command" || node.name === undefined) return false;
  return (
    readers.test(node.name.value) &&
    node.args.every(({ text }) => !listing.test(text) && !/[*?]/.test(text))
  );
}

const readers =
  /^(awk|cat|cut|docker|grep|head|jq|kubectl|oc|podman|sed|seq|sort|tac|tail|tr|uniq|yq)$/;
/** Options by which these print names of files: `grep -l`, `grep -r`. */
const listing = /^-\w*[lLrRH]|^--(files|rec|with)/;

/** Whether no word but one comes of a text that has no quotes, for it is such variables and what is known. */
export function isOneWord(gifts: readonly Gift[], holes: Holes, text: string): boolean {
  const names = holesIn(holes, text).map(({ of }) => of && variableIn(of));
  // Where words end is another matter from where that is said.
  if (gifts.some(({ name }) => name === "IFS")) return false;
  // A variable may have put it there, and blanks and patterns of a variable count.
  if (/[\s*?[]/.test(text)) return false;
  return names.every((name) => {
    if (name === null) return false;
    const given = gifts.filter((gift) => gift.name === name);
    return given.length > 0 && given.every(({ isWord }) => isWord === true);
  });
}

/** `$name` or `${name}` */
function variableIn(node: Exclude<ReturnType<typeof holesIn>[number]["of"], null>): string | null {
  if (typeof node === "string") return null;
  if (node.type === "Fed") return node.variable ?? null;
  if (node.type === "SimpleExpansion") return node.text.slice(1);
  if (node.type !== "ParameterExpansion") return null;
  const { parameter, operation, prefix, index } = node;
  return operation || prefix || index ? null : parameter;
}
