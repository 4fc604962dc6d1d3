/**
 * How fast shell code is read for its effects, against bare unbash on the same code in the same run:
 * `scripts/node bench/shell-reading.ts`, or with FIREBREAK_CORPUS=DIR for the runbooks of a directory.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { forEachChild, parse, type SyntaxNode } from "unbash";
import { readRunbook } from "../src/parser/read.ts";
import { readEffects } from "../src/shell/effects.ts";
import { compare, print, type Subject } from "./measure.ts";

const directory = process.env["FIREBREAK_CORPUS"] ?? resolve(import.meta.dirname, "../runbooks");
const shells = new Set(["bash", "sh", "shell", "console", "shell-session", "zsh"]);

const codes = readdirSync(directory, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md"))
  .flatMap((path) => readRunbook(readFileSync(join(directory, path), "utf8"), path).steps)
  .flatMap((step) => (step.kind === "code" && shells.has(step.language) ? [step.code] : []));
const size = codes.reduce((sum, code) => sum + code.length, 0);

/** Small blocks are read many times, so that a round is long enough to be measured. */
const times = Math.max(1, Math.ceil(200_000 / size));

const rows = await compare(
  [
    reading("unbash, to a tree", (code) => parse(code)),
    reading("unbash, every node of it", (code) => visit(parse(code))),
    reading("readEffects", readEffects),
  ],
  40,
  // Hundreds of judges are compiled each by itself, and most of them are rarely called.
  40,
);
print(
  `${codes.length} blocks of shell code, ${(size / 1000).toFixed(0)} kB, ${times} times`,
  rows,
  {
    readEffects: "2.5 x",
  },
);
for (const { name, ms } of rows) {
  console.log(`  ${name.padEnd(38)}${((size * times) / 1000 / ms).toFixed(1).padStart(9)} MB/s`);
}

function reading(name: string, read: (code: string) => unknown): Subject {
  return {
    name,
    run: () => {
      // Processor time: the three differ by what they do, not by what the machine does beside.
      const before = process.cpuUsage();
      for (let time = 0; time < times; time += 1) for (const code of codes) read(code);
      const { user, system } = process.cpuUsage(before);
      return Promise.resolve({ ms: (user + system) / 1000, peakBytes: null });
    },
  };
}

/** unbash takes words apart only when they are looked at. */
function visit(node: SyntaxNode): void {
  forEachChild(node, visit);
}
