/** Finds one value in a JSON text. Numbers keep the digits they were written with, however many. */
import type { Captured } from "./capture.ts";

/** A string as it is, anything else as JSON. `null` and what is not there are missing. */
export function walkJson(text: string, path: readonly (string | number)[]): Captured {
  let value: unknown;
  try {
    value = parseExactly(text);
  } catch {
    return { kind: "missing", reason: "stdout is not one JSON value" };
  }
  for (const [depth, key] of path.entries()) {
    if (
      isExact(value) ||
      typeof value !== "object" ||
      value === null ||
      !Object.hasOwn(value, key)
    ) {
      return { kind: "missing", reason: `the JSON has no ${show(path.slice(0, depth + 1))}` };
    }
    value = Reflect.get(value, key);
  }
  if (value === null) return { kind: "missing", reason: `${show(path)} is null in the JSON` };
  return { kind: "value", value: typeof value === "string" ? value : JSON.stringify(value) };
}

/** The part of the language that TypeScript's library does not describe yet. */
const json = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(source: string): object;
  isRawJSON(value: unknown): boolean;
};

/** An identifier of 20 digits would otherwise be rounded. */
function parseExactly(text: string): unknown {
  return json.parse(text, (_key, value, { source }) =>
    typeof value === "number" && source !== undefined ? json.rawJSON(source) : value,
  );
}

function isExact(value: unknown): boolean {
  return json.isRawJSON(value);
}

function show(path: readonly (string | number)[]): string {
  return path.length === 0 ? "the value" : path.map((key) => `[${JSON.stringify(key)}]`).join("");
}
