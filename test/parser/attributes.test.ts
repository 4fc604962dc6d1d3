/** The attribute form: what it holds, where each part stands, and that nothing broken passes. */
import { describe, expect, test } from "vitest";
import { readAttributes } from "../../src/parser/attributes.ts";
import fc from "../support/properties.ts";

type Pair = [key: string, value: string | null];

describe("braces", () => {
  const good: [text: string, pairs: Pair[]][] = [
    ["{}", []],
    ["{ \t }", []],
    ["{#id}", [["id", "id"]]],
    ["{ #a-b.c_1 }", [["id", "a-b.c_1"]]],
    ["{confirm}", [["confirm", null]]],
    [
      "{a=b c=d,e}",
      [
        ["a", "b"],
        ["c", "d,e"],
      ],
    ],
    ["{capture=name=/x(y)/}", [["capture", "name=/x(y)/"]]],
    ["{when=a=='b'}", [["when", "a=='b'"]]],
    ["{backup=/etc/{{host}}/{{name}}.conf}", [["backup", "/etc/{{host}}/{{name}}.conf"]]],
    ['{t=""}', [["t", ""]]],
    [
      '{t="a } b" #x}',
      [
        ["t", "a } b"],
        ["id", "x"],
      ],
    ],
    [String.raw`{t="say \"hi\" \\ \d"}`, [["t", String.raw`say "hi" \ \d`]]],
    ["{é=1}".replace("é", "e"), [["e", "1"]]],
  ];
  test.each(good)("%s", (text, pairs) => {
    const read = readAttributes(text, 0, text.length);
    expect(read.problem).toBeNull();
    expect(read.end).toBe(text.length);
    expect(pairsOf(text)).toEqual(pairs);
  });

  const bad: [text: string, at: string][] = [
    ["{", "{"],
    ["{#id", "{#id"],
    ["{a=b", "{a=b"],
    ["{#}", "#"],
    ["{a=}", "="],
    ["{a= b}", "="],
    ['{a="b}', '"b}'],
    [String.raw`{a="b\"}`, String.raw`"b\"}`],
    ["{a='b'}", "'"],
    ['{a="b"c}', "c"],
    ['{a=b"c}', '"'],
    ["{=a}", "=a"],
    ['{"a": 1}', '"a":'],
    ["{é}", "é"],
    ["{a={b}", "="],
  ];
  test.each(bad)("%s is refused", (text, at) => {
    const { problem } = readAttributes(text, 0, text.length);
    expect(problem?.rule).toBe("bad-attributes");
    const span = problem?.span ?? { start: 0, end: 0 };
    expect(text.slice(span.start, span.end)).toBe(at);
  });

  test("know the place of each key and value", () => {
    const text = '```bash {#id a="b c" d=e flag}';
    const { entries } = readAttributes(text, 8, text.length);
    const cut = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    expect(entries.map(({ keySpan, value }) => [cut(keySpan), cut(value.span)])).toEqual([
      ["#id", "id"],
      ["a", '"b c"'],
      ["d", "e"],
      ["flag", "flag"],
    ]);
  });

  test("end where they close", () => {
    expect(readAttributes("{a} {b}", 0, 7).end).toBe(3);
  });
});

describe("properties", () => {
  const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/);
  const value = fc.option(fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n]/.test(text)));
  const pairs = fc.array(fc.tuple(key, value), { maxLength: 5 });

  test("what is written comes back", () => {
    fc.assert(
      fc.property(pairs, (written) => {
        expect(pairsOf(render(written))).toEqual(written);
      }),
    );
  });

  test("what is read, written and read again is the same", () => {
    const parts = fc.constantFrom("#a", "b=c", 'd="', '"', "\\", " ", "}", "{{x}}", "=", "f", "é");
    const text = fc.array(parts, { maxLength: 10 }).map((all) => `{${all.join("")}}`);
    fc.assert(
      fc.property(text, (source) => {
        const read = readAttributes(source, 0, source.length);
        expect(read.end).toBeLessThanOrEqual(source.length);
        if (read.problem === null)
          expect(pairsOf(render(pairsOf(source)))).toEqual(pairsOf(source));
      }),
    );
  });
});

function pairsOf(text: string): Pair[] {
  return readAttributes(text, 0, text.length).entries.map(({ key, value }) => [
    key,
    value.kind === "text" ? value.text : null,
  ]);
}

function render(pairs: readonly Pair[]): string {
  const parts = pairs.map(([key, value]) =>
    value === null ? key : `${key}="${value.replace(/["\\]/g, "\\$&")}"`,
  );
  return `{${parts.join(" ")}}`;
}
