/** Finds the prompt that a line of a copied session begins with. */
import { isCertainlyCommand } from "./command-words.ts";

interface Prompt {
  /** UTF-16 units from the start of the line to the command. */
  readonly length: number;
  /** The machine that it names; null when it names none. */
  readonly host: string | null;
}

/** `$ `, `user@host:~$ ` or `[user@host dir]$ `; also with `#` for root after a host. The blank counts. */
export function plainPrompt(line: string): Prompt | null {
  const found = atHost.exec(line) ?? atDollar.exec(line);
  return found && { length: found[0].length, host: found[1] ?? found[2] ?? null };
}

/** `# ` before what is certainly a command: in any other case it is a remark. */
export function rootPrompt(line: string): Prompt | null {
  const found = /^[ \t]*#[ \t]+(?=\S)/.exec(line);
  if (!found || !isCertainlyCommand(line.slice(found[0].length))) return null;
  return { length: found[0].length, host: null };
}

/** The `> ` that a shell shows before the further lines of a command; 0 units when there is none. */
export function furtherPrompt(line: string): number {
  return /^[ \t]*>(?:[ \t]|$)/.exec(line)?.[0].length ?? 0;
}

const atDollar = /^[ \t]*\$(?:[ \t]+|$)/;
const userAtHost = String.raw`[\w.-]{1,64}@([\w.-]{1,255})`;
const withPath = String.raw`${userAtHost}:[^\s$#]{0,255}`;
const inBrackets = String.raw`\[${userAtHost}[ \t][^\]\n]{1,255}\]`;
const atHost = new RegExp(
  String.raw`^[ \t]*(?:\([\w.-]{1,64}\)[ \t]*)?(?:${withPath}|${inBrackets})[ \t]?[$#](?:[ \t]+|$)`,
);
