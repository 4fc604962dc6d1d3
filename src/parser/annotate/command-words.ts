/** The commands of a step's code, with what is certain about each of their words. */
import {
  type Command,
  forEachChild,
  type ParsedScript,
  parse,
  type SyntaxNode,
  type Word,
} from "unbash";
import type { CodeStep } from "../../model/step.ts";
import { replacePlaceholders } from "../../shell/placeholder.ts";

export interface ShellCode {
  readonly tree: ParsedScript;
  /** The code as it is written, with its placeholders; offsets of the tree lead into it. */
  readonly written: string;
}

/** Null when it is not shell code, cannot be read as such, or is too long to be worth it. */
export function shellCodeOf({ language, code }: CodeStep): ShellCode | null {
  if (notShell.test(language) || code.length > longest) return null;
  const standIn = replacePlaceholders(code, ({ start, end }) => "X".repeat(end - start));
  const tree = parse(standIn);
  return (tree.errors ?? []).length > 0 ? null : { tree, written: code };
}

const notShell =
  /^(?:python|ruby|perl|node|js|javascript|ts|typescript|sql|powershell|pwsh|ps1)\d*$/;

/** UTF-16 units. */
const longest = 20_000;

/** Every node at and below `root`, parents first; not into words, whose commands give no files. */
export function* nodesOf(root: SyntaxNode): Generator<SyntaxNode> {
  const left = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    yield node;
    if (node.type === "Word") continue;
    const children: SyntaxNode[] = [];
    forEachChild(node, (child) => children.push(child));
    left.push(...children.reverse());
  }
}

/** Whether a shell takes the word as it stands, quotes aside. */
export function isLiteral({ parts }: Word): boolean {
  return (parts ?? []).every(
    (part) =>
      ["Literal", "SingleQuoted", "AnsiCQuoted"].includes(part.type) ||
      (part.type === "DoubleQuoted" && part.parts.every(({ type }) => type === "Literal")),
  );
}

/** The words of a command without `sudo` and the user it names; null when `sudo` does more. */
export function wordsOf({ name, args }: Command): readonly Word[] | null {
  const words = [name, ...args].flatMap((word) => (word?.type === "Word" ? [word] : []));
  if (words.length < args.length + (name ? 1 : 0)) return null;
  if (words[0]?.value !== "sudo") return words;
  let at = 1;
  while (words[at]?.value === "-n" || words[at]?.value === "-u") {
    at += words[at]?.value === "-u" ? 2 : 1;
  }
  return words[at] === undefined || words[at]?.value.startsWith("-") ? null : words.slice(at);
}
