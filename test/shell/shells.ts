/**
 * Runs many pieces of code in one shell, each in a subshell of its own, and says of each what `show` was
 * given, what was complained about, and whether the trap was sprung.
 */
import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const shellNames = ["bash", "dash", "zsh"] as const;
export type Shell = (typeof shellNames)[number];

export interface Came {
  /** The arguments of each call of `show`, in order. */
  readonly shown: readonly (readonly string[])[];
  readonly complaint: string;
  readonly isSprung: boolean;
}

export interface Lab {
  /** Those that are installed here. */
  readonly shells: readonly Shell[];
  /** Different shells may run at the same time. */
  readonly run: (shell: Shell, codes: readonly string[]) => Promise<Came[]>;
  readonly remove: () => void;
}

/** A directory with a `bin` that is the whole PATH. */
export function openLab(): Lab {
  const directory = mkdtempSync(join(tmpdir(), "firebreak-lab-"));
  const shells = shellNames.filter((name) => find(name) !== null);
  mkdirSync(join(directory, "bin"));
  for (const shell of shells) mkdirSync(join(directory, shell));
  for (const name of [...shells, ...borrowed]) link(directory, name, find(name));
  link(directory, "sh", find("dash") ?? find("sh"));
  for (const [name, body] of Object.entries(programs)) {
    const path = join(directory, "bin", name);
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
  }
  return {
    shells,
    run: (shell, codes) => run(directory, shell, codes),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

const show = 'printf \'%s\\0\' "$#" "$@" >&9';

/** None of these does anything with a file that is not in the laboratory. */
const borrowed = ["cat", "env", "find", "ls", "nice", "printenv", "timeout", "xargs"];

const programs = {
  show,
  touch: ': > "$TRAP"',
  sweep: "/bin/rm -f -- ./out/*",
  sudo: 'if [ "$1" = -u ]; then shift 2; fi; "$@"',
  ssh: 'shift; exec sh -c "$*"',
  su: 'exec sh -c "$2"',
  docker: 'shift 2; exec "$@"',
  kubectl: 'shift 3; exec "$@"',
};

function find(name: string): string | null {
  const places = ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];
  return places.map((place) => join(place, name)).find((path) => existsSync(path)) ?? null;
}

function link(directory: string, name: string, target: string | null): void {
  if (target !== null) symlinkSync(target, join(directory, "bin", name));
}

const flags: Readonly<Record<Shell, readonly string[]>> = {
  bash: ["--norc", "-c"],
  dash: ["-c"],
  zsh: ["-f", "-c"],
};

/** As a step gets it from `readerCommand`; the others know no `$(<file)` that keeps to one process. */
const reads: Readonly<Record<Shell, string>> = {
  bash: 'eval "$(<"$case_file")"',
  dash: '. "$case_file"',
  zsh: '. "$case_file"',
};

/** U+0001 ends a case: no value can have it. A function serves where a new process is not the point. */
function driver(shell: Shell): string {
  return `
exec 9>&1 > /dev/null < /dev/null
show() { ${show}; }
case_number=0
while case_file=$LAB/cases/$case_number; [ -e "$case_file" ]; do
  export TRAP="$LAB/traps/$case_number"
  ( ulimit -t 5; cd "$LAB/work/$case_number"; ${reads[shell]} )
  if [ -e "$TRAP" ]; then printf '\\002' >&9; fi
  printf '\\001' >&9
  printf '\\001' >&2
  case_number=$((case_number + 1))
done
`;
}

/** A code that hangs ends its shell, and another goes on behind it. */
async function run(bench: string, shell: Shell, codes: readonly string[]): Promise<Came[]> {
  const all: Came[] = [];
  while (all.length < codes.length) {
    all.push(...(await runUntilOneHangs(bench, shell, codes.slice(all.length))));
  }
  return all;
}

async function runUntilOneHangs(
  bench: string,
  shell: Shell,
  codes: readonly string[],
): Promise<Came[]> {
  const directory = join(bench, shell);
  const own = join(bench, `of-${shell}`);
  rmSync(own, { recursive: true, force: true });
  for (const part of ["cases", "traps", "work"]) mkdirSync(join(own, part), { recursive: true });
  symlinkSync(join(bench, "bin"), join(own, "work/bin"));
  for (const [at, code] of codes.entries()) {
    writeFileSync(join(own, "cases", String(at)), code);
    // What one leaves behind is nothing that the next finds.
    mkdirSync(join(own, "work", String(at), "out"), { recursive: true });
  }
  const program = [find(shell) ?? shell, ...flags[shell], driver(shell)];
  // It is the leader of a group, with everything that is started.
  const { stdout, stderr } = await outputOf(
    [find("timeout") ?? "timeout", "-s", "KILL", "3600", ...program],
    directory,
    {
      LAB: own,
      PATH: join(bench, "bin"),
      HOME: directory,
      LC_ALL: "C.UTF-8",
      z: "~~",
      FUNCNEST: "50",
    },
  );
  const complaints = stderr.split("\u0001");
  const outs = stdout.split("\u0001").slice(0, -1);
  const all = outs.map((out, at) => came(out, complaints[at] ?? ""));
  if (all.length === codes.length) return all;
  const isSprung = existsSync(join(own, "traps", String(all.length)));
  return [...all, { shown: [], complaint: "it never ended", isSprung }];
}

/** Each case says when it is over, and takes no time but what a busy machine adds. */
const longestSilenceMs = 240_000;

function outputOf(
  [program = "", ...args]: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<{ stdout: string; stderr: string }> {
  const maxBuffer = 256 * 1024 * 1024;
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, env, maxBuffer }, (_error, stdout, stderr) => {
      clearTimeout(silence);
      resolve({ stdout, stderr });
    });
    const silence = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, longestSilenceMs);
    child.stdout?.on("data", () => silence.refresh());
  });
}

function came(out: string, complaint: string): Came {
  const isSprung = out.endsWith("\u0002");
  const fields = (isSprung ? out.slice(0, -1) : out).split("\0");
  const shown: string[][] = [];
  for (let at = 0; at < fields.length - 1; ) {
    const count = Number(fields[at]);
    shown.push(fields.slice(at + 1, at + 1 + count));
    at += 1 + (Number.isInteger(count) ? count : 0);
  }
  return { shown, complaint, isSprung };
}
