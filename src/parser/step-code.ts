/** What of a fenced block is run: all of it, or the commands of a copied session. */
import type { ToSource } from "./aligned.ts";
import { isCertainlyCommand } from "./command-words.ts";
import { error, type Finding, info, warning } from "./finding.ts";
import { sessionLanguages } from "./info-string.ts";
import { findInvisible } from "./invisible.ts";
import type { FenceBlock } from "./outline.ts";
import { splitTranscript, strayPrompt } from "./transcript-block.ts";

export interface StepCode {
  readonly code: string;
  /** Turns an offset in `code` into one in the source. */
  readonly toSource: ToSource;
  /** The output that stands between the commands. */
  readonly shown: string;
  readonly findings: readonly Finding[];
}

/** Null when nobody can tell the commands of a session from its output. */
export function readCode(block: FenceBlock, language: string): StepCode | null {
  const isSession = sessionLanguages.includes(language);
  const split = splitTranscript(block.code, isSession);
  if (!split) return isSession ? null : asItStands(block);
  const toSource = (offset: number) => block.toSource(split.toBlock(offset));
  const { code, shown } = split;
  const doubts = split.doubtful.map((offset) => withoutPrompt(block, offset));
  if (split.elsewhere !== null) doubts.push(elsewhere(block, split.elsewhere));
  const fences = fencesIn(block);
  return {
    code,
    toSource,
    shown,
    findings: [...doubts, ...fences, ...invisibleIn(code, toSource)],
  };
}

/** What to say of a session in which something was typed, and no prompt tells what. */
export function noPrompt({ span, info: line, code }: FenceBlock): Finding[] {
  if (!code.split("\n").some(isCertainlyCommand)) return [];
  const message = "no line of this session has a prompt, so it is no step";
  const hint = "write `$ ` before each command, or name the language `bash`";
  const opening = { start: span.start, end: Math.min(line.end, span.end) };
  return [info("no-prompt", opening, message, hint)];
}

function asItStands(block: FenceBlock): StepCode {
  const { code, toSource } = block;
  const findings = [...fencesIn(block), ...invisibleIn(code, toSource)];
  const stray = strayPrompt(code);
  if (stray !== null) {
    const start = toSource(stray);
    const message = "a prompt stands here, and none before the first command";
    const advice = {
      expected: "a prompt before each command, or before none",
      hint: "with prompts, the lines without one are taken for output",
    };
    findings.push(error("mixed-prompts", { start, end: start + 1 }, message, advice));
  }
  return { code, toSource, shown: "", findings };
}

function withoutPrompt({ code, toSource }: FenceBlock, offset: number): Finding {
  const length = code.slice(offset).search(/\n|$/);
  const span = { start: toSource(offset), end: toSource(offset + length - 1) + 1 };
  const message = "this line has no prompt, so it is taken for output and not run";
  return warning("mixed-prompts", span, message, "write `$ ` before it if it is a command");
}

/** A session that went on through `ssh`, or into a container: here all would run on one machine. */
function elsewhere({ toSource }: FenceBlock, offset: number): Finding {
  const start = toSource(offset);
  const message = "this prompt is another machine's than the one before";
  const advice = { expected: "one machine in a block", hint: "make a step of each part" };
  return error("mixed-prompts", { start, end: start + 1 }, message, advice);
}

/**
 * A fence with a language behind it closes nothing, nor does one of other characters or of fewer: the text
 * that follows would run. In a heredoc it may be what is to be written.
 */
function fencesIn({ code, toSource }: FenceBlock): Finding[] {
  const found = fenceLine.exec(code);
  if (!found || code.slice(0, found.index).includes("<<")) return [];
  const at = found.index + found[0].search(/[`~]/);
  const span = { start: toSource(at), end: toSource(found.index + found[0].length - 1) + 1 };
  const message = "this line does not close the block, so what follows it is taken for code";
  return [
    error("bad-fence", span, message, {
      expected: "a closing fence of the same characters, as many, and nothing behind them",
      hint: "close the block above this line",
    }),
  ];
}

const fenceLine = /^[ \t]*(?:`{2,}[ \t]*$|`{3,}|~{3,})[^\n]*/m;

/** The first in each line: one is enough to find the others. */
function invisibleIn(code: string, toSource: ToSource): Finding[] {
  const findings: Finding[] = [];
  let at = 0;
  for (const line of code.split("\n")) {
    const found = findInvisible(line)[0];
    if (found) {
      const start = toSource(at + found.offset);
      const message = `a character in the code that cannot be seen: ${found.name}`;
      const hint = "type the line again, or write it with printf or $'…'";
      const span = { start, end: start + found.length };
      findings.push(error("invisible-character", span, message, { hint }));
    }
    at += line.length + 1;
  }
  return findings;
}
