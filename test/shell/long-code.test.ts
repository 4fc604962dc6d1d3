/**
 * Code of any shape may be long: what is noted of it, and read again for that, grows with it and no faster. How
 * long it takes is measured in `bench/shell-growth.ts`.
 */
import { describe, expect, it, test } from "vitest";
import { readingOf } from "../../src/shell/argument-roles.ts";
import { commandsIn, commandsOf } from "../../src/shell/commands-in.ts";
import { readEffects } from "../../src/shell/effects.ts";
import { invocationsOf } from "../../src/shell/invocations.ts";
import { strictnessOf } from "../../src/shell/place-kind.ts";
import { placementsOf } from "../../src/shell/placement.ts";
import { renderCode } from "../../src/shell/render.ts";

/** Code of about `length` characters. */
type Shape = (length: number) => string;

const numbered =
  (line: (number: number) => string, ending = ""): Shape =>
  (length) =>
    Array.from({ length: length / line(1000).length }, (_, at) => line(at)).join("") + ending;

const shapes: readonly [name: string, shape: Shape][] = [
  ["a pipe of one command", (length) => `${"ls | ".repeat(length / 5)}cat`],
  ["a pipe of many commands", numbered((at) => `a${at} | `, "cat")],
  ["commands in a word", (length) => `rm $(${numbered((at) => `a${at}; `)(length)})`],
  ["lists in braces", (length) => `rm ${"{a,b}".repeat(length / 5)}`],
  ["words with lists in braces", (length) => `rm ${`${"{a,b}".repeat(9)} `.repeat(length / 46)}`],
  ["wrappers", (length) => "sudo ".repeat(length / 5)],
  ["wrappers that set variables", (length) => "env A=b ".repeat(length / 8)],
  ["exported variables", numbered((at) => `export A${at}=b\n`)],
  ["functions", numbered((at) => `f${at}() { f${at + 1}; }\n`, "f0")],
  ["directories", (length) => "cd a\n".repeat(length / 5)],
  ["directories of a condition", numbered((at) => `cd /a${at} || ls\n`, "rm x")],
  [
    "words in any of some directories",
    (length) =>
      `${Array.from({ length: 16 }, (_, at) => `cd /a${at} || `).join("")}:; rm ${"b ".repeat(length / 2)}`,
  ],
];

describe("what is noted of code", () => {
  it.each(shapes)("grows with it: %s", (_, shape) => {
    const [short, long] = [shape(10_000), shape(80_000)].map((code) => sizeOf(invocationsOf(code)));
    expect(long).toBeLessThan(12 * (short ?? 0) + 200_000);
  });

  it("is told to grow faster where it does", () => {
    const [short, long] = [100, 800].map((count) => {
      const all = Array.from({ length: count }, (_, at) => `a${at}`);
      return sizeOf(all.map((_, at) => all.slice(0, at)));
    });
    expect(long).toBeGreaterThan(12 * (short ?? 0) + 200_000);
  });
});

