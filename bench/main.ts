/** What Firebreak costs, as ratios against a baseline in the same run. See README.md beside this file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bundle } from "./bundle.ts";
import { documentsOf, longDocument, shortSteps } from "./documents.ts";
import { compare, print } from "./measure.ts";
import { bareMarkdown, longRunbook, reading, runbook, runbookAndRules } from "./readers.ts";
import { command, firstFrame } from "./subjects.ts";

const root = resolve(import.meta.dirname, "..");
const firebreak = join(root, "bin/firebreak");
const firstLook = join(root, "runbooks/first-look.md");
const scratch = mkdtempSync(join(tmpdir(), "firebreak-bench-"));
const env = {
  HOME: scratch,
  XDG_STATE_HOME: join(scratch, "state"),
  XDG_CONFIG_HOME: join(scratch, "config"),
  XDG_CACHE_HOME: join(scratch, "cache"),
};

const gigabyte = 2 ** 30;
const corpus = process.env["FIREBREAK_CORPUS"];
const documents = documentsOf(root, corpus);
const folder = corpus ?? manyFiles();
const manySteps = stepsIn(
  "steps.md",
  Array.from({ length: 100 }, () => "echo step"),
);
const bigOutput = stepsIn("output.md", [`yes | head -c ${gigabyte} || true`]);

const megabyte = 1e6;
const sizes = [0.1, 1, 10];

const parts: Readonly<Record<string, () => Promise<void>>> = {
  reading: async () => {
    print(
      `Reading ${documents.length} documents, against mdast-util-from-markdown with GFM and frontmatter`,
      await compare(
        [
          reading("mdast-util-from-markdown", bareMarkdown, documents),
          reading("a runbook", runbook, documents),
          reading("a runbook, and all lint rules", runbookAndRules, documents),
        ],
        7,
      ),
      { "a runbook": "1.6 x" },
    );
  },
  size: async () => {
    print(
      "Time per megabyte, against that of a document of 0.1 MB",
      await compare(
        sizes.map((size) => {
          const text = longDocument(documents, size * megabyte);
          // The short ones more than once, so that each measures about as much.
          const times = Math.round(Math.min(10, 1 / size)) || 1;
          const texts = Array.from({ length: times }, () => text);
          return reading(`${size} MB, per MB`, longRunbook, texts, size * times);
        }),
        3,
      ),
      { "10 MB, per MB": "1.5 x" },
    );
  },
  steps: async () => {
    print(
      "Time per step, against that of 1,000 steps",
      await compare(
        [1000, 10_000, 100_000].map((count) => {
          const texts = [shortSteps(count)];
          return reading(`${count} steps, per 1,000`, longRunbook, texts, count / 1000);
        }),
        3,
      ),
      { "100000 steps, per 1,000": "1.5 x" },
    );
  },
  lint: async () => {
    print(
      "Linting a directory, against one thread",
      await compare(
        ["1", "2"].map((threads) => {
          const line = [firebreak, "lint", "--threads", threads, folder] as const;
          return command(`firebreak lint --threads ${threads}`, line, { env, exit: [0, 1] });
        }),
        7,
      ),
      { "firebreak lint --threads 2": "0.7 x" },
    );
  },
  start: async () => {
    print(
      "Start-up, against bare Node",
      await compare(
        [
          command("node -e 0", [process.execPath, "-e", "0"]),
          command("firebreak --version", [firebreak, "--version"], { env }),
          command("firebreak lint (one file)", [firebreak, "lint", firstLook], { env }),
          firstFrame(
            "firebreak run, first frame",
            [firebreak, "run", firstLook],
            "A first look",
            env,
          ),
        ],
        15,
      ),
      {
        "firebreak --version": "1.5 x",
        "firebreak lint (one file)": "2.5 x",
        "firebreak run, first frame": "4 x",
      },
    );
  },
  run: async () => {
    print(
      "100 trivial steps, against a bash loop that starts 100 bash processes",
      await compare(
        [
          command("bash loop", ["bash", "-c", "for i in {1..100}; do bash -c 'echo step'; done"]),
          command("firebreak run --auto", [firebreak, "run", manySteps, "--auto"], { env }),
        ],
        7,
      ),
      { "firebreak run --auto": "3 x" },
    );
  },
  judge: async () => {
    const [starter, program] = [join(scratch, "cached.cjs"), join(scratch, "judge.cjs")];
    await bundle(join(root, "bench/cached.ts"), starter);
    await bundle(join(root, "bench/judge.ts"), program);
    const judge = (rules: number, steps: number) => {
      const [cache, counts] = [join(scratch, "judge-cache"), [String(rules), String(steps)]];
      const line = [process.execPath, starter, cache, program, ...counts] as const;
      return command(`${rules} rules, ${steps} steps`, line);
    };
    // The cache keeps what the first run has called.
    await judge(200, 1000).run();
    print(
      "Steps judged by a policy, against bare Node; what the steps add to an idle start counts",
      await compare(
        [
          command("node -e 0", [process.execPath, "-e", "0"]),
          judge(0, 0),
          judge(0, 1000),
          judge(200, 0),
          judge(200, 1000),
        ],
        9,
      ),
      { "200 rules, 1000 steps": "200 ms more than without steps" },
    );
  },
  output: async () => {
    print(
      "1 GiB of output, against the same command through a pipe into /dev/null",
      await compare(
        [
          command("pipe", ["bash", "-c", `yes | head -c ${gigabyte} | cat >/dev/null`]),
          command("firebreak run --auto", [firebreak, "run", bigOutput, "--auto"], {
            env,
          }),
        ],
        5,
      ),
      { "firebreak run --auto": "3 x and under 200 MB" },
    );
  },
};

try {
  const wanted = process.argv.slice(2);
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) await part();
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Our own documents, each 20 times: about as much as a large collection of runbooks. */
function manyFiles(): string {
  const directory = join(scratch, "many");
  mkdirSync(directory);
  for (let copy = 0; copy < 20; copy += 1) {
    for (const [index, text] of documents.entries()) {
      writeFileSync(join(directory, `${copy}-${index}.md`), text);
    }
  }
  return directory;
}

/** A runbook of harmless steps, one for each piece of code. */
function stepsIn(name: string, codes: readonly string[]): string {
  const path = join(scratch, name);
  const steps = codes.map((code, index) => `\`\`\`bash {#s${index} risk=none}\n${code}\n\`\`\`\n`);
  writeFileSync(path, `# Bench\n\n${steps.join("\n")}`);
  return path;
}
