/** Code from the network that runs before anybody has seen it. */
import type { SyntaxNode } from "unbash";
import type { Complaint, Facts } from "./rule.ts";
import { nodesOf } from "./script.ts";
import { type ShellCommand, shellCommands, shells } from "./shell-command.ts";

export function pipeToShell({ scripts }: Facts): Complaint[] {
  return scripts.flatMap(({ commands, place }) =>
    commands.flatMap((command) => {
      const shell = isDownload(command) ? command.feeds.map(shellIn).find(Boolean) : undefined;
      if (shell) {
        const range = { pos: command.node.pos, end: shell.node.end };
        return [complaint(place(range), command.name, shell.name)];
      }
      const inner = runsCode(command) ? downloadWithin(command) : undefined;
      return inner ? [complaint(place(command.node), inner.name, command.name)] : [];
    }),
  );
}

function complaint(span: Complaint["span"], download: string, shell: string): Complaint {
  const message = `what \`${download}\` fetches goes straight into \`${shell}\``;
  const hint = "fetch a file of a fixed version, check its digest, then run it";
  return { span, message, hint };
}

function isDownload({ name }: ShellCommand): boolean {
  return name === "curl" || name === "wget";
}

/** A shell that takes its input for code. */
function shellIn(node: SyntaxNode): ShellCommand | undefined {
  return shellCommands(node).find(
    ({ name, args }) =>
      (shells.has(name) || /^(python3?|perl|ruby|node)$/.test(name)) &&
      args.every((arg, index) => arg.startsWith("-") || args.slice(0, index).includes("-s")) &&
      !args.some((arg) => /^(-c|-m|-e)/.test(arg)),
  );
}

/** `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(curl …)"`, `source <(curl …)`. */
function runsCode({ name, args }: ShellCommand): boolean {
  if (name === "eval" || name === "source" || name === ".") return true;
  return shells.has(name) && (args[0] === "-c" || args.some((arg) => arg.startsWith("<(")));
}

function downloadWithin({ node }: ShellCommand): ShellCommand | undefined {
  for (const part of nodesOf(node)) {
    const isSubstitution = part.type === "CommandExpansion" || part.type === "ProcessSubstitution";
    const found =
      isSubstitution && part.script ? shellCommands(part.script).find(isDownload) : undefined;
    if (found) return found;
  }
  return undefined;
}
