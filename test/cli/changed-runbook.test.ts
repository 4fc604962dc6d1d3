/** Going on when the document says something else by now: a person knows it before the first answer. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, makeHome } from "../support/firebreak.ts";
import { enter } from "../support/terminal.ts";
import { leave, read } from "../support/walk.ts";

let home: Home;
let runbook: string;

const text = `# Two steps

\`\`\`bash {#first risk=none}
true
\`\`\`

\`\`\`bash {#second risk=high}
echo second
\`\`\`
`;

beforeEach(async () => {
  home = await makeHome();
  runbook = join(home.directory, "two.md");
  await writeFile(runbook, text);
  expect(await home.run("run", runbook, "--auto", "--max-risk", "low")).toMatchObject({ code: 3 });
});
afterEach(() => home.remove());

const changes: [string, () => Promise<void>, string][] = [
  ["changed", () => writeFile(runbook, `${text}\nMore.\n`), "has changed since"],
  ["is gone", () => rm(runbook), "is gone"],
  [
    "cannot be read",
    async () => {
      await rm(runbook);
      await mkdir(runbook);
    },
    "cannot be read: it is a directory",
  ],
];

describe.each(changes)("a runbook that %s", (_, change, words) => {
  it("is told on stderr without a terminal", async () => {
    await change();
    const { stderr } = await home.run("resume", "--auto", "--max-risk", "low");
    expect(stderr).toContain(`firebreak: The runbook ${words}. Its plan goes on`);
    expect(stderr).toContain(runbook);
  });
});

it("a runbook that is as it was is not talked about", async () => {
  const { stderr } = await home.run("resume", "--auto", "--max-risk", "low");
  expect(stderr).not.toContain("The runbook");
});

it("stays on the screen until the first answer, even in a small window", async () => {
  await writeFile(runbook, `${text}\nMore.\n`);
  const screen = home.openAt({ columns: 60, rows: 15 }, "resume");
  const seen = await screen.until("To run it, type");
  expect(seen).toContain("The runbook has changed since.");
  screen.press("\x1b");
  await screen.until("It runs only after its name");
  screen.press("n");
  await screen.until("A note for the transcript:");
  screen.press("seen");
  await screen.until("› seen");
  screen.press(enter);
  expect(await screen.until("Noted.")).toContain("The runbook has changed since.");
  await read();
  screen.press("s");
  await screen.until("Why is it skipped?");
  screen.press("not now");
  await screen.until("not now");
  screen.press(enter);
  await screen.until("Press any key to leave.");
  expect(screen.text()).not.toContain("The runbook has changed");
  await leave(screen);
  expect(await screen.exited).toBe(0);
});
