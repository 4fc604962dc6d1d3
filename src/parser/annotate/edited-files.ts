/** The files that a step's code plainly writes to: by `sed -i`, `tee` or a redirection. */
import type { Redirection, SyntaxNode, Word } from "unbash";
import type { CodeStep } from "../../model/step.ts";
import { isLiteral, nodesOf, type ShellCode, shellCodeOf, wordsOf } from "./command-words.ts";

/** Absolute paths, perhaps with placeholders, each once; only what can be written as a list of words. */
export function editedFiles(step: CodeStep): string[] {
  const code = shellCodeOf(step);
  if (code === null) return [];
  const words = [...nodesOf(code.tree)].flatMap(writtenBy);
  return [...new Set(words.flatMap((word) => pathOf(word, code)))];
}

function writtenBy(node: SyntaxNode): Word[] {
  if (node.type === "Redirected") return node.redirects.flatMap(targetOf);
  if (node.type !== "Command") return [];
  const [name, ...args] = wordsOf(node) ?? [];
  const targets = node.redirects.flatMap(targetOf);
  if (name?.value === "tee") return [...targets, ...operands(args)];
  if (name?.value === "sed") return [...targets, ...editedBySed(args)];
  return targets;
}

function targetOf(redirect: Redirection): Word[] {
  if (redirect.type !== "Redirect" || redirect.target === undefined) return [];
  return [">", ">>", ">|", "&>", "&>>"].includes(redirect.operator) ? [redirect.target] : [];
}

function operands(args: readonly Word[]): Word[] {
  return args.filter(({ value }) => !value.startsWith("-"));
}

/** With `-i`, all operands but the script; where that is in an option, all of them. */
function editedBySed(args: readonly Word[]): Word[] {
  if (!args.some(({ value }) => /^(?:-[nEr]*i|--in-place)/.test(value))) return [];
  const rest = args.filter(
    (_, index) => !/^(?:-[nEris]*[ef]|--expression|--file)$/.test(args[index - 1]?.value ?? ""),
  );
  const hasScript = args.some(({ value }) => /^(?:-[nErs]*[ef]|--expression|--file)/.test(value));
  return operands(rest).slice(hasScript ? 0 : 1);
}

function pathOf(word: Word, { written }: ShellCode): string[] {
  if (!isLiteral(word)) return [];
  // Where nothing is quoted the text as written has the placeholders too.
  const original = written.slice(word.pos, word.end);
  const path = word.text === word.value ? original : word.value;
  const hasLost = word.text !== word.value && original.includes("{{");
  if (hasLost || !path.startsWith("/") || path.endsWith("/") || !/^[^\s,"'\\`*?[\]~$]+$/.test(path))
    return [];
  return fleeting.test(path) || path.includes("/../") ? [] : [path];
}

/** What is no file, or nobody would want back. */
const fleeting = /^\/(?:dev|proc|sys|tmp|var\/tmp)\//;
