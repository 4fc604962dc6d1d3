/** What is known of the words that a hole stands for, since commands print them that the code itself shows. */
import type { Command, CommandArgument, SyntaxNode, Word } from "unbash";
import type { Invocation } from "../invocations.ts";
import { type Hole, type Holes, hasHole, holeAt } from "./holes.ts";
import { keptBy, type PlainWords, printedWords } from "./plain-words.ts";
import type { Walk } from "./walk.ts";

/** Null where nothing is. To be asked when all of the code has been looked at. */
type PlainOutput = (hole: Hole) => PlainWords | null;

export function plainOutputIn(walk: Pick<Walk, "holes" | "found" | "outside">): PlainOutput {
  const { holes } = walk;
  let isOther: boolean | null = null;
  return ({ of }) => {
    if (of === null || typeof of === "string") return null;
    if (of.type !== "Fed" && of.type !== "CommandExpansion") return null;
    const isFed = of.type === "Fed";
    const plain = isFed ? piped(of.from, holes) : ofScript(of.script, holes);
    if (plain === null) return null;
    isOther ??= mayBeOther(walk);
    if (isOther) return null;
    const isOpen =
      isFed && ((of.by === "xargs" && plain.haveQuotes) || (of.by === "read" && plain.haveDashes));
    return isOpen ? { ...plain, areOperands: false } : plain;
  };
}

/** Whether words end elsewhere, the commands are others, or what is read is another file, anywhere in the code. */
function mayBeOther({ holes, found, outside }: Parameters<typeof plainOutputIn>[0]): boolean {
  return (
    outside.gifts.some(
      ({ name, text }) =>
        !isPlainName.test(name) ||
        (name === "IFS" ? !/^\n?$/.test(text ?? "…") : swaying.test(name)),
    ) ||
    setsSwaying.test(holes.code) ||
    found.some(setsAny) ||
    holes.own.has("command_not_found_handle")
  );
}

/** Other commands of the same names, another input, or a variable whose name is not known. */
function setsAny({ name, words, isFed }: Invocation): boolean {
  if (/^(exec|enable|hash)$/.test(name ?? "")) return true;
  // It may print where the command does, or be sprung where something else comes in.
  if (name === "trap")
    return (
      isFed || words.slice(2).some(({ text }) => !/^(\d+|EXIT|HUP|INT|QUIT|TERM)$/.test(text ?? ""))
    );
  const isPrint = name === "printf" && /^(?!-v)./.test(words[1]?.text ?? "");
  if (!setters.test(name ?? "") || isPrint) return false;
  return words.slice(1).some(({ value = "" }) => hasHole(value.replace(/=.*/s, "")));
}

const setters =
  /^(declare|typeset|local|export|readonly|read|printf|mapfile|readarray|getopts|unset|wait)$/;

const isPlainName = /^(@|!?[A-Za-z_]\w*)$/;
const swayed =
  "PATH|LD_\\w+|BASH_(?!REMATCH|SOURCE)\\w+|(DOCKER|CONTAINER)_(HOST|CON\\w+)|GIT_\\w+|KUBECONFIG";
const swaying = new RegExp(`^(${swayed})$`);
/** That words end with their lines makes them no others. */
const setsSwaying = new RegExp(
  `(?<![$\\w]|\\$\\{)(${swayed}|IFS(?!=(\\s|;|$|\\$'\\\\n')))\\b|\\bIFS\\b(?!=)`,
);

function ofScript(script: { readonly commands: readonly SyntaxNode[] } | undefined, holes: Holes) {
  const [statement, ...others] = script?.commands ?? [];
  if (statement?.type !== "Statement" || statement.background || others.length > 0) return null;
  return printed(statement.command, holes);
}

function printed(node: SyntaxNode, holes: Holes): PlainWords | null {
  switch (node.type) {
    case "Command":
      return piped([node], holes);
    case "Pipeline":
      return node.operators.includes("|&") ? null : piped(node.commands, holes);
    case "AndOr": {
      const [first, ...others] = node.commands;
      const areSilent = others.every((other) =>
        /^(true|:)$/.test(lineOf(other, holes)?.join(" ") ?? ""),
      );
      return first && areSilent ? printed(first, holes) : null;
    }
    default:
      return null;
  }
}

/** `commands` are those of a pipe, from the first on, or what `<` names. */
function piped([first, ...others]: readonly SyntaxNode[], holes: Holes): PlainWords | null {
  if (!first || !others.every((other) => keptBy(lineOf(other, holes) ?? []) !== null)) return null;
  if (first.type === "Word") {
    const [part] = first.parts ?? [];
    const isRead = part?.type === "ProcessSubstitution" && part.operator === "<";
    return isRead && first.parts?.length === 1 ? ofScript(part.script, holes) : null;
  }
  if (first.type !== "Command") return printed(first, holes);
  const line = lineOf(first, holes);
  return line && printedWords(line);
}

/** The commands of a pipe without those at its end that pass on whole lines. */
export function withoutLineKeepers(
  commands: readonly SyntaxNode[],
  holes: Holes,
): readonly SyntaxNode[] {
  const end = commands.findLastIndex((command) => keptBy(lineOf(command, holes) ?? []) !== "lines");
  return commands.slice(0, end + 1);
}

/** Its words, where it is a simple command that is what it is called; null else. */
function lineOf(node: SyntaxNode, holes: Holes): readonly string[] | null {
  if (node.type !== "Command" || node.prefix.length > 0 || !node.name) return null;
  if (!node.redirects.every(isSilencing)) return null;
  const words = [node.name, ...node.args].map((word) => shown(word, holes));
  if (words.some((word) => word === null)) return null;
  const line = words as string[];
  const [first = "", ...rest] = line;
  const isOwn = (name = "") => holes.own.has(name);
  if (isOwn(first)) return null;
  if (!/^(sudo|command)$/.test(first)) return line;
  return isOwn(rest[0]) ? null : rest;
}

/** `2> /dev/null` */
function isSilencing(redirect: Command["redirects"][number]): boolean {
  if (redirect.type !== "Redirect" || !/^>>?$/.test(redirect.operator)) return false;
  const { descriptor, target } = redirect;
  const isErrors = descriptor?.type === "FileDescriptor" && descriptor.value === 2;
  return isErrors && target?.text === "/dev/null";
}

/** Its text, with `…` for what is not known in it; null where more words may come of it. */
function shown(word: CommandArgument, holes: Holes): string | null {
  if (word.type !== "Word") return null;
  const texts = word.parts === undefined ? [word.value] : word.parts.map(textOfPart);
  if (texts.some((text) => text === null)) return null;
  let isWhole = true;
  const text = texts.join("").replace(/[\uE000-\uF8FF]+/g, (run) => {
    for (const one of run) isWhole &&= isPlaceholder(holes, one);
    return "…";
  });
  return isWhole ? text : null;
}

/** Its value was checked for its place, and is one word. */
function isPlaceholder(holes: Holes, one: string): boolean {
  const hole = holeAt(holes, one);
  return hole !== undefined && hole.of === null && !hole.isCode;
}

function textOfPart(part: NonNullable<Word["parts"]>[number]): string | null {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "DoubleQuoted": {
      if (part.parts.some(({ type, text }) => type !== "Literal" && text.includes("@")))
        return null;
      return part.parts.map((one) => (one.type === "Literal" ? one.value : "…")).join("");
    }
    case "ArithmeticExpansion":
      return "…";
    case "Glob":
      return part.text;
    default:
      return null;
  }
}
