/** What a person says, or loses, on the pages between the questions. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventsOf, type Home, makeHome } from "../support/firebreak.ts";
import { enter } from "../support/terminal.ts";
import { asksAt, goOn, leave, read } from "../support/walk.ts";

let home: Home;
beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

async function open(text: string) {
  const runbook = join(home.directory, "pages.md");
  await writeFile(runbook, text);
  return home.open("run", runbook);
}

const printing = (id: string, code: string) => `\`\`\`bash {#${id} risk=low}\n${code}\n\`\`\`\n\n`;

it("a note on the page of a result is about that step, though the next one waits already", async () => {
  const screen = await open(`# T\n\n${printing("one", "echo 1")}${printing("two", "echo 2")}`);
  await goOn(screen, 1);
  await screen.until("Press Enter to go on.");
  screen.press("n");
  await screen.until("A note for the transcript:");
  screen.press("just one");
  await screen.until("› just one");
  screen.press(enter);
  await screen.until("Noted.");
  expect(await asksAt(screen, 2)).toBe("go");
  await goOn(screen, 2);
  const { transcript } = await leave(screen);
  const notes = (await eventsOf(transcript)).flatMap(({ event }) => {
    const { type, step, text } = (event ?? {}) as Record<string, unknown>;
    return type === "note.added" ? [{ step, text }] : [];
  });
  expect(notes).toEqual([{ step: "one", text: "just one" }]);
});

it("quitting on the page of a result shows that it has stopped", async () => {
  const screen = await open(`# T\n\n${printing("one", "echo 1")}${printing("two", "echo 2")}`);
  await goOn(screen, 1);
  await screen.until("Press Enter to go on.");
  screen.press("q");
  await screen.until("Stop here?");
  await read();
  screen.press("y");
  expect(await screen.until("Press any key to leave.")).toContain("Stopped before its end");
  await leave(screen);
  expect(await screen.exited).toBe(3);
});

it("the page of the last result offers only to go on", async () => {
  const screen = await open(`# T\n\n${printing("one", "echo 1")}`);
  await goOn(screen, 1);
  const seen = await screen.until("Press Enter to go on.");
  expect(seen.split("\n").at(-1)?.trim()).toBe("Enter go on");
  screen.press("n");
  await leave(screen);
  expect(screen.written()).not.toContain("A note for the transcript:");
  expect(await screen.exited).toBe(0);
});

it("a transcript that is lost is told with its reason, and what ran is unknown", async () => {
  const code = 'rm -rf "$XDG_STATE_HOME"; echo gone; sleep 600';
  const screen = await open(`# T\n\n${printing("one", code)}${printing("two", "echo 2")}`);
  await goOn(screen, 1);
  const seen = await screen.until("Press any key to leave.");
  expect(seen).toContain("the transcript could not be written");
  expect(seen).toContain("make room or mend the disk");
  expect(seen).toMatch(/Steps +1 unknown, 1 not run/);
  screen.press("x");
  expect(await screen.exited).toBe(5);
  expect(await screen.until(/steps +1 unknown, 1 not run/)).toContain("could not be written");
});
