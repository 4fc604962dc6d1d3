/** What a step saves of its output: `name`, `name=/…(…)…/` or `name=.json.path[0]`. */
import type { Capture } from "../model/step.ts";
import { checkName } from "./names.ts";
import { readPattern } from "./pattern.ts";

type Result =
  | { readonly ok: true; readonly value: Capture }
  | { readonly ok: false; readonly message: string };

/** The message completes "`capture` …". */
export function readCapture(written: string): Result {
  const equals = written.indexOf("=");
  const name = (equals < 0 ? written : written.slice(0, equals)).trim();
  const problem = checkName(name, { start: 0, end: 0 });
  if (problem) return fail(`cannot save to \`${name}\`: ${problem.hint ?? problem.message}`);
  if (equals < 0) return { ok: true, value: { name, from: { kind: "whole" } } };
  const from = written.slice(equals + 1).trim();
  if (from.startsWith("/")) return capturePattern(name, from);
  const path = readJsonPath(from);
  if (path) return { ok: true, value: { name, from: { kind: "json", path } } };
  return fail(
    'needs after `=` a pattern `/…(…)…/` or a JSON path such as `.items[0].name` or `.["a b"]`',
  );
}

function capturePattern(name: string, from: string): Result {
  const read = readPattern(from);
  if (!read.ok) return read;
  const { pattern, flags, groups } = read.value;
  if (groups === 0) return fail("has a pattern without a group: put what is to be saved in `(…)`");
  return { ok: true, value: { name, from: { kind: "pattern", pattern, flags } } };
}

/** `.key`, `["key"]`, `.["key"]` and `[0]`, one after the other; null when it is none. */
function readJsonPath(written: string): (string | number)[] | null {
  const path: (string | number)[] = [];
  const part = /\.([A-Za-z_][A-Za-z0-9_-]*)|\.?\["((?:[^"\\]|\\["\\])+)"\]|\.?\[(\d{1,9})\]/y;
  while (part.lastIndex < written.length) {
    const match = part.exec(written);
    if (!match) return null;
    const [, word, quoted, index] = match;
    path.push(
      index !== undefined ? Number(index) : (word ?? quoted?.replace(/\\(.)/g, "$1") ?? ""),
    );
  }
  return path.length > 0 ? path : null;
}

function fail(message: string): Result {
  return { ok: false, message };
}
