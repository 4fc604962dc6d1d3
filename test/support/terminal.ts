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
  /** Another size of the window, in characters. */
  resize(columns: number, rows: number): void;
  /** What a program has to leave as it was: the screen in use, the way pasted text arrives. */
  modes(): { readonly buffer: "normal" | "alternate"; readonly bracketedPaste: boolean };
  /** Where the cursor stands, from 0. */
  cursor(): { readonly x: number; readonly y: number };
  /** Everything the program wrote, control sequences and all. */
  written(): string;
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
    // An undefined value would arrive as the text "undefined".
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
    name: "xterm-256color",
  });
  const changed = new Set<() => void>();
  let isOpen = true;
  let written = "";
  pty.onData((data) => {
    written += data;
    screen.write(data, () => {
      for (const look of changed) look();
    });
  });
  screen.onData((reply) => {
    if (isOpen) pty.write(reply);
  });
  const exited = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => {
      isOpen = false;
      resolve(exitCode);
    });
  });
  return {
    text: () => readScreen(screen),
    until: (wanted) => waitFor(wanted, screen, changed),
    press: (keys) => pty.write(keys),
    resize(columns, rows) {
      screen.resize(columns, rows);
      pty.resize(columns, rows);
    },
    modes: () => ({
      buffer: screen.buffer.active.type,
      bracketedPaste: screen.modes.bracketedPasteMode,
    }),
    cursor: () => ({ x: screen.buffer.active.cursorX, y: screen.buffer.active.cursorY }),
    written: () => written,
    exited,
    close() {
      if (isOpen) pty.kill("SIGKILL");
      screen.dispose();
    },
  };
}

type Emulator = InstanceType<typeof xterm.Terminal>;

function readScreen({ buffer, rows }: Emulator): string {
  const { active } = buffer;
  const lines = Array.from(
    { length: rows },
    (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? "",
  );
  return lines.join("\n").trimEnd();
}

function waitFor(
  wanted: string | RegExp,
  screen: Emulator,
  changed: Set<() => void>,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const look = () => {
    // Half a frame is nothing that a person would see: the program says where one begins and ends.
    if (screen.modes.synchronizedOutputMode) return;
    const now = readScreen(screen);
    if (typeof wanted === "string" ? now.includes(wanted) : wanted.test(now)) resolve(now);
  };
  const giveUp = setTimeout(
    () => reject(new Error(`never saw ${String(wanted)} on this screen:\n${readScreen(screen)}`)),
    patienceMs,
  );
  changed.add(look);
  look();
  return promise.finally(() => {
    clearTimeout(giveUp);
    changed.delete(look);
  });
}
