/** Reads a script of sed for the two things it can do beyond its text: write files, and run commands. */

export interface SedScript {
  /** The files that `w`, `W` and the flag `w` of `s` name. */
  readonly writes: readonly string[];
  /** By `e`, or the flag `e` of `s`. */
  readonly runs: boolean;
}

/** Null where it is not understood. */
export function readSedScript(script: string): SedScript | null {
  const writes: string[] = [];
  let runs = false;
  let rest = script;
  while (rest !== "") {
    const command = /^[\s;}]*(?:#[^\n]*(?:\n|$)|$)/.exec(rest);
    if (command && command[0] !== "") {
      rest = rest.slice(command[0].length);
      continue;
    }
    const after = afterAddresses(rest.replace(/^[\s;}]+/, ""));
    if (after === null) return null;
    const found = readCommand(after);
    if (!found) return null;
    writes.push(...found.writes);
    runs ||= found.runs;
    rest = found.rest;
  }
  return { writes, runs };
}

const address = /^(\d+(~\d+)?|\$|[+~]\d+)\s*/;

function afterAddresses(text: string): string | null {
  const first = afterAddress(text);
  if (first === null) return null;
  const next = /^,\s*/.exec(first);
  const rest = next ? afterAddress(first.slice(next[0].length)) : first;
  return rest === null ? null : rest.replace(/^[!\s]+/, "");
}

function afterAddress(text: string): string | null {
  const [opening] = /^(\/|\\.)/s.exec(text) ?? [];
  if (opening !== undefined) {
    const rest = afterPattern(text.slice(opening.length), opening.slice(-1));
    return rest === null ? null : rest.replace(/^[IM]*\s*/, "");
  }
  return text.replace(address, "");
}

/** What follows the delimiter that ends a pattern: within a set, as in `[/]`, it is a character. */
function afterPattern(text: string, delimiter: string): string | null {
  const parts: readonly string[] =
    text.match(/\[\^?\]?(?:\[[:.=].*?[:.=]\]|[^\]])*\]|\\.|./gs) ?? [];
  const end = parts.indexOf(delimiter);
  return end < 0 ? null : parts.slice(end + 1).join("");
}

/** The same for what a pattern is replaced with. */
function afterText(text: string, delimiter: string): string | null {
  const parts: readonly string[] = text.match(/\\.|./gs) ?? [];
  const end = parts.indexOf(delimiter);
  return end < 0 ? null : parts.slice(end + 1).join("");
}

interface Found extends SedScript {
  readonly rest: string;
}

function readCommand(text: string): Found | null {
  const name = text[0] ?? "";
  const rest = text.slice(1);
  if (name === "{") return plain(rest);
  if (name === "s" || name === "y") return readSections(name, rest);
  if ("wW".includes(name)) return writesLine(rest);
  if (name === "e") return { writes: [], runs: true, rest: afterLine(rest) };
  if ("aicrR".includes(name)) return plain(rest.replace(/^([^\\\n]|\\.)*\n?/s, ""));
  if (":btT".includes(name)) return plain(rest.replace(/^[ \t]*[^;\s}]*/, ""));
  if ("qQlL".includes(name)) return plain(rest.replace(/^\s*\d*/, ""));
  return "=dDgGhHnNpPxzF".includes(name) ? plain(rest) : null;
}

function readSections(name: string, text: string): Found | null {
  const delimiter = text[0] ?? "";
  const second = (name === "s" ? afterPattern : afterText)(text.slice(1), delimiter);
  const after = second === null ? null : afterText(second, delimiter);
  if (after === null || delimiter === "") return null;
  const flags = name === "s" ? (/^[gpiIMme\d]*/.exec(after)?.[0] ?? "") : "";
  const rest = after.slice(flags.length);
  const runs = flags.includes("e");
  if (name === "s" && rest.startsWith("w")) return { ...writesLine(rest.slice(1)), runs };
  return /^\s*([;}#\n]|$)/.test(rest) ? { writes: [], runs, rest } : null;
}

function writesLine(text: string): Found {
  const file = /^[ \t]*([^\n]*)/.exec(text)?.[1] ?? "";
  return { writes: [file], runs: false, rest: afterLine(text) };
}

function afterLine(text: string): string {
  return text.replace(/^[^\n]*\n?/, "");
}

function plain(rest: string): Found {
  return { writes: [], runs: false, rest };
}
