/** Holds the examples of docs/grammar.md against the reader, and what is written by its rules. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readInfo } from "../../src/parser/info-string.ts";
import fc, { cases } from "../support/properties.ts";

const document = readFileSync(resolve(import.meta.dirname, "../../docs/grammar.md"), "utf8");
const rows = [...document.matchAll(/^\| `(.+?)` \| (.*?) \|$/gm)].map(
  ([, line = "", says = ""]) => ({
    line,
    says,
  }),
);

describe("docs/grammar.md", () => {
  const good = rows.filter(({ says }) => says.startsWith("`"));
  const bad = rows.filter(({ says }) => !says.startsWith("`"));
  test("has examples of both kinds", () => {
    expect(Math.min(good.length, bad.length)).toBeGreaterThan(5);
  });

  test.each(good)("$line is $says", ({ line, says }) => {
    expect(parsed(line)).toEqual({ read: JSON.parse(says.slice(1, -1)), problems: 0 });
  });

  test.each(bad)("$line is an error: $says", ({ line }) => {
    expect(parsed(line).problems).toBe(1);
  });
});

test("what is written by the grammar is read as it was meant", () => {
  const key = fc.constantFrom("risk", "title", "when", "on", "unheard-of", "a_1");
  const sign = fc.constantFrom(..."abc019.,/:=<>|&$()[]*?!#~^%+-_;@é");
  const bare = fc
    .array(fc.oneof(sign, fc.constant("{{x}}")), { minLength: 1, maxLength: 8 })
    .map((signs) => signs.join(""));
  const any = fc.string({ unit: fc.constantFrom(..."ab '\"\\{}=#\t,"), maxLength: 10 });
  const value = fc.oneof(
    bare.map((text) => ({ text, written: text })),
    any.map((text) => ({ text, written: `"${text.replace(/["\\]/g, "\\$&")}"` })),
  );
  const entry = fc.oneof(
    fc.tuple(key, value).map(([name, { text, written }]) => ({
      read: [name, text],
      written: `${name}=${written}`,
    })),
    key.map((name) => ({ read: [name], written: name })),
    fc.constantFrom("a", "a-b", "A.1").map((id) => ({ read: ["id", id], written: `#${id}` })),
  );
  const language = fc.constantFrom("bash", "sh", "python", "c++");
  const blanks = fc.constantFrom(" ", "  ", "\t");
  fc.assert(
    fc.property(language, fc.array(entry, { maxLength: 5 }), blanks, (word, entries, blank) => {
      const group = entries.map(({ written }) => written).join(blank);
      const read = [word, ...entries.map((each) => each.read)];
      expect(parsed(`${word}${blank}{${group}}${blank}`)).toEqual({ read, problems: 0 });
      const again = written(parsed(`${word}${blank}{${group}}`).read);
      expect(parsed(again).read).toEqual(read);
    }),
    cases(200),
  );
});

type Read = (string | string[])[];

function parsed(line: string): { read: Read; problems: number } {
  const { language, entries, findings } = readInfo(line, { start: 0, end: line.length });
  const pairs = entries.map(({ key, value }) =>
    value.kind === "text" ? [key, value.text] : [key],
  );
  return { read: [language, ...pairs], problems: findings.length };
}

/** The plainest way to write what was read. */
function written([language = "", ...entries]: Read): string {
  const parts = entries.map((entry) => {
    const [key = "", value] = entry;
    return value === undefined ? key : `${key}="${value.replace(/["\\]/g, "\\$&")}"`;
  });
  return `${String(language)} {${parts.join(" ")}}`;
}
