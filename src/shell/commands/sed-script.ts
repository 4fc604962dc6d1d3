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

/**
 * What follows the delimiter that ends a pattern: within a set, as in `[/]`, it is a character. Every
 * character is looked at once, for a script may be long.
 */
function afterPattern(text: string, delimiter: string): string | null {
  for (let at = 0; at < text.length; ) {
    if (text[at] === delimiter) return text.slice(at + 1);
    const end = text[at] === "[" ? afterSet(text, at) : at + widthAt(text, at);
    if (end === null) return null;
    at = end;
  }
  return null;
}

/** The same for what a pattern is replaced with. */
function afterText(text: string, delimiter: string): string | null {
  for (let at = 0; at < text.length; at += widthAt(text, at)) {
    if (text[at] === delimiter) return text.slice(at + 1);
  }
  return null;
}

/** Of a character, with the one that it takes its meaning from or gives one to. */
function widthAt(text: string, at: number): number {
  return text[at] === "\\" ? 2 : 1;
}

/** Where a set that opens at `at` has closed: `[^]/]`, `[[:space:]/]`; null where it never does. */
function afterSet(text: string, at: number): number | null {
  let here = at + 1;
  if (text[here] === "^") here += 1;
  if (text[here] === "]") here += 1;
  while (here < text.length && text[here] !== "]") {
    const kind = text[here] === "[" ? (text[here + 1] ?? "") : "";
    const isClass = kind !== "" && ":.=".includes(kind);
    const end = isClass ? text.indexOf(`${kind}]`, here + 2) : here - 1;
    if (isClass && end < 0) return null;
    here = end + 2;
  }
  return here < text.length ? here + 1 : null;
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
