/** Runs many pieces of code in one bash, each in a subshell of its own, and gives back what each printed. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const driver = `
while IFS= read -r -d '' code <&3; do
  ( eval "$code" ) 3<&- < /dev/null 2> /dev/null
  printf '\\0'
done
`;

/**
 * One output for each code. They run in `directory`, with its `bin` as their whole PATH, so that any
 * command which is not one of the given programs is not found.
 */
export function runCases(directory: string, codes: readonly string[]): string[] {
  const cases = join(directory, "cases");
  writeFileSync(cases, codes.map((code) => `${code}\0`).join(""));
  const out = execFileSync(
    "/bin/bash",
    ["--norc", "-c", `exec 3< "$1"; ${driver}`, "bash", cases],
    {
      cwd: directory,
      env: { PATH: join(directory, "bin"), HOME: directory, LC_ALL: "C.UTF-8" },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return out.toString("utf8").split("\0").slice(0, -1);
}

/** Writes shell scripts into the directory's `bin`. */
export function installPrograms(
  directory: string,
  programs: Readonly<Record<string, string>>,
): void {
  mkdirSync(join(directory, "bin"), { recursive: true });
  for (const [name, body] of Object.entries(programs)) {
    const path = join(directory, "bin", name);
    writeFileSync(path, `#!/bin/bash\n${body}\n`);
    chmodSync(path, 0o755);
  }
}
