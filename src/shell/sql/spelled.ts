/** What a word of the shell spells, where that is known: its quotes gone, its variables left as holes. */
import type { Arg } from "../commands/call.ts";

export function spelled({ text, written }: Arg): string {
  return text ?? written.replace(quoted, unquoted);
}

const quoted = /'([^']*)'|\$?"((?:[^"\\]|\\.)*)"|\\(.)/gs;

function unquoted(_: string, single?: string, double?: string, escaped?: string): string {
  return single ?? double?.replace(/\\([$`"\\\n])/g, "$1") ?? escaped ?? "";
}
