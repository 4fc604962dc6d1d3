/** Lines, wrapping, Markdown, legible text, and what is typed. */
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { keysOfBurst } from "../../src/tui/key.ts";
import { legible } from "../../src/tui/legible.ts";
import { cut, type Line, line, lineWidth, padded, span, spread } from "../../src/tui/line.ts";
import { edit, editorWith, textOf } from "../../src/tui/line-editor.ts";
import { prose } from "../../src/tui/prose.ts";
import { asciiSigns, signsFor, unicodeSigns } from "../../src/tui/signs.ts";
import { stopwatch } from "../../src/tui/words.ts";
import { wrap } from "../../src/tui/wrap.ts";
import fc from "../support/properties.ts";
import { letter, press, typed } from "./pressing.ts";

const plain = (spans: Line) => spans.map(({ text }) => text).join("");
const anyText = fc.string({ unit: "grapheme", maxLength: 120 }).map(legible);

describe("a line", () => {
  it("is cut to a width in columns, never through a wide character", () => {
    expect(plain(cut(line("日本語"), 5))).toBe("日本…");
    expect(plain(cut(line("日本語"), 4))).toBe("日…");
    expect(plain(cut(line("日本語"), 6))).toBe("日本語");
    expect(plain(cut([span("ab"), span("cd", "bad")], 3))).toBe("ab…");
    expect(cut(line("abc"), 0)).toEqual([]);
  });

  it("keeps to its width whatever the text", () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), fc.nat(60), (texts, width) => {
        const spans = texts.map((text) => span(text));
        expect(lineWidth(cut(spans, width))).toBeLessThanOrEqual(width);
        expect(lineWidth(padded(spans, width))).toBe(width);
        expect(lineWidth(spread(spans, line("right"), width))).toBeLessThanOrEqual(
          Math.max(width, 0),
        );
      }),
    );
  });
});

describe("wrapping", () => {
  it("breaks at spaces, and inside a word where it must", () => {
    const lines = (text: string, width: number) => wrap(line(text), width).map(plain);
    expect(lines("one two three", 8)).toEqual(["one two", "three"]);
    expect(lines("one two", 7)).toEqual(["one two"]);
    expect(lines("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
    expect(lines("    indented word", 12)).toEqual(["    indented", "word"]);
  });

  it("puts what is asked for before the first line and the others", () => {
    const lines = wrap(line("one two"), 6, [span("* ")], [span("  ")]);
    expect(lines.map(plain)).toEqual(["* one", "  two"]);
  });

  it("loses nothing but spaces, and keeps to the width", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = wrap(line(text), width).map(plain);
        expect(lines.join("").replace(/ /g, "")).toBe(text.replace(/ /g, ""));
        for (const each of lines) expect(stringWidth(each)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe("prose", () => {
  const lines = (markdown: string) => prose(markdown, 40, unicodeSigns).map(plain);

  it("reads without the marks of Markdown", () => {
    expect(lines("**Never** do `rm`, *ever*.\nReally.")).toEqual(["Never do rm, ever. Really."]);
    expect(lines("- one\n- two\n  - inner")).toEqual(["• one", "• two", "  • inner"]);
    expect(lines("3. three\n4. four")).toEqual(["3. three", "4. four"]);
    expect(lines("- [x] done\n- [ ] open")).toEqual(["• [x] done", "• [ ] open"]);
    expect(lines("> careful")).toEqual(["▎ careful"]);
    expect(lines("a\n\n```yaml\nkey: 1\n```")).toEqual(["a", "", "  key: 1"]);
    expect(lines("| a | b |\n|---|---|\n| 1 | 2 |")).toEqual(["a │ b", "1 │ 2"]);
    expect(lines("x<br>y <!-- hidden -->")).toEqual(["x", "y "]);
    expect(lines("![shot](a.png)")).toEqual(["(picture: shot)"]);
  });

  it("shows where a link really goes", () => {
    expect(lines("[docs](https://example.com)")).toEqual(["docs (https://example.com)"]);
    expect(lines("<https://example.com>")).toEqual(["https://example.com"]);
  });
});

describe("legible text", () => {
  it("has no character left that would move or hide anything", () => {
    expect(legible("a\tb")).toBe("a   b");
    expect(legible("red \u001b[31mX\u001b[0m")).toBe("red ␛[31mX␛[0m");
    expect(legible("one\r\ntwo")).toBe("one two");
    expect(legible("\u{1f469}\u200d\u{1f467}")).toBe("\u{1f469}\u{1f467}");
    expect(legible("❤\ufe0f")).toBe("❤");
  });
});

describe("a line being typed", () => {
  const edited = (start: string, ...keys: Parameters<typeof edit>[1][]) =>
    textOf(keys.reduce((editor, key) => edit(editor, key) ?? editor, editorWith(start)));

  it("is edited with the usual keys", () => {
    expect(edited("abc", press("backspace"))).toBe("ab");
    expect(edited("abc", press("left"), press("left"), letter("X"))).toBe("aXbc");
    expect(edited("abc", press("home"), press("delete"))).toBe("bc");
    expect(edited("abc", press("home"), ...typed("12"), press("end"), letter("!"))).toBe("12abc!");
    expect(edited("one two", { kind: "ctrl", letter: "w" })).toBe("one ");
    expect(edited("one two", { kind: "ctrl", letter: "u" })).toBe("");
    expect(edited("abc", { kind: "ctrl", letter: "a" }, { kind: "ctrl", letter: "k" })).toBe("");
  });

  it("takes several presses that come in one read one by one", () => {
    const burst = (text: string) => keysOfBurst(letter(text)) ?? [];
    expect(edited("80", ...burst("\u007f\u007f101"))).toBe("101");
    expect(edited("abc", ...burst("\b\b"), letter("X"))).toBe("aX");
  });

  it("loses a whole character to backspace, however it is made", () => {
    expect(edited("é", press("backspace"))).toBe("");
    expect(edited("a", letter("e\u0301"), press("backspace"))).toBe("a");
    expect(edited("👩‍👧", press("backspace"))).toBe("");
  });

  it("takes pasted text on one line, without control characters", () => {
    expect(edited("", { kind: "paste", text: "\none\r\ntwo\u001b[2J\n" })).toBe("one two[2J");
  });
});

describe("small words", () => {
  it("tell time like a clock", () => {
    expect([0, 7_000, 83_999, 750_000, 3_723_000, -5].map(stopwatch)).toEqual([
      "0:00",
      "0:07",
      "1:23",
      "12:30",
      "1:02:03",
      "0:00",
    ]);
  });

  it("choose signs by the locale", () => {
    expect(signsFor({ LANG: "de_DE.UTF-8" })).toBe(unicodeSigns);
    expect(signsFor({ LC_ALL: "C.utf8", LANG: "C" })).toBe(unicodeSigns);
    expect(signsFor({ LC_ALL: "C", LANG: "de_DE.UTF-8" })).toBe(asciiSigns);
    expect(signsFor({})).toBe(asciiSigns);
  });
});
