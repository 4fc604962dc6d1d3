/** Holds what is told of words from outside against what real tools do when those are options. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readEffects } from "../../src/shell/effects.ts";
import { installPrograms, runCases } from "./bash-cases.ts";

const tools = "cat find head shuf sort tail tr uniq wc xargs".split(" ");

const directory = mkdtempSync(join(tmpdir(), "firebreak-options-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

installPrograms(directory, {});
for (const name of [...tools, "bash", "rm"]) {
  symlinkSync(`/usr/bin/${name}`, join(directory, "bin", name));
}

const texts = [
  "-o marker plain",
  "-omarker",
  "--output=marker plain",
  "plain marker",
  ". -fprint marker",
];
texts.forEach((text, index) => {
  writeFileSync(join(directory, `evil-${index}`), text);
});
writeFileSync(join(directory, "plain"), "1\n");

/** Ways from the file into a word. */
const ways = ["$(cat F)", "$x", `\${y:-$(cat F)}`, '"$x"'];

const codes = tools.flatMap((tool) =>
  ways.flatMap((way) =>
    texts.flatMap((_, index) =>
      [
        `${tool} ${way}`,
        `${tool} -- ${way}`,
        `cat F | xargs ${tool}`,
        `${tool} plain; : ${way}`,
        `for y in $(cat F); do ${tool} $y; done`,
        `for y in $(cat F); do ${tool} ./$y; done`,
        `for y in $(cat F); do IFS=-; ${tool} ./$y; done`,
      ].map((code) => `x=$(cat F); ${code}`.replaceAll("F", `evil-${index}`)),
    ),
  ),
);

/** Milliseconds: hundreds of real programs are run, on whatever machine. */
const aWhile = 120_000;

test(
  "what a word makes a tool write is never told harmless",
  () => {
    const cases = codes.map(
      (code) => `( ${code}\n) < plain > /dev/null 2>&1\n[ -e marker ] && { rm marker; echo ran; }`,
    );
    const wrote = runCases(directory, cases).map((output) => output.includes("ran"));
    const missed = codes.filter((code, index) => wrote[index] && readEffects(code).risk === "none");
    expect(missed).toEqual([]);
    // Neither does all of it write, nor is all of it told.
    expect(wrote.filter((one) => one).length).toBeGreaterThan(30);
    const quiet = codes.filter((code) => readEffects(code).risk === "none");
    expect(quiet.length).toBeGreaterThan(150);
  },
  aWhile,
);
