/** Takes a copied session apart: the commands that were typed, and the output that they showed. */
import { isCertainlyCommand } from "./command-words.ts";
import { furtherPrompt, plainPrompt, rootPrompt } from "./prompt.ts";
import { lineOf, sourceText, startOfLine } from "./source-text.ts";
import { endsInBackslash, isUnfinished } from "./unfinished.ts";

export interface TranscriptBlock {
  /** The commands and the remarks between them, without prompts. */
  readonly code: string;
  /** Turns an offset in `code` into one in the block. */
  readonly toBlock: (offset: number) => number;
  /** The lines between, without blank ones around them. */
  readonly shown: string;
  /** Offsets in the block of lines that were taken for output and look like commands. */
  readonly doubtful: readonly number[];
  /** Offset in the block of the first prompt that names another machine than the one before; else null. */
  readonly elsewhere: number | null;
}

/**
 * Null when the block is no session: `block` has LF line ends. In a block whose language says that it is
 * one (`isSession`), `# ` may be root's prompt, and prompts may be missing from all of its commands.
 */
export function splitTranscript(block: string, isSession: boolean): TranscriptBlock | null {
  const lines = linesOf(block);
  const first = lines.find(({ text }) => text.trim() !== "" && !isRemark(text, isSession));
  if (!first) return null;
  if (plainPrompt(first.text) || (isSession && rootPrompt(first.text))) {
    return assembled(walk(lines, isSession));
  }
  return isSession ? withoutPrompts(lines) : null;
}

/** The offset of a line with a prompt in a block of code whose first command has none; null without one. */
export function strayPrompt(code: string): number | null {
  if (code.includes("<<")) return null;
  const stray = linesOf(code).find(({ text }) => /^[ \t]*\$[ \t]+[\w./~]/.test(text));
  return stray ? stray.start + stray.text.search(/\S/) : null;
}

interface Line {
  readonly text: string;
  /** Offset in the block. */
  readonly start: number;
}

interface Parts {
  readonly code: Line[];
  readonly shown: string[];
  readonly doubtful: number[];
  readonly elsewhere: number | null;
}

function linesOf(block: string): Line[] {
  let start = 0;
  return block.split("\n").map((text) => {
    const line = { text, start };
    start += text.length + 1;
    return line;
  });
}

function isRemark(line: string, isSession: boolean): boolean {
  return /^[ \t]*#/.test(line) && !(isSession && rootPrompt(line));
}

function walk(lines: readonly Line[], isSession: boolean): Parts {
  const parts = { code: [] as Line[], shown: [] as string[], doubtful: [] as number[] };
  const hasDollar = lines.some(({ text }) => plainPrompt(text));
  let host: string | null | undefined;
  let elsewhere: number | null = null;
  // Beside `$ `, a `# ` is root's only after somebody became root.
  let takesRoot = isSession && !hasDollar;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line;
    const prompt = plainPrompt(line.text) ?? (takesRoot ? rootPrompt(line.text) : null);
    if (prompt) {
      if (host !== undefined && prompt.host !== host) elsewhere ??= line.start;
      host = prompt.host;
      const command = commandAt(lines, at, prompt.length);
      if (command.some(({ text }) => text !== "")) parts.code.push(...command);
      if (isSession && becomesRoot.test(command[0]?.text ?? "")) takesRoot = true;
      at += command.length - 1;
    } else if (line.text.trimStart().startsWith("#") && isBeforeCommand(lines, at)) {
      parts.code.push(line);
    } else {
      parts.shown.push(line.text.trimEnd());
      if (isCertainlyCommand(line.text) && !/^[ \t]*\//.test(line.text)) {
        parts.doubtful.push(line.start + line.text.search(/\S/));
      }
    }
  }
  return { ...parts, elsewhere };
}

const becomesRoot = /^sudo[ \t]+(?:-[is]|su\b|bash\b)|^su(?:[ \t]|$)/;

function isBeforeCommand(lines: readonly Line[], from: number): boolean {
  const next = lines.slice(from + 1, from + 20).find(({ text }) => !/^\s*(?:#|$)/.test(text));
  return next !== undefined && plainPrompt(next.text) !== null;
}

/** The lines of the command at `at`, as many as a shell would wait for. */
function commandAt(lines: readonly Line[], at: number, prompt: number): Line[] {
  const [first] = lines.slice(at, at + 1).map((line) => from(line, prompt));
  if (!first) return [];
  const command = [first];
  // What stays unfinished up to the next prompt was finished by a backslash or not at all.
  let sure = 1;
  let text = first.text;
  while (isUnfinished(text)) {
    const next = lines[at + command.length];
    const isOver = command.length >= mostLines || text.length > longestCommand;
    if (!next || isOver || plainPrompt(next.text)) return command.slice(0, sure);
    if (endsInBackslash(text) && sure === command.length) sure++;
    const line = from(next, furtherPrompt(next.text));
    command.push(line);
    text += `\n${line.text}`;
  }
  return command;
}

/** Lines and UTF-16 units of one command: each further line has all of it read again. */
const mostLines = 100;
const longestCommand = 4096;

function from({ text, start }: Line, length: number): Line {
  return { text: text.slice(length), start: start + length };
}

/** All of it, where each command is certainly one; else nobody can tell commands from output. */
function withoutPrompts(lines: readonly Line[]): TranscriptBlock | null {
  const code: Line[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as Line;
    const isCommand = isCertainlyCommand(line.text);
    if (!isCommand && !/^\s*(?:#|$)/.test(line.text)) return null;
    const command = isCommand ? commandAt(lines, at, 0) : [line];
    if (isUnfinished(command.map(({ text }) => text).join("\n"))) return null;
    code.push(...command);
    at += command.length;
  }
  return assembled({ code, shown: [], doubtful: [], elsewhere: null });
}

function assembled({ code: lines, shown, ...rest }: Parts): TranscriptBlock {
  const code = lines.map(({ text }) => text).join("\n");
  const own = sourceText(code);
  const toBlock = (offset: number): number => {
    const line = lineOf(own, offset);
    return (lines[line - 1]?.start ?? 0) + offset - startOfLine(own, line);
  };
  return { code, toBlock, shown: shown.join("\n").replace(/^\n+|\n+$/g, ""), ...rest };
}
