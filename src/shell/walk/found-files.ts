/** Where `find` looks, and so what all that it finds begins with. */
import type { SyntaxNode } from "unbash";
import type { Holes } from "./holes.ts";
import { withoutLineKeepers } from "./plain-output.ts";

/** The one directory, with a slash behind it; an empty text where there are several, or it is not known. */
export function rootOf([, ...words]: readonly string[]): string {
  const first = words.findIndex((word) => !/^-([HLP]|O\d)$/.test(word));
  const behind = first < 0 ? [] : words.slice(first);
  const end = behind.findIndex((word) => /^[-(!,]/.test(word));
  const [root = ".", ...others] = end < 0 ? behind : behind.slice(0, end);
  if (words.includes("-files0-from")) return "";
  return others.length === 0 && isPlain.test(root) ? root.replace(/\/*$/, "/") : "";
}

const isPlain = /^(~(?=$|\/)|[\w./])[\w./:@%+,=-]*$/;

/** The same, of what comes through a pipe from these commands. */
export function rootOfFound(commands: readonly SyntaxNode[], holes: Holes): string {
  const last = withoutLineKeepers(commands, holes).at(-1);
  if (last?.type !== "Command" || last.name?.value !== "find" || holes.own.has("find")) return "";
  const words = last.args.map(({ text }) => text);
  const printsOthers = words.some((word) => /^-(f?printf|exec|ok|f?ls)/.test(word));
  return printsOthers ? "" : rootOf(["find", ...words]);
}
