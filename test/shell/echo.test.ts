/** What `echo` prints is what real shells make of it. */
import { afterAll, describe, expect, it, test } from "vitest";
import { echoed } from "../../src/shell/walk/echo.ts";
import { noHoles } from "../../src/shell/walk/holes.ts";
import fc, { cases } from "../support/properties.ts";
import { openLab, type Shell } from "./shells.ts";

const lab = openLab();
afterAll(() => lab.remove());

const plain = noHoles("");

it.each([
  [["a\\nb"], ["a\\nb\n", "a\nb\n"]],
  [["-n", "a"], ["a"]],
  [
    ["-e", "a\\tb"],
    ["a\tb\n", "-e a\tb\n"],
  ],
  [["a\\.b"], ["a\\.b\n"]],
  [["a\\0101"], ["a\\0101\n", "aA\n"]],
  [
    ["a\\c", "b"],
    ["a\\c b\n", "a"],
  ],
  [["\\x41"], []],
  [["\\\uE000"], []],
  [["\\01\uE000"], []],
  [["\\0101\uE000"], ["\\0101\uE000\n", "A\uE000\n"]],
])("in any shell, echo %j prints one of %j", (words, texts) => {
  expect(echoed(words, "any", plain)).toEqual(texts);
});

it("is not certain of bash where the code tells it to print as others do", () => {
  expect(echoed(["a\\n"], "bash", plain)).toEqual(["a\\n\n"]);
  expect(echoed(["a\\n"], "bash", noHoles("shopt -s xpg_echo"))).toContain("a\n\n");
});

const piece = fc.constantFrom(
  ..."\\ \\ \\ n t c e E x41 u0041 0101 041 141 a - . $ * \n".split(" "),
);
const word = fc.oneof(
  fc.constantFrom("-n", "-e", "-E", "-ne", "-En", "-", "--", ""),
  fc.array(piece, { maxLength: 8 }).map((all) => all.join("")),
);

describe.for(["bash", "dash", "zsh"] as const)("in %s", (shell) => {
  test("it prints what it was said to, whatever its words", async ({ skip }) => {
    if (!lab.shells.includes(shell)) skip(`${shell} is not installed`);
    const all = fc.sample(fc.array(word, { maxLength: 4 }), cases(200));
    const texts = all.map((words) => echoed(words, readerOf[shell], plain));
    const codes = all.map(
      (words) => `x=$(echo ${words.map((one) => `'${one}'`).join(" ")}; echo .); show "$x"`,
    );
    const came = await lab.run(shell, codes);
    const wrong = all.filter((_, at) => {
      const [text = ""] = came[at]?.shown[0] ?? [];
      return texts[at]?.length !== 0 && !texts[at]?.includes(text.slice(0, -1));
    });
    expect(wrong).toEqual([]);
    expect(texts.filter(({ length }) => length > 0).length).toBeGreaterThan(all.length / 3);
  });
});

const readerOf = { bash: "bash", dash: "any", zsh: "zsh" } as const satisfies Record<Shell, string>;
