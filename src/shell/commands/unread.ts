/** Code that runs and that nobody can read here: from a pipe, a variable, the network. */
import { type Told, told } from "./row.ts";

export const fetchedCode = "runs code from the network";

/** `sources` are the commands it comes from; `written` is how it is named in the code. */
export function runsUnread(sources: readonly string[], written: string | null): Told {
  if (sources.some((name) => fetchers.has(name))) {
    return told("code", fetchedCode, null, "high", "no");
  }
  const does =
    written === null
      ? "runs code that nobody can read here"
      : `runs ${written.slice(0, 60)}, and what that is shows only then`;
  return told("unknown", does, null, "medium", "no");
}

export const fetchers: ReadonlySet<string> = new Set(
  "curl wget fetch aria2c http https xh nc ncat netcat socat lynx w3m ftp lftp tftp".split(" "),
);
