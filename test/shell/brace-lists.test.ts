/** Lists in braces come to the words that bash makes of them. */
import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { readEffects } from "../../src/shell/effects.ts";
import { invocationsOf } from "../../src/shell/invocations.ts";
import fc, { cases } from "../support/properties.ts";

const piece = fc.constantFrom(
  "a",
  "b/c",
  ",",
  "{",
  "}",
  "{",
  "}",
  ",",
  "..",
  "1",
  "-2",
  "'x,y'",
  '"z}"',
  "\\,",
  "{a,b}",
  "{1..3}",
  "{,x}",
  "{3..1}",
);
const words = fc.array(piece, { minLength: 1, maxLength: 9 });

it("a word with braces is those that bash makes of it", () => {
  const codes = fc.sample(words, cases(1500)).map((pieces) => `x ${pieces.join("")}`);
  const made = madeByBash(codes);
  const told = codes.map((code) => invocationsOf(code)[0]?.words.map(({ text }) => text) ?? []);
  // Some is said not to be known; the rest has to be right.
  const known = codes.flatMap((code, at) => (told[at]?.includes(null) ? [] : [{ code, at }]));
  const wrong = known.filter(({ at }) => told[at]?.slice(1).join("\n") !== made[at]);
  expect(wrong.map(({ code, at }) => [code, made[at], told[at]])).toEqual([]);
  expect(known.filter(({ at }) => (told[at]?.length ?? 0) > 2).length).toBeGreaterThan(100);
});

it.each([
  ["in the last item", `${"{a,".repeat(3000)}-delete${"}".repeat(3000)}`],
  ["in the first item", `${"{".repeat(3000)}-delete${",a}".repeat(3000)}`],
])("lists in lists, deeper than anybody writes, may come to anything: %s", (_, word) => {
  const [command] = invocationsOf(`find . ${word}`);
  expect(command?.words.map(({ text }) => text)).toEqual(["find", ".", null]);
  expect(readEffects(`find . ${word}`).risk).not.toBe("none");
});

it("a list of more items than anybody writes may come to anything, one of letters to letters", () => {
  const items = Array.from({ length: 3000 }, (_, at) => `a${at},`).join("");
  expect(readEffects(`find . {${items}-delete}`).risk).not.toBe("none");
  expect(readEffects("ls {a..z}").risk).toBe("none");
});

/** The words behind `x`, a line each. */
function madeByBash(codes: readonly string[]): string[] {
  const script = `x() { (($#)) && printf '%s\\n' "$@"; printf '\\0'; }\nset -f\n${codes.join("\n")}\n`;
  const output = execFileSync("bash", { input: script, encoding: "utf8" });
  return output.split("\0").map((words) => words.replace(/\n$/, ""));
}
