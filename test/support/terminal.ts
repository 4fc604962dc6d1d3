/**
 * A real terminal for a test: a program in a pseudo-terminal, and an emulator that reads what it draws.
 * What a test sees is what a person would see.
 */
import { spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";

export interface TerminalOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
}

export interface Terminal {
  /** The lines on the screen now, without the blanks at their ends. */
  text(): string;
  /** Resolves with the screen once `wanted` stands on it; rejects with the screen when it never does. */
  until(wanted: string | RegExp): Promise<string>;
  /** What a keyboard sends: one key, or what is pasted at once. */
  press(keys: string): void;
  /** The exit code, once the program has ended. */
  readonly exited: Promise<number>;
  /** Ends the program if it still runs. */
  close(): void;
}

export const enter = "\r";

/** Generous, for a machine that is busy with other things: a test that waits for nothing is not slowed. */
const patienceMs = 20_000;

export function openTerminal(
  file: string,
  args: readonly string[],
  { env, cwd, columns = 80, rows = 24 }: TerminalOptions,
): Terminal {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const pty = spawn(file, [...args], {
    cols: columns,
    rows,
    cwd,
    env: { ...env },
    name: "xterm-256color",
  });
  const changed = new Set<() => void>();
  let isOpen = true;
  pty.onData((data) =>
    screen.write(data, () => {
      for (const look of changed) look();
    }),
  );
  screen.onData((reply) => {
    if (isOpen) pty.write(reply);
  });
  const exited = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => {
      isOpen = false;
      resolve(exitCode);
    });
  });
  const text = () => readScreen(screen);
  return {
    text,
    until: (wanted) => waitFor(wanted, text, changed),
    press: (keys) => pty.write(keys),
    exited,
    close() {
      if (isOpen) pty.kill("SIGKILL");
      screen.dispose();
    },
  };
}

function readScreen({ buffer, rows }: InstanceType<typeof xterm.Terminal>): string {
  const { active } = buffer;
  const lines = Array.from(
    { length: rows },
    (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? "",
  );
  return lines.join("\n").trimEnd();
}

function waitFor(
  wanted: string | RegExp,
  text: () => string,
  changed: Set<() => void>,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const look = () => {
    const now = text();
    if (typeof wanted === "string" ? now.includes(wanted) : wanted.test(now)) resolve(now);
  };
  const giveUp = setTimeout(
    () => reject(new Error(`never saw ${String(wanted)} on this screen:\n${text()}`)),
    patienceMs,
  );
  changed.add(look);
  look();
  return promise.finally(() => {
    clearTimeout(giveUp);
    changed.delete(look);
  });
}
