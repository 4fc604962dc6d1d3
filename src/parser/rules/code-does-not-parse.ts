/** Code that a shell would refuse before its first command. */
import type { Complaint, Facts } from "./rule.ts";
import { nodesOf, type Script } from "./script.ts";

/** The first problem of each step: those after it often follow from it. */
export function codeDoesNotParse({ scripts }: Facts): Complaint[] {
  return scripts.flatMap((script) => {
    const first = problemsIn(script).sort((a, b) => a.pos - b.pos)[0];
    if (!first) return [];
    const span = script.place({ pos: first.pos, end: first.pos + 1 });
    const message = `the shell cannot read this: ${lowerFirst(first.message)}`;
    const hint = "if it is not for a shell, say so: `text`, `yaml`, … behind the fence";
    return [{ span, message, hint }];
  });
}

function problemsIn({ tree }: Script): { message: string; pos: number }[] {
  return [...nodesOf(tree)].flatMap((node) =>
    node.type === "Script" && node.source === undefined ? [...(node.errors ?? [])] : [],
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
