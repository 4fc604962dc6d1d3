/** Tests that only a number passes, and what is known of a variable where one was passed. */
import type { AndOr, Case, Command, SyntaxNode, TestExpression, Word } from "unbash";
import { dig, type Holes } from "./holes.ts";
import { type Shell, setVariable } from "./shell.ts";

/** From here on the variables are numbers for sure. */
export function trust(holes: Holes, shell: Shell, names: readonly string[]): void {
  for (const name of names) {
    if (/^\d+$/.test(shell.variables.get(name) ?? "")) continue;
    setVariable(shell, name, dig(holes, `$${name}`, false, 1, "digits"));
  }
}

/** The variables that are numbers where the node is a test that was passed. */
export function numbersIfPassed(node: SyntaxNode): readonly string[] {
  switch (node.type) {
    case "CompoundList": {
      const last = node.commands.at(-1);
      return last ? numbersIfPassed(last.command) : [];
    }
    case "AndOr":
      return node.operators.every((operator) => operator === "&&")
        ? node.commands.flatMap(numbersIfPassed)
        : [];
    case "TestCommand":
      return matched(node.expression);
    case "Command":
      return compared(node);
    default:
      return [];
  }
}

/** The variables that are numbers behind the node, since it leaves where they are none. */
export function numbersBehind(node: AndOr | Case): readonly string[] {
  if (node.type === "Case") return ofCase(node);
  const [test, ...others] = node.commands;
  const isLeft = node.operators.length === 1 && node.operators[0] === "||" && others.every(leaves);
  return test && isLeft ? numbersIfPassed(test) : [];
}

/** `[[ $x =~ ^[0-9]+$ ]]` */
function matched(expression: TestExpression): readonly string[] {
  switch (expression.type) {
    case "TestBinary": {
      const isNumber = /^\^-?(\[0-9\]|\[\[:digit:\]\])[+*]\$$/.test(expression.right.text);
      return expression.operator === "=~" && isNumber ? variableIn(expression.left) : [];
    }
    case "TestLogical":
      return expression.operator === "&&" ? expression.operands.flatMap(matched) : [];
    case "TestGroup":
      return matched(expression.expression);
    default:
      return [];
  }
}

/** `[ "$x" -gt 3 ]`: other than in `[[ ]]`, what is no number fails. */
function compared({ name, args }: Command): readonly string[] {
  const words = args.flatMap((arg) => (arg.type === "Word" ? [arg] : []));
  if (name?.text === "[" && words.at(-1)?.text === "]") words.pop();
  else if (name?.text !== "test") return [];
  const [left, operator, right] = words;
  if (words.length !== 3 || !left || !right) return [];
  if (!/^-(eq|ne|lt|le|gt|ge)$/.test(operator?.text ?? "")) return [];
  return [left, right].flatMap((word) => (word.text.startsWith('"') ? variableIn(word) : []));
}

/** `case $x in '' | *[!0-9]*) exit ;; esac` */
function ofCase({ word, items }: Case): readonly string[] {
  const [first] = items;
  const isOther = first?.pattern.some(({ text }) => /^\*\[[!^]0-9\]\*$/.test(text)) ?? false;
  return isOther && first && leaves(first.body) ? variableIn(word) : [];
}

function variableIn({ text }: Word): readonly string[] {
  const name = /^"?\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))"?$/.exec(text);
  return name ? [name[1] ?? name[2] ?? ""] : [];
}

function leaves(node: SyntaxNode): boolean {
  if (node.type === "BraceGroup") return leaves(node.body);
  if (node.type === "CompoundList") {
    const last = node.commands.at(-1);
    return last !== undefined && leaves(last.command);
  }
  return node.type === "Command" && /^(exit|return|break|continue)$/.test(node.name?.text ?? "");
}
