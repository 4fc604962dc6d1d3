/** What Firebreak costs, as ratios against a baseline in the same run. See README.md beside this file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { compare, print } from "./measure.ts";
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
const manySteps = runbook(
  "steps.md",
  Array.from({ length: 100 }, () => "echo step"),
);
const bigOutput = runbook("output.md", [`yes | head -c ${gigabyte} || true`]);

try {
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
  const judge = (rules: number, steps: number) =>
    command(`${rules} rules, ${steps} steps`, [
      process.execPath,
      join(root, "bench/judge.ts"),
      String(rules),
      String(steps),
    ]);
  print(
    "Steps judged by a policy, against bare Node; what the steps add to an idle start counts",
    await compare(
      [command("node -e 0", [process.execPath, "-e", "0"]), judge(200, 0), judge(200, 1000)],
      9,
    ),
    { "200 rules, 1000 steps": "200 ms more than without steps" },
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** A runbook of harmless steps, one for each piece of code. */
function runbook(name: string, codes: readonly string[]): string {
  const path = join(scratch, name);
  const steps = codes.map((code, index) => `\`\`\`bash {#s${index} risk=none}\n${code}\n\`\`\`\n`);
  writeFileSync(path, `# Bench\n\n${steps.join("\n")}`);
  return path;
}
