/** A failure that nobody hears of, although the step stops at the first command that fails. */
import type { AndOr, Command, Statement, SyntaxNode } from "unbash";
import type { Complaint, Facts } from "./rule.ts";
import { nodesOf, type Script } from "./script.ts";

export function lostFailure({ scripts }: Facts): Complaint[] {
  return scripts.flatMap((script) => {
    const nodes = [...nodesOf(script.tree)];
    const waits = nodes.some(isWait);
    return nodes.flatMap((node) => lostIn(node, script, waits));
  });
}

function lostIn(node: SyntaxNode, script: Script, waits: boolean): Complaint[] {
  switch (node.type) {
    case "Command":
      return lostInDeclaration(node, script);
    case "ProcessSubstitution": {
      if (node.operator === ">" || isHarmless(node.script)) return [];
      const message = "nobody hears of it when the command in `<(…)` fails";
      return [{ span: script.place(node), message, hint: "write its output to a file first" }];
    }
    case "Script":
    case "CompoundList":
      return lostInList(node.commands, script, waits);
    default:
      return [];
  }
}

/** `export x=$(cmd)`: the failure of `cmd` is replaced by the success of `export`. */
function lostInDeclaration(command: Command, { place }: Script): Complaint[] {
  const name = command.name?.value ?? "";
  if (!/^(export|local|readonly|declare|typeset)$/.test(name)) return [];
  return command.args.flatMap((arg) => {
    if (arg.type !== "Assignment" || !runsCommand(arg)) return [];
    const message = `\`${name}\` succeeds even when the command whose output it takes fails`;
    const hint = `assign first, \`${arg.name}=…\`, and then \`${name} ${arg.name}\``;
    return [{ span: place(arg), message, hint }];
  });
}

function runsCommand(node: SyntaxNode): boolean {
  for (const part of nodesOf(node)) {
    if (part.type === "CommandExpansion" && !isHarmless(part.script)) return true;
  }
  return false;
}

/** Commands that do not fail for what could matter here. */
function isHarmless(script: { readonly commands: readonly Statement[] } | undefined): boolean {
  return (
    script?.commands.every(
      ({ command }) =>
        command.type === "Command" &&
        /^(echo|printf|date|pwd|hostname|whoami|id|uname|tty|nproc)$/.test(
          command.name?.value ?? "",
        ),
    ) ?? true
  );
}

function lostInList(statements: readonly Statement[], script: Script, waits: boolean): Complaint[] {
  return statements.flatMap((statement, index) => {
    const isLast = index === statements.length - 1;
    if (statement.background) return waits ? [] : lostInBackground(statement, isLast, script);
    if (isLast || statement.command.type !== "AndOr") return [];
    return lostInAnd(statement.command, script);
  });
}

function isWait(node: SyntaxNode): boolean {
  return node.type === "Command" && node.name?.value === "wait";
}

function lostInBackground(statement: Statement, isLast: boolean, { place }: Script): Complaint[] {
  const message = "what runs in the background ends with the step, and nobody hears of its failure";
  const hint = isLast ? "leave `&` out, or hand it to a service manager" : "`wait` for it";
  return [{ span: place(statement), message, hint }];
}

/** `a && b` in a line of its own: when `a` fails, the shell goes on to the next line. */
function lostInAnd({ commands, operators }: AndOr, { place }: Script): Complaint[] {
  const [first] = commands;
  if (!first || operators.some((operator) => operator !== "&&") || isTest(first)) return [];
  const last = commands.at(-2) ?? first;
  const message = "when what stands before `&&` fails, the step goes on with the next line";
  const hint = "write the commands in lines of their own";
  return [{ span: place({ pos: first.pos, end: last.end }), message, hint }];
}

/** `[ -f x ] && cmd` asks a question; that it may say no is meant. */
function isTest(node: SyntaxNode): boolean {
  if (node.type === "TestCommand" || node.type === "ArithmeticCommand") return true;
  if (node.type === "Pipeline")
    return (
      node.prefixes.some(({ type }) => type === "Negation") || isLastTest(node.commands.at(-1))
    );
  return isLastTest(node);
}

function isLastTest(node: SyntaxNode | undefined): boolean {
  if (node?.type !== "Command") return false;
  return /^(\[|test|grep|egrep|which|command|type|id|pgrep|true|false)$/.test(
    node.name?.value ?? "",
  );
}
