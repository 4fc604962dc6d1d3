/** The code of a step as a syntax tree, with its commands and the way back to the source. */
import { forEachChild, type ParsedScript, type SyntaxNode } from "unbash";
import type { CodeStep } from "../../model/step.ts";
import { parse } from "../../shell/parse.ts";
import { replacePlaceholders } from "../../shell/placeholder.ts";
import type { Span } from "../finding.ts";
import type { SourceText } from "../source-text.ts";
import { locateCode } from "./locate-code.ts";
import { type ShellCommand, shellCommands } from "./shell-command.ts";

export interface Script {
  readonly step: CodeStep;
  /** The code with a plain word of the same length for each placeholder. */
  readonly code: string;
  readonly tree: ParsedScript;
  readonly commands: readonly ShellCommand[];
  /** Where a range of the code stands in the document. */
  readonly place: (range: { readonly pos: number; readonly end: number }) => Span;
}

/** Null when it is not in a shell's language, or too long to be worth it. */
export function scriptOf(step: CodeStep, source: SourceText): Script | null {
  if (!shellLanguages.has(step.language) || step.code.length > longest) return null;
  const code = withPlainWords(step.code);
  const tree = parse(code);
  const toSource = locateCode(step, source);
  return {
    step,
    code,
    tree,
    commands: shellCommands(code),
    place: ({ pos, end }) => {
      const start = toSource(pos);
      return { start, end: Math.max(start, end > pos ? toSource(end - 1) + 1 : start) };
    },
  };
}

/** Offsets stay: each placeholder, and `<what reads like one>`, becomes a word of the same length. */
function withPlainWords(code: string): string {
  const plain = (text: string) => text.replace(/[^A-Za-z0-9]/g, "_");
  const named = replacePlaceholders(code, ({ start, end }) => plain(code.slice(start, end)));
  return named.replace(angled, plain);
}

/** No redirection ends in `>` without a blank before it; a here-document has two brackets. */
const angled = /(?<!<)<[A-Za-z_](?:[\w .,:;/'"()|-]{0,60}[\w).'"])?>/g;

const shellLanguages = new Set(["bash", "sh", "shell", "console", "shell-session", "zsh", "ksh"]);

/** UTF-16 units; longer code is data that somebody pasted. */
const longest = 20_000;

/** Every node at and below `root`, parents first. */
export function* nodesOf(root: SyntaxNode): Generator<SyntaxNode> {
  const left = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    yield node;
    // What stands in escaped backticks has offsets of its own, which lead nowhere.
    if (node.type === "Script" && node.source !== undefined) continue;
    const children: SyntaxNode[] = [];
    forEachChild(node, (child) => children.push(child));
    left.push(...children.reverse());
  }
}
