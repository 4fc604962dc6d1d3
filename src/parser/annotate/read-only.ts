/** Tells code that certainly only looks: every command is known and none of its words is in doubt. */
import type { Command, Redirection, SyntaxNode, Word, WordPart } from "unbash";
import type { CodeStep } from "../../model/step.ts";
import { isLiteral, shellCodeOf, wordsOf } from "./command-words.ts";
import { readOnlyCommands } from "./read-only-commands.ts";

/** False in all cases of doubt. */
export function isReadOnly(step: CodeStep): boolean {
  const code = shellCodeOf(step);
  if (code === null) return false;
  const { commands } = code.tree;
  return commands.length > 0 && commands.every(looks);
}

/** Lists and pipelines of simple commands; loops, conditions and functions are in doubt. */
function looks(node: SyntaxNode): boolean {
  switch (node.type) {
    case "Statement":
      return !node.background && looks(node.command);
    case "AndOr":
    case "Pipeline":
      return node.commands.every(looks);
    case "Command":
      return commandLooks(node);
    default:
      return false;
  }
}

function commandLooks(command: Command): boolean {
  const words = wordsOf(command);
  const [name, ...args] = words ?? [];
  const assignments = command.prefix.filter(({ type }) => type === "Assignment");
  if (!command.redirects.every(isHarmless)) return false;
  if (!name) return assignments.length > 0 && assignments.every(keepsValue);
  if (!isLiteral(name) || assignments.length > 0) return false;
  const known = readOnlyCommands.get(name.value.replace(/^\/(?:usr\/)?s?bin\//, ""));
  if (!known || !args.every(runsNothing)) return false;
  return known(args.map((word) => ({ value: word.value, isCertain: isLiteral(word) })));
}

/** A variable of the code's own, with a value that runs nothing. */
function keepsValue(node: SyntaxNode): boolean {
  if (node.type !== "Assignment" || node.index !== undefined) return false;
  return !meaningful.test(node.name) && node.value.type === "Word" && runsNothing(node.value);
}

/** Variables by which programs are found, or told to run others. */
const meaningful =
  /^(?:PATH|HOME|SHELL|ENV|IFS|PS\d|(?:LD|BASH|GIT|KUBE|LESS|SYSTEMD|DOCKER|PROMPT).*|.*(?:PAGER|EDITOR))$/;

function isHarmless(redirect: Redirection): boolean {
  if (redirect.type !== "Redirect" || redirect.target === undefined) return false;
  const { operator, target } = redirect;
  if (!isLiteral(target)) return false;
  if (operator === ">&" || operator === "<&") return /^\d$/.test(target.value);
  return operator === "<" || (operator !== "<>" && target.value === "/dev/null");
}

/** Text, patterns and plain variables; no substitution, and nothing that assigns. */
function runsNothing({ parts }: Word): boolean {
  return (parts ?? []).every(isPlain);
}

function isPlain(part: WordPart): boolean {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
    case "SimpleExpansion":
      return true;
    case "Glob":
    case "BraceExpansion":
      return (part.parts ?? []).every(isPlain);
    case "ParameterExpansion":
      return part.operation === undefined && part.index === undefined && part.prefix !== "!";
    case "DoubleQuoted":
      return part.parts.every(isPlain);
    default:
      return false;
  }
}