/** How many texts, and characters of them, are in it; what is in it several times counts as often. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return 1 + value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((sum, one) => sum + sizeOf(one), 0);
}

describe("the directory that commands run in", () => {
  const above = (begin: string, depth: number) => `${begin}${"cd ..\n".repeat(depth)}rm -rf x`;

  it.each([
    ["one that is not known", "cd $v\n"],
    ["one below that", "cd $v/a\n"],
    ["any that a loop leads to", "while cd ..; do :; done\n"],
  ])("is no more the further it is above %s", (_, begin) => {
    const [near, far] = [4, 70].map((depth) =>
      sizeOf(commandsIn(above(begin, depth)).at(-1)?.forms),
    );
    expect(far).toBe(near);
  });

  it("is taken apart once for all of them", () => {
    const counts = [1, 200].map((times) => {
      let count = 0;
      const { commands } = readEffects(`cd /srv/$v\n${"rm -rf x\n".repeat(times)}`);
      const counted = commands.map((command) => ({
        ...command,
        invocation: {
          ...command.invocation,
          lettersOf: (value: string) => {
            count += 1;
            return command.invocation.lettersOf(value);
          },
        },
      }));
      for (const { forms } of commandsOf(counted)) expect(forms).not.toEqual([]);
      return count;
    });
    expect(counts[1]).toBe(counts[0]);
  });
});

describe("placeholders, however many", () => {
  const count = 2000;

  test("have a place each, and a value", () => {
    const code = Array.from({ length: count }, (_, at) => `x${at}={{v}}; rm "$x${at}"`).join("\n");
    const places = placementsOf(code);
    expect(places.map(({ kind }) => kind)).toEqual(
      Array.from({ length: count }, () => "assignment"),
    );
    const rendered = renderCode(code, { v: "a b" });
    expect(rendered.ok && rendered.code.split("'a b'").length - 1).toBe(count);
  });

  test("are told apart in one word", () => {
    const places = placementsOf(`echo ${"{{v}}".repeat(count)}`);
    expect(new Set(places.map(({ kind }) => kind))).toEqual(new Set(["word"]));
  });
});

test("a script that nests deeper than anybody writes takes no value", () => {
  const code = `${"$(".repeat(50_000)}{{v}}${")".repeat(50_000)}`;
  expect(placementsOf(code)).toMatchObject([{ kind: "unreadable" }]);
  expect(readEffects(code).risk).toBe("medium");
});

test.each([
  ["functions", (depth: number) => `${"f() ".repeat(depth)}{ rm {{v}}; }`],
  ["functions by name", (depth: number) => `${"function f ".repeat(depth)}{ rm {{v}}; }`],
  ["lists in braces", (depth: number) => `${"{a,".repeat(depth)}b${"}".repeat(depth)} {{v}}`],
  ["defaults", (depth: number) => `rm ${"${a:-".repeat(depth)}{{v}}${"}".repeat(depth)}`],
  ["arithmetic", (depth: number) => `rm $((${"(".repeat(depth)}{{v}}${")".repeat(depth)}))`],
  ["conditions", (depth: number) => `[[ ${"( ".repeat(depth)}{{v}}${" )".repeat(depth)} ]]`],
  [
    "cases",
    (depth: number) => `${"case a in a) ".repeat(depth)}rm {{v}}${";; esac".repeat(depth)}`,
  ],
  ["groups", (depth: number) => `${"{ ".repeat(depth)}rm {{v}}${"; }".repeat(depth)}`],
  ["backticks", (depth: number) => `${"`".repeat(depth)}rm x${"`".repeat(depth)} {{v}}`],
  ["commands in a row", (depth: number) => `${"$()".repeat(depth)}x {{v}}`],
  ["options in a row", (depth: number) => `test -${"$()".repeat(depth)}x {{v}}`],
  ["negations", (depth: number) => `${"! ".repeat(depth)}rm {{v}}`],
])("commands in commands, deeper than anybody writes, are read or not known: %s", (_, nest) => {
  const code = nest(3000);
  expect(placementsOf(code)).toHaveLength(1);
  expect(invocationsOf(code)).not.toEqual([]);
  expect(readEffects(code).risk).not.toBe("low");
});

test("a condition with more branches than anybody writes is not known", () => {
  const code = `if a; then b; ${"elif a; then b; ".repeat(20_000)}fi`;
  expect(readEffects(code).risk).toBe("medium");
});

test("a placeholder in a script of another language is data, and other double braces are not", () => {
  expect(readEffects("awk '{{x}}' f").risk).not.toBe("high");
  expect(readEffects(`awk '{{system("rm x")}}' f`).risk).not.toBe("none");
});

test("commands that run commands are each looked into once, however many stand in a row", () => {
  const looks = [10, 20].map((depth) => {
    let count = 0;
    const words = [..."xargs ".repeat(depth).trim().split(" "), "echo"].map((value) => ({
      get value() {
        count += 1;
        return value;
      },
      literal: true,
    }));
    readingOf(words);
    return count;
  });
  expect(looks[1]).toBeLessThan(5 * (looks[0] ?? 0));
});

test.each([
  (code: string) => `echo $(${code})`,
  (code: string) => `printf %s $(${code})`,
  (code: string) => `echo a$(${code})b{c,d}`,
  (code: string) => `cat <(echo $(${code}))`,
  (code: string) => `echo $(echo a | cat $(${code}))`,
])("what is printed is found out once, however deep it stands: %s", (around) => {
  const code = Array.from({ length: 100 }).reduce<string>(around, "rm -rf /srv/data");
  expect(readEffects(code).risk).toMatch(/medium|high|critical/);
  expect(commandsIn(code).flatMap(({ forms }) => forms)).not.toEqual([]);
});

test.each([
  (code: string) => `echo "$(${code})" | sh`,
  (code: string) => `eval "$(${code})"`,
  (code: string) => `bash <<< "$(${code})"`,
  (code: string) => `trap "$(${code})" EXIT`,
  (code: string) => `f() { ${code}; }; f | sh`,
])("code that is a word and is read as code is read to its end, however deep: %s", (around) => {
  const code = Array.from({ length: 25 }).reduce<string>(around, "echo {{v}}");
  expect(strictnessOf(placementsOf(code)[0]?.kind ?? "word")).not.toBe("quote");
});
