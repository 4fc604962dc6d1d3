/** Code frames: carets under the right columns, and nothing that a terminal would obey. */
import { describe, expect, test } from "vitest";
import { codeFrame, formatDiagnostic } from "../../src/parser/code-frame.ts";
import { placeBetween, sourceText } from "../../src/parser/source-text.ts";
import fc from "../support/properties.ts";

describe("codeFrame", () => {
  const table: [name: string, source: string, marked: string, frame: string[]][] = [
    [
      "a word",
      "one\ntwo three\nfour",
      "three",
      ["  1 | one", "> 2 | two three", "    |     ^^^^^", "  3 | four"],
    ],
    ["the first line", "ab", "a", ["> 1 | ab", "    | ^"]],
    [
      "a range of lines",
      "a\nbc\ncd\ne",
      "c\nc",
      ["  1 | a", "> 2 | bc", "    |  ^", "> 3 | cd", "    | ^", "  4 | e"],
    ],
    ["after a tab", "\tab x", "x", ["> 1 |     ab x", "    |        ^"]],
    ["a tab itself", "a\tb", "\t", ["> 1 | a   b", "    |  ^^^"]],
    ["after wide characters", "日本 x", "x", ["> 1 | 日本 x", "    |      ^"]],
    ["wide characters", "a 日本", "日本", ["> 1 | a 日本", "    |   ^^^^"]],
    ["after an emoji", "✅ x", "x", ["> 1 | ✅ x", "    |    ^"]],
    ["after a combining mark", "e\u0301 x", "x", ["> 1 | e\u0301 x", "    |   ^"]],
    ["control characters", "a\x1b[31mb", "\x1b", ["> 1 | a<U+001B>[31mb", "    |  ^^^^^^^^"]],
    ["what cannot be seen", "a\u202eb x", "x", ["> 1 | a<U+202E>b x", "    |            ^"]],
  ];
  test.each(table)("%s", (_name, source, marked, frame) => {
    const start = source.indexOf(marked);
    const place = placeBetween(sourceText(source), start, start + marked.length);
    expect(codeFrame(source, place).split("\n")).toEqual(frame);
  });

  test("marks an empty range, also at the end of a line", () => {
    const place = placeBetween(sourceText("ab\ncd"), 2, 2);
    expect(codeFrame("ab\ncd", place, { context: 0 })).toBe("> 1 | ab\n    |   ^");
  });

  test("lines up its numbers", () => {
    const source = Array.from({ length: 12 }, (_, index) => `l${index + 1}`).join("\n");
    const place = placeBetween(sourceText(source), source.indexOf("l9"), source.indexOf("l9") + 2);
    expect(codeFrame(source, place)).toBe("   8 | l8\n>  9 | l9\n     | ^^\n  10 | l10");
  });

  test("cuts a long line around the range", () => {
    const source = `${"a".repeat(500)}HERE${"b".repeat(500)}`;
    const [line = "", carets = ""] = codeFrame(
      source,
      placeBetween(sourceText(source), 500, 504),
    ).split("\n");
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line).toMatch(/^> 1 \| …a+HEREb+…$/);
    expect(carets.indexOf("^^^^")).toBe(line.indexOf("HERE"));
  });

  test("cuts no character in two where it cuts a very long line", () => {
    for (const shift of ["", "a"]) {
      const source = `${shift}${"😀".repeat(2000)}HERE${"😀".repeat(2000)}`;
      const start = source.indexOf("HERE");
      const place = placeBetween(sourceText(source), start, start + 4);
      const [line = "", carets = ""] = codeFrame(source, place).split("\n");
      expect(line).toMatch(/^> 1 \| …😀+HERE😀+…$/u);
      expect(carets.length).toBeLessThanOrEqual(80);
    }
  });

  test("shows no more than five lines of a long range", () => {
    const source = "x\n".repeat(50);
    const frame = codeFrame(source, placeBetween(sourceText(source), 0, source.length));
    expect(frame.split("\n")).toHaveLength(11);
  });
});

describe("formatDiagnostic", () => {
  const diagnostic = {
    rule: "unknown-key",
    severity: "error",
    message: "unknown key `riks`",
    expected: "one of a, b",
    hint: "did you mean `risk`?",
  } as const;

  test("shows everything", () => {
    const place = placeBetween(sourceText("{riks=low}"), 1, 5);
    expect(formatDiagnostic({ ...diagnostic, place }, "{riks=low}", "a.md").split("\n")).toEqual([
      "a.md:1:2  error  unknown-key  unknown key `riks`",
      "> 1 | {riks=low}",
      "    |  ^^^^",
      "  expected one of a, b",
      "  hint: did you mean `risk`?",
    ]);
  });

  test("leaves out what is not there", () => {
    const bare = { ...diagnostic, place: null, expected: null, hint: null };
    expect(formatDiagnostic(bare, "", "a.md")).toBe("a.md  error  unknown-key  unknown key `riks`");
  });

  test("lets no control character through, whatever the source, path and message hold", () => {
    fc.assert(
      fc.property(anyText(), anyText(), fc.nat(40), fc.nat(40), (source, other, from, length) => {
        const place = placeBetween(sourceText(source), from, from + length);
        const shown = formatDiagnostic({ ...diagnostic, message: other, place }, source, other);
        expect(shown.replaceAll("\n", "")).not.toMatch(/[^\t\P{Cc}]|[\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

function anyText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("\n", "\r", "\t", "\x1b", "a", "日") }),
  );
}
