/** The built program, run for real: in a home of its own, headless or in a terminal. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { openTerminal, type Terminal } from "./terminal.ts";

export const root = resolve(import.meta.dirname, "../..");

export interface Home {
  /** A scratch directory that is HOME, and holds keys, sessions and whatever a test puts there. */
  readonly directory: string;
  run(...args: string[]): Promise<Ended>;
  /** In a pseudo-terminal of 80 by 24, or of a size that is given. */
  open(...args: string[]): Terminal;
  openAt(size: { columns: number; rows: number }, ...args: string[]): Terminal;
  /** Ends what still runs in its terminals, and leaves nothing behind. */
  remove(): Promise<void>;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function makeHome(): Promise<Home> {
  const directory = await mkdtemp(join(tmpdir(), "firebreak-home-"));
  const env = environmentOf(directory);
  const program = join(root, "bin/firebreak");
  const terminals: Terminal[] = [];
  const openAt: Home["openAt"] = (size, ...args) => {
    const terminal = openTerminal(program, args, { cwd: directory, env, ...size });
    terminals.push(terminal);
    return terminal;
  };
  return {
    directory,
    async run(...args) {
      const { exitCode, stdout, stderr } = await execa(program, args, {
        cwd: directory,
        env,
        extendEnv: false,
        stdin: "ignore",
        reject: false,
      });
      return { code: exitCode ?? -1, stdout, stderr };
    },
    open: (...args) => openAt({ columns: 80, rows: 24 }, ...args),
    openAt,
    async remove() {
      for (const terminal of terminals) terminal.close();
      await Promise.all(terminals.map(({ exited }) => exited));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Nothing of the person who runs the tests gets in, except where programs are found. */
function environmentOf(home: string): Record<string, string | undefined> {
  return {
    PATH: process.env["PATH"],
    FIREBREAK_NODE: process.env["FIREBREAK_NODE"],
    HOME: home,
    XDG_STATE_HOME: join(home, "state"),
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_CACHE_HOME: join(home, "cache"),
    LANG: "C.UTF-8",
    TERM: "xterm-256color",
  };
}

/** The transcript that the last line of stderr names. */
export function transcriptOf({ stderr }: Ended): string {
  const path = /^transcript: (.+)$/.exec(stderr.trimEnd().split("\n").at(-1) ?? "")?.[1];
  if (path === undefined) throw new Error(`the last line names no transcript:\n${stderr}`);
  return path;
}

/** The events of a transcript, as far as a test wants to look into them. */
export async function eventsOf(transcript: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(transcript, "utf8")).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
