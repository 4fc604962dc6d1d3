/** Command lines in the values of options, and what carries a connection, which gets a host and a command added. */
import { type CommandLine, commandLineOf } from "../command-line.ts";
import { isLoadedBySsh, programs } from "../known-commands.ts";
import { settingOf } from "../setting.ts";
import { dig, filled, type Holes, hasHole } from "./holes.ts";
import { made, type ShellWord } from "./words.ts";
import { asRead, codeIn, type Run } from "./wrappers.ts";

type Value = CommandLine["values"][number];

export function isRun({ is }: Pick<Value, "is">): boolean {
  return is === "line" || is === "carrier";
}

/** Where it runs, whatever runs elsewhere. */
const here = { isAway: false, path: null };

export function linesIn(
  words: readonly ShellWord[],
  { values }: Pick<CommandLine, "values">,
  holes: Holes,
): Run[] {
  return values.flatMap((value) => {
    const word = words[value.at];
    const line = word ? lineIn(value) : null;
    if (!word || line === null) return [];
    const run = carries(value)
      ? carrierRun(line, word, holes, value.is === "carrier")
      : codeIn([word], { text: line });
    return run ? [{ ...run, begins: here }] : [];
  });
}

/** Null for what runs nothing. */
function lineIn(value: Value): string | null {
  const { is, option, text } = value;
  if (/^--(exec-path|entrypoint)$/.test(option)) return null;
  if (is === "setting") return commandIn(text);
  // The name of what is at the other end of it anyway.
  return isRun(value) && !/^(sudo )?[\w/]*rsync$/.test(text) ? text : null;
}

/** `core.pager=less`: what a shell runs of a setting. */
function commandIn(setting: string): string | null {
  const { name, value } = settingOf(setting);
  const isCommand = /command|cmd|exec|pager|editor|askpass|fsmonitor|textconv|hook|helper/;
  if (!isCommand.test(name) || /^(|no|none|yes|true|false|auto)$/.test(value)) return null;
  if (name.startsWith("alias.")) return null;
  return value;
}

function carries({ is, text }: Value): boolean {
  return (
    is === "carrier" ||
    (is === "setting" && /^(proxy|core\.ssh)command$/.test(settingOf(text).name))
  );
}

/**
 * `ssh -i key`, with a host and a command behind it; null where it does nothing but carry. `getsHost`: a host is
 * added in any case, and is the command where there is one already.
 */
function carrierRun(line: string, word: ShellWord, holes: Holes, getsHost: boolean): Run | null {
  // `ssh jump nc %h %p`: the connection itself.
  const text = line.replace(netcat, "").trimEnd();
  if (text === "") return null;
  const pieces = piecesOf(text);
  const words = pieces?.map((piece) => made(piece, filled(holes, piece), word, null, true)) ?? [];
  const ssh = programs.get("ssh");
  const read = ssh && isRemoteShell(words[0]) ? commandLineOf(words.map(asRead), 1, ssh) : null;
  // It is complete as it is.
  if (read === null || read.end < words.length) return codeIn([word], { text: line });
  const hasHost = read.operands.length > 0;
  const isCommand = hasHost && getsHost;
  if (!isCommand && !hasHole(text) && isPlain(text, words, read)) return null;
  const host = isCommand ? dig(holes, "%h", true) : "%h";
  const added = hasHost && !getsHost ? [":"] : [host, ":"];
  if (!hasHole(text)) return codeIn([word], { text: [text, ...added].join(" ") });
  // Behind the words that may be others.
  const behind = { start: word.end, end: word.end };
  const more = added.map((one) => made(one, filled(holes, one), one === ":" ? behind : word));
  return { kind: "words", words: [...words, ...more], isOwn: false };
}

const netcat = /(^|\s+)(nc|ncat|netcat)(\s+-([46nNv]+|w ?\d+|q ?\d+))*\s+%h\s+%p\s*$/;

/** Without their quotes; null where it is more than the words of one command. */
function piecesOf(text: string): string[] | null {
  const bare = text.replace(/'[^']*'|"[^"`]*"/g, "");
  if (/[;&|<>()`#\\\n'"]/.test(bare)) return null;
  const pieces = text.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return pieces.map((piece) => piece.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"));
}

function isRemoteShell(word: ShellWord | undefined): boolean {
  return /^([\w./-]*\/)?(ssh|rsh)$/.test(word?.value ?? "");
}

/** Whether all that it is told is known, and nothing of it runs or opens anything. */
function isPlain(text: string, words: readonly ShellWord[], line: CommandLine): boolean {
  if (text.includes("$") || line.doubts.length > 0) return false;
  return !opensWay(words, line) && line.values.every((value) => lineIn(value) === null);
}

/** Whether an option of ssh does something of its own, whatever runs on the other machine. */
export function opensWay(words: readonly ShellWord[], { values, end }: CommandLine): boolean {
  const option = /^-[1246AaCfGgKkNnqsTtVvXxYy]*[DEFILMRw]/;
  if (words.slice(1, end).some(({ value }) => option.test(value))) return true;
  return values.some(({ is, text }) => is === "setting" && isLoadedBySsh(text));
}
