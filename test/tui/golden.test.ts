/**
 * The screen as a person sees it, at every scene and in two sizes, against reviewed text files in
 * test/fixtures/tui/. After a change that is meant: GOLDEN=write, then read the difference.
 */
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Key } from "../../src/tui/key.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";
import { bundleSceneProgram } from "./bundle.ts";
import { type Scene, scenes } from "./scenes.ts";

const fixtures = join(import.meta.dirname, "../fixtures/tui");
const sizes = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 60 },
] as const;
const isWriting = process.env["GOLDEN"] === "write";

let program = "";
let directory = "";
beforeAll(async () => {
  ({ program, directory } = await bundleSceneProgram());
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("the screen", () => {
  it.concurrent.each(scenes.map((scene) => [scene.name, scene] as const))(
    "%s",
    async (name, scene) => {
      const terminal = openScene(scene);
      try {
        for (const { columns, rows } of sizes) {
          const golden = join(fixtures, `${name}-${columns}x${rows}.txt`);
          terminal.resize(columns, rows);
          if (isWriting) await write(terminal, golden, columns);
          else await expectGolden(terminal, golden);
        }
      } finally {
        terminal.close();
      }
    },
  );

  it("has no golden file without a scene", async () => {
    for (const { name } of scenes) {
      for (const { columns, rows } of sizes) {
        expect(existsSync(join(fixtures, `${name}-${columns}x${rows}.txt`)), name).toBe(true);
      }
    }
  });
});

function openScene({ name, keys = [] }: Scene): Terminal {
  const terminal = openTerminal(process.execPath, [program, name], {
    cwd: directory,
    env: { PATH: process.env["PATH"], LANG: "C.UTF-8", TERM: "xterm-256color" },
  });
  void press(terminal, keys);
  return terminal;
}

/** A key counts only for a screen that was drawn, so each waits for what the one before it drew. */
async function press(terminal: Terminal, keys: readonly Key[]): Promise<void> {
  await terminal.until("┴");
  for (const key of keys) {
    const before = terminal.text();
    terminal.press(bytesOf(key));
    while (terminal.text() === before) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function bytesOf(key: Key): string {
  if (key.kind === "text") return key.text;
  if (key.kind === "press" && key.name === "escape") return "\u001b";
  if (key.kind === "press" && key.name === "down") return "\u001b[B";
  throw new Error(`no scene presses ${JSON.stringify(key)}`);
}

async function expectGolden(terminal: Terminal, golden: string): Promise<void> {
  const wanted = (await readFile(golden, "utf8")).trimEnd();
  const lines = wanted.split("\n").map((line) => `${RegExp.escape(line)} *`);
  // Shows the difference where there is one; `until` alone would show only what was there.
  await terminal
    .until(new RegExp(`^${lines.join("\n")}$`))
    .catch(() => expect(screenText(terminal)).toBe(wanted));
}

async function write(terminal: Terminal, golden: string, columns: number): Promise<void> {
  await terminal.until(new RegExp(`^.*─{3}.{${columns - 60},}$`, "m"));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await writeFile(golden, `${screenText(terminal)}\n`);
}

/** Whether a line ends in blanks that were drawn or in nothing cannot be seen. */
function screenText(terminal: Terminal): string {
  return terminal.text().replace(/ +$/gm, "");
}
