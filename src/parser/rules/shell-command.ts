/** The simple commands of a script: their words without wrappers, and what stands around them. */
import { type Command, forEachChild, type SyntaxNode } from "unbash";

export interface ShellCommand {
  readonly node: Command;
  /** The name without its directory, after `sudo`, `env`, `timeout` and the like; empty if unknown. */
  readonly name: string;
  /** The words after the name, without their quotes. */
  readonly args: readonly string[];
  /** Whether its input comes from a pipe, a file or a here-document. */
  readonly hasInput: boolean;
  /** Commands of the same pipeline that come later. */
  readonly feeds: readonly SyntaxNode[];
}

/** All of them, in the order in which they are written, also those within words. */
export function shellCommands(root: SyntaxNode): ShellCommand[] {
  const found: ShellCommand[] = [];
  const left: Around[] = [{ node: root, isFed: false, feeds: [] }];
  for (let around = left.pop(); around; around = left.pop()) {
    const { node } = around;
    if (node.type === "Script" && node.source !== undefined) continue;
    if (node.type === "Command") found.push(commandOf(node, around));
    left.push(...below(around).reverse());
  }
  return found;
}

interface Around {
  readonly node: SyntaxNode;
  readonly isFed: boolean;
  readonly feeds: readonly SyntaxNode[];
}

function below({ node, isFed, feeds }: Around): Around[] {
  if (node.type === "Pipeline") {
    return node.commands.map((command, index) => ({
      node: command,
      isFed: isFed || index > 0,
      feeds: node.commands.slice(index + 1),
    }));
  }
  const redirected = node.type === "Redirected" && node.redirects.some(isInput);
  // A command substitution begins anew; a loop hands its own input on.
  const fed = node.type !== "Command" && (isFed || redirected);
  const children: Around[] = [];
  forEachChild(node, (child) => {
    children.push({ node: child, isFed: fed, feeds: node.type === "Redirected" ? feeds : [] });
  });
  return children;
}

function isInput(redirect: { readonly type: string; readonly operator?: string }): boolean {
  return redirect.type !== "Redirect" || redirect.operator === "<" || redirect.operator === "<>";
}

function commandOf(node: Command, { isFed, feeds }: Around): ShellCommand {
  const words = [node.name, ...node.args].flatMap((word) =>
    word === undefined ? [] : [word.type === "Word" ? word.value : word.text],
  );
  const [name = "", ...args] = withoutWrappers(words);
  const hasInput = isFed || node.redirects.some(isInput);
  return { node, name: name.slice(name.lastIndexOf("/") + 1), args, hasInput, feeds };
}

/** `ssh` and `xargs` stay: what runs there, and with which words, is another matter. */
function withoutWrappers(words: readonly string[]): readonly string[] {
  let rest = words;
  for (let turn = 0; turn < 8; turn++) {
    const wrapper = wrappers.get(rest[0]?.slice(rest[0].lastIndexOf("/") + 1) ?? "");
    // `command -v name` looks for it, and runs nothing.
    if (!wrapper || /^-[vV]/.test(rest[1] ?? "")) return rest;
    let at = 1;
    while (rest[at]?.startsWith("-") || /^\w+=/.test(rest[at] ?? "")) {
      at += wrapper.valueOptions.includes(rest[at] ?? "") ? 2 : 1;
    }
    at += wrapper.operands;
    if (rest[at] === undefined) return rest;
    rest = rest.slice(at);
  }
  return rest;
}

interface Wrapper {
  /** Options that take the next word as their value. */
  readonly valueOptions: readonly string[];
  /** Operands that stand before the command. */
  readonly operands: number;
}

const none: Wrapper = { valueOptions: [], operands: 0 };

/** What runs the command that its words name, in the same place and with the same input. */
const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  [
    "sudo",
    { valueOptions: ["-u", "-g", "-h", "-p", "-C", "-D", "--user", "--group"], operands: 0 },
  ],
  ["doas", { valueOptions: ["-u", "-C"], operands: 0 }],
  ["env", { valueOptions: ["-u", "-C", "--unset", "--chdir"], operands: 0 }],
  ["nice", { valueOptions: ["-n"], operands: 0 }],
  ["ionice", { valueOptions: ["-c", "-n"], operands: 0 }],
  ["timeout", { valueOptions: ["-s", "-k"], operands: 1 }],
  ["stdbuf", { valueOptions: ["-i", "-o", "-e"], operands: 0 }],
  ["nohup", none],
  ["setsid", none],
  ["time", none],
  ["command", none],
  ["exec", none],
]);

/** Programs that take their input, or the word after `-c`, for shell code. */
export const shells: ReadonlySet<string> = new Set(["bash", "sh", "dash", "ash", "ksh", "zsh"]);
