/** Reads TOML into values with places: as far as the line, for the library tells no more. */
import { parse, TomlDate, TomlError } from "smol-toml";
import { error, type Span } from "./finding.ts";
import { sourceText, startOfLine } from "./source-text.ts";
import type { Entry, Value } from "./value.ts";
import type { YamlMapping } from "./yaml.ts";

/** Reads `text`, which stands at `start` of the document; `rule` names what is wrong when it is no TOML. */
export function readToml(text: string, start: number, rule: string): YamlMapping {
  const span = { start, end: start + text.trimEnd().length };
  const refuse = (message: string, at: Span) => ({
    entries: [],
    span,
    problems: [error(rule, at, message, { expected: "TOML: lines of `key = value`" })],
  });
  if (text.length > longest)
    return refuse(`longer than ${longest} characters, and so not read`, span);
  // Markdown ends a line at a lone CR too.
  const written = text.replace(/\r(?!\n)/g, "\n");
  try {
    const data = parse(written, { integersAsBigInt: true });
    return { entries: entriesOf(data, [], linesOfKeys(written, start), span), span, problems: [] };
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown;
    const { line, column } = thrown;
    const at = startOfLine(sourceText(written), line) + Math.max(column - 1, 0);
    const offset = start + Math.min(at, text.length);
    return refuse(reasonOf(thrown), { start: offset, end: offset + 1 });
  }
}

/** UTF-16 units, as with YAML. */
const longest = 16_384;

/** The message goes on with a picture of the line. */
function reasonOf({ message }: TomlError): string {
  const [first = ""] = message.split("\n", 1);
  return first.replace(/^Invalid TOML document: /, "");
}

interface KeyLine {
  readonly key: Span;
  readonly value: Span;
}

/** By the path of the key, its parts joined by NUL. */
type KeyLines = ReadonlyMap<string, KeyLine>;

const bareKey = String.raw`(?:[\w-]+|"[^"]*"|'[^']*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"]*"|'[^']*'))*`;
const tableLine = new RegExp(String.raw`^[ \t]*\[\[?[ \t]*(${bareKey})[ \t]*\]`);
const keyLine = new RegExp(String.raw`^[ \t]*(${bareKey})[ \t]*=[ \t]*(.*)`);

function linesOfKeys(text: string, start: number): KeyLines {
  const found = new Map<string, KeyLine>();
  let table: readonly string[] = [];
  let at = start;
  for (const line of text.split("\n")) {
    const [whole = "", key = "", value = ""] = keyLine.exec(line) ?? tableLine.exec(line) ?? [];
    if (key !== "") {
      const path = pathOf(key);
      const keyStart = at + whole.indexOf(key);
      const isTable = !keyLine.test(line);
      if (isTable) table = path;
      const keySpan = { start: keyStart, end: keyStart + key.length };
      const valueStart = at + whole.length - value.length;
      const valueSpan = { start: valueStart, end: valueStart + value.trimEnd().length };
      const name = (isTable ? path : [...table, ...path]).join("\0");
      const seen = { key: keySpan, value: value === "" ? keySpan : valueSpan };
      if (!found.has(name)) found.set(name, seen);
    }
    at += line.length + 1;
  }
  return found;
}

function pathOf(key: string): string[] {
  return [...key.matchAll(/[\w-]+|"([^"]*)"|'([^']*)'/g)].map(
    ([word, double, single]) => double ?? single ?? word,
  );
}

function entriesOf(
  table: Record<string, unknown>,
  path: readonly string[],
  lines: KeyLines,
  above: Span,
): Entry[] {
  return Object.entries(table).map(([key, value]) => {
    const own = [...path, key];
    const line = lines.get(own.join("\0"));
    const span = line?.value ?? above;
    return { key, keySpan: line?.key ?? above, value: toValue(value, own, lines, span) };
  });
}

function toValue(value: unknown, path: readonly string[], lines: KeyLines, span: Span): Value {
  if (value instanceof TomlDate) return { kind: "text", text: value.toISOString(), span };
  if (Array.isArray(value)) {
    return { kind: "list", items: value.map((item) => toValue(item, path, lines, span)), span };
  }
  if (typeof value === "object" && value !== null) {
    const table = value as Record<string, unknown>;
    return { kind: "mapping", entries: entriesOf(table, path, lines, span), span };
  }
  return { kind: "text", text: String(value), span };
}
