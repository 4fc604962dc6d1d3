/** Holds what is read from scripts of sed against sed itself, which refuses these commands in a sandbox. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { readSedScript } from "../../src/shell/commands/sed-script.ts";
import fc, { cases } from "../support/properties.ts";

const hasSandbox = spawnSync("sed", ["--sandbox", "-n", "p", "/dev/null"]).status === 0;

function isRefused(script: string): boolean {
  const { stderr } = spawnSync("sed", ["--sandbox", "-n", script, "/dev/null"], {
    encoding: "utf8",
  });
  return stderr.includes("sandbox");
}

describe("a script of sed", () => {
  const piece = fc.constantFrom(
    ...[
      "s",
      "y",
      "/",
      "|",
      "w",
      "e",
      "W",
      "p",
      "d",
      "g",
      "I",
      "1",
      "2",
      ",",
      "$",
      "!",
      "{",
      "}",
      ";",
      "\n",
      " ",
    ],
    ...[
      "\\",
      "[",
      "]",
      "^",
      "a",
      "b",
      "c",
      "i",
      "t",
      ":",
      "#",
      "q",
      "=",
      "~",
      "+",
      "x",
      "M",
      "m",
      "N",
      "\\/",
    ],
    ...["s/a/b/", "s/[/]/b/", "/a/", "s|a|b|", "y/a/b/", "\\,a,", "w out", "e id"],
  );
  const script = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(""));

  test.skipIf(!hasSandbox)(
    "that sed refuses in a sandbox is never taken for harmless",
    () => {
      fc.assert(
        fc.property(script, (text) => {
          const found = readSedScript(text);
          const isHarmless = found !== null && found.writes.length === 0 && !found.runs;
          expect([text, isHarmless && isRefused(text)]).toEqual([text, false]);
        }),
        cases(500),
      );
    },
    60_000,
  );

  test("is read to its end, whatever it is", () => {
    fc.assert(fc.property(fc.string(), (text) => void readSedScript(text)));
  });

  test.for([
    ["s/a/b/w out", ["out"]],
    ["/x/w a\nw b", ["a", "b"]],
    ["1{s/w/e/g;p}", []],
    ["$!N;P;D", []],
    ["a\\\ntext w x\np", []],
    ["s/[[:space:]/]/b/w out", ["out"]],
    ["s/[^]/]/b/;w out", ["out"]],
    ["s/\\[/b/w out", ["out"]],
  ] as const)("%j writes what it names", ([text, writes]) => {
    expect(readSedScript(text)?.writes).toEqual(writes);
  });

  test.for(["s/a/b", "s/a/b/z", "k", "y/a/b/e", "s/[/b/w out", "s/[[:a/b/]/c/"])(
    "%j is not understood",
    (text) => {
      expect(readSedScript(text)).toBeNull();
    },
  );
});
