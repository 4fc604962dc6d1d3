/** Choices through the whole program: shown, rehearsed, handed over headless, and made at a terminal. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventsOf, type Home, makeHome, transcriptOf } from "../support/firebreak.ts";
import { enter } from "../support/terminal.ts";
import { leave, read } from "../support/walk.ts";

let home: Home;
beforeEach(async () => {
  home = await makeHome();
  await writeFile(join(home.directory, "slow.md"), slow);
});
afterEach(() => home.remove());

const slow = `# The site is slow

What do you see?

- The disk is full: [clean up](#clean-up)
- [A process hangs](#restart)

## Clean up

\`\`\`bash {#clean risk=none}
echo cleaned
\`\`\`

## Restart

\`\`\`bash {#restart risk=none}
echo restarted
\`\`\`

## Check the result

\`\`\`bash {#check risk=none}
echo all is well
\`\`\`
`;

describe("a choice", () => {
  it("is shown with its options, and drawn with an edge for each", async () => {
    const shown = await home.run("show", "slow.md");
    expect(shown.stdout).toContain("What do you see?  [a choice for a person, inferred]");
    expect(shown.stdout).toContain("1) The disk is full: clean up  → clean");
    const { stdout } = await home.run("show", "slow.md", "--graph", "json");
    expect(JSON.parse(stdout).edges).toContainEqual({
      kind: "choice",
      from: "the-site-is-slow-what-do",
      to: "restart",
      label: "A process hangs",
    });
    const rehearsed = await home.run("run", "slow.md", "--dry-run");
    expect(rehearsed.stdout).toContain("2) A process hangs");
  });

  it("is handed over by a headless run, with the question and what there is to pick", async () => {
    const ended = await home.run("run", "slow.md", "--auto");
    expect(ended).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("a choice for a person"),
    });
    expect(ended.stdout).toContain("2. A process hangs");
    expect(ended.stdout).toContain("inferred");
  });

  it("is made at a terminal, and stands in the transcript with what it left out", async () => {
    const screen = home.open("run", "slow.md");
    await screen.until("▸ 1 The disk is full: clean up");
    screen.press("2");
    await screen.until("▸ 2 A process hangs");
    await read();
    screen.press(enter);
    await screen.until("› 2 A process hangs");
    expect(screen.text()).toContain("opt 1");
    await screen.until("Press Enter to run it");
    screen.press("q");
    await screen.until("Stop here?");
    screen.press("y");
    await leave(screen);
    const resumed = await home.run("resume", "--auto");
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining("restarted") });
    expect(resumed.stdout).not.toContain("cleaned");
    const page = (await home.run("show", transcriptOf(resumed))).stdout;
    expect(page).toContain("chose** option 2: A process hangs");
    expect(page).toContain('**Skipped** (choice): not part of "A process hangs", chosen at');
    const events = await eventsOf(transcriptOf(resumed));
    expect(events.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: "step.chosen", option: 1, label: "A process hangs" }),
    );
  });
});
