/** The screen on a real pseudo-terminal: keys as bytes, sizes, colours, and a clean way out. */
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PersonInput } from "../../src/model/input.ts";
import { enter, openTerminal, type Terminal } from "../support/terminal.ts";
import { read } from "../support/walk.ts";
import { bundleSceneProgram } from "./bundle.ts";

let program = "";
let directory = "";
beforeAll(async () => {
  ({ program, directory } = await bundleSceneProgram());
});
afterAll(() => rm(directory, { recursive: true, force: true }));

let count = 0;

interface Shown {
  readonly terminal: Terminal;
  /** What was said so far. */
  readonly heard: () => PersonInput[];
}

async function withScene(
  name: string,
  env: Readonly<Record<string, string>>,
  act: (shown: Shown) => Promise<void>,
): Promise<void> {
  count += 1;
  const file = join(directory, `heard-${count}`);
  const terminal = openTerminal(process.execPath, [program, name, file], {
    cwd: directory,
    env: { PATH: process.env["PATH"], LANG: "C.UTF-8", TERM: "xterm-256color", ...env },
  });
  const heard = () =>
    existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          // What stands behind the last line break is not written to its end yet.
          .slice(0, -1)
          .map((line) => JSON.parse(line) as PersonInput)
      : [];
  try {
    await act({ terminal, heard });
  } finally {
    terminal.close();
  }
}

/** Keys are read in order: once the help is there, all keys before it have been read. */
async function afterAllKeys({ terminal }: Shown): Promise<void> {
  terminal.press("?");
  await terminal.until("Press any key to go back.");
}

describe.concurrent("the screen in a terminal", () => {
  it("takes the name typed key by key, with the cursor where it is typed", async () => {
    await withScene("type", {}, async ({ terminal, heard }) => {
      await terminal.until("To run it, type web-1 and press Enter:");
      for (const key of "web-1") terminal.press(key);
      await terminal.until("› web-1");
      const row = terminal
        .text()
        .split("\n")
        .findIndex((line) => line.includes("› web-1"));
      expect(terminal.cursor()).toEqual({ x: 34, y: row });
      await read();
      terminal.press(enter);
      while (heard().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(heard()).toEqual([{ kind: "answer", step: "edit", attempt: 1, typed: "web-1" }]);
    });
  });

  it.each([
    ["bracketed", "\u001b[200~y\u001b[201~"],
    ["not bracketed", "y\ry\r"],
  ])("takes no yes from a paste, %s", async (_, pasted) => {
    await withScene("confirm", {}, async (shown) => {
      await shown.terminal.until("Press y for yes.");
      shown.terminal.press(pasted);
      await shown.terminal.until("What comes all at once is no answer");
      await afterAllKeys(shown);
      expect(shown.heard()).toEqual([]);
    });
  });

  it.each([
    ["Backspace", "\u007f\u007f", "› shop.example.c *"],
    ["Backspace of old terminals", "\b\b!", "› shop.example.c! *"],
    ["Delete", "\u001b[H\u001b[3~\u001b[3~", "› op.example.com *"],
  ])("takes every %s of several in one read", async (_, keys, wanted) => {
    await withScene("inputs", {}, async ({ terminal }) => {
      await terminal.until("Which virtual host?");
      terminal.press("\t");
      await terminal.until("› shop.example.com");
      terminal.press(keys);
      await terminal.until(new RegExp(`${wanted}$`, "m"));
    });
  });

  it("approves nothing while the window is too small, and goes on when it has grown", async () => {
    await withScene("confirm", {}, async ({ terminal, heard }) => {
      await terminal.until("Press y for yes.");
      terminal.resize(40, 10);
      await terminal.until("40x10 is too small");
      terminal.press("y");
      // Another size that is too small: once it is drawn, the key before it has been read.
      terminal.resize(41, 10);
      await terminal.until("41x10 is too small");
      terminal.resize(100, 30);
      await terminal.until("Press y for yes.");
      expect(heard()).toEqual([]);
      await read();
      terminal.press("y");
      while (heard().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(heard()).toEqual([{ kind: "answer", step: "reload", attempt: 1, typed: null }]);
    });
  });

  it("leaves the terminal as it found it, with the summary in it", async () => {
    await withScene("done", {}, async ({ terminal }) => {
      await terminal.until("Press any key to leave.");
      expect(terminal.modes()).toEqual({ buffer: "alternate", bracketedPaste: true });
      terminal.press(" ");
      expect(await terminal.exited).toBe(0);
      const left = await terminal.until(/^ {2}verdict +SEALED by operator@example\.com/m);
      expect(left).toContain("✓ Change the Caddy configuration: done");
      expect(left).toContain("6 done, 1 skipped");
      expect(terminal.modes()).toEqual({ buffer: "normal", bracketedPaste: false });
      const written = terminal.written();
      expect(written.lastIndexOf("\u001b[?25h")).toBeGreaterThan(
        written.lastIndexOf("\u001b[?25l"),
      );
    });
  });

  it("is interrupted by Ctrl-C twice", async () => {
    await withScene("confirm", {}, async ({ terminal, heard }) => {
      await terminal.until("Press y for yes.");
      terminal.press("\u0003");
      await terminal.until("Stop here?");
      terminal.press("\u0003");
      while (heard().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(heard()).toEqual([{ kind: "interrupt" }]);
    });
  });

  it("draws all of it again on Ctrl-L", async () => {
    await withScene("confirm", {}, async ({ terminal }) => {
      const before = await terminal.until(/Press y for yes\..*quit/s);
      terminal.press("\u000c");
      while (!terminal.written().includes("\u001b[2J"))
        await new Promise((resolve) => setTimeout(resolve, 10));
      const after = await terminal.until(/Press y for yes\..*quit/s);
      expect(after.replace(/ +$/gm, "")).toBe(before.replace(/ +$/gm, ""));
    });
  });

  it("uses no colour where NO_COLOR is set", async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for escapes is the point
    const colours = /\u001b\[(?:\d+;)*(?:3[0-7]|4[0-7]|9[0-7]|[34]8)[;m]/;
    await withScene("type", {}, async ({ terminal }) => {
      await terminal.until("To run it, type web-1");
      expect(terminal.written()).toMatch(colours);
    });
    await withScene("type", { NO_COLOR: "1" }, async ({ terminal }) => {
      await terminal.until("To run it, type web-1");
      expect(terminal.written()).not.toMatch(colours);
    });
  });

  it("draws with ASCII alone where the locale is not UTF-8", async () => {
    await withScene("confirm", { LC_ALL: "C" }, async ({ terminal }) => {
      expect(await terminal.until("Press y for yes.")).toMatch(/^[\x20-\x7e\n]*$/);
    });
  });
});
