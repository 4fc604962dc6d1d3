/** Whether a shell would wait for another line before it runs what was typed. */
import { parse } from "../shell/parse.ts";

/** True after a backslash, and within a quote, a heredoc, a list or a compound command. */
export function isUnfinished(command: string): boolean {
  if (endsInBackslash(command) || openHeredoc(command) !== null) return true;
  return (parse(command).errors ?? []).some(
    ({ message, pos }) =>
      message.startsWith("unterminated") ||
      message.includes(" to close ") ||
      (message.startsWith("expected command") && pos >= command.trimEnd().length),
  );
}

export function endsInBackslash(command: string): boolean {
  return /(?<!\\)(?:\\\\)*\\$/.test(command);
}

/** The word that ends the heredoc which is open at the end of `command`; null when none is. */
function openHeredoc(command: string): string | null {
  const lines = command.split("\n");
  let open: { word: string; tabs: boolean } | null = null;
  for (const line of lines) {
    if (open) {
      if ((open.tabs ? line.replace(/^\t+/, "") : line) === open.word) open = null;
      continue;
    }
    const found = heredoc.exec(line);
    if (found) open = { word: found[3] ?? "", tabs: found[1] === "-" };
  }
  return open?.word ?? null;
}

const heredoc = /(?<!<)<<(-?)[ \t]*(["'\\]?)([A-Za-z_][\w.-]*)\2?/;
