/** Whole sessions at a real terminal: keys in, screen out, and the transcript that is left. */
import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventsOf, type Home, makeHome } from "../support/firebreak.ts";
import { enter, type Terminal } from "../support/terminal.ts";
import { asksAt, goOn, leave, read } from "../support/walk.ts";

/** Odd enough to be nobody else's. */
const nap = `600.${process.pid}`;
let home: Home;
let target: string;
let runbook: string;

beforeEach(async () => {
  home = await makeHome();
  target = join(home.directory, "settings.conf");
  runbook = join(home.directory, "change.md");
  await writeFile(target, "colour = blue\n");
  await writeFile(runbook, changeSettings);
});
afterEach(() => home.remove());

const changeSettings = `---
inputs:
  file: { type: path, prompt: Which file? }
  colour: { type: name, prompt: Which colour?, default: green }
---
# Change the settings

\`\`\`bash {#look risk=none capture=before}
cat {{file}}
\`\`\`

- [ ] Tell the others {#tell}

\`\`\`bash {#change risk=high backup={{file}} rollback=announce}
echo "colour = {{colour}}" > {{file}}
\`\`\`

\`\`\`bash {#check risk=none expect="colour = red"}
cat {{file}}
\`\`\`

\`\`\`bash {#wait risk=low}
echo waiting; sleep ${nap}
\`\`\`

\`\`\`bash {#announce risk=medium}
echo "put back"
\`\`\`
`;

/** Fills in the form: the file, and the colour. */
async function fillIn(screen: Terminal, colour: string): Promise<void> {
  await screen.until("Which file?");
  screen.press(target);
  await screen.until(target.slice(-20));
  screen.press(enter);
  await screen.until("› green");
  screen.press("\x15");
  await screen.until(/›\s*$/m);
  screen.press(colour);
  await screen.until(`› ${colour}`);
  screen.press(enter);
}

async function types(transcript: string): Promise<string[]> {
  return (await eventsOf(transcript)).flatMap(({ event }) =>
    event === undefined ? [] : [(event as { type: string }).type],
  );
}

describe.each([
  { columns: 80, rows: 24 },
  { columns: 200, rows: 60 },
])("at $columns by $rows", (size) => {
  it("walks forward, fails its check, and finds the way back", async () => {
    const screen = home.openAt(size, "run", runbook);
    await fillIn(screen, "green");
    expect(await goOn(screen, 1)).toBe("go");
    expect(await goOn(screen, 2)).toBe("task");
    expect(await goOn(screen, 3)).toBe("type");
    expect(await goOn(screen, 4)).toBe("go");
    await screen.until("It failed");
    expect(await readFile(target, "utf8")).toBe("colour = green\n");

    screen.press("b");
    await screen.until("Walk it? Press y");
    screen.press("y");
    await screen.until("Run it on");
    expect(await readFile(target, "utf8")).toBe("colour = blue\n");
    await read();
    screen.press("y");
    const { transcript, verdict } = await leave(screen);
    expect(verdict).toBe("SEALED");
    expect(await screen.exited).toBe(1);
    expect(await types(transcript)).toEqual(
      expect.arrayContaining(["undo.chosen", "restore.started", "restore.ended"]),
    );
    const shown = await home.run("show", transcript);
    expect(shown.stdout).toContain("colour = red");
  });

  it("takes a skip with its reason and a note, quits safely, and goes on later", async () => {
    const screen = home.openAt(size, "run", runbook);
    await fillIn(screen, "red");
    await goOn(screen, 1);
    expect(await asksAt(screen, 2)).toBe("task");
    screen.press("n");
    screen.press("the pager is loud");
    await screen.until("the pager is loud");
    screen.press(enter);
    expect(await asksAt(screen, 2)).toBe("task");
    screen.press("s");
    screen.press("all know already");
    await screen.until("all know already");
    screen.press(enter);
    expect(await asksAt(screen, 3)).toBe("type");
    screen.press("\x1b");
    screen.press("\x03");
    await screen.until(/resume/);
    screen.press("y");
    const stopped = await leave(screen);
    expect(stopped.verdict).toBe("SEALED");
    expect(await screen.exited).toBe(3);
    expect(await readFile(target, "utf8")).toBe("colour = blue\n");

    const again = home.openAt(size, "resume");
    expect(await asksAt(again, 3)).toBe("type");
    const { stdout } = await home.run("show", stopped.transcript);
    expect(stdout).toContain("the pager is loud");
    expect(stdout).toContain("all know already");
  });
});

describe("kill -9 in the middle of a step", () => {
  it("leaves it unknown; resume asks; the transcript verifies with both parts", async () => {
    const size = { columns: 80, rows: 24 };
    const screen = home.openAt(size, "run", runbook);
    await fillIn(screen, "red");
    await goOn(screen, 1);
    await goOn(screen, 2);
    await goOn(screen, 3);
    await goOn(screen, 4);
    await goOn(screen, 5);
    await screen.until(/│ {3}waiting$/m);
    screen.close();
    await screen.exited;
    const left = await home.run("sessions", "--json");
    const [session] = JSON.parse(left.stdout) as { path: string; state: { kind: string } }[];
    expect(session?.state.kind).toBe("interrupted");
    expect(await home.run("verify", session?.path ?? "")).toMatchObject({ code: 3 });
    await execa("pkill", ["-f", `^sleep ${nap}$`], { reject: false });

    const headless = await home.run("resume");
    expect(headless.code).toBe(3);
    expect(headless.stderr).toContain("it was running when the tool died");

    const again = home.openAt(size, "resume");
    await again.until("Nobody knows how it ended.");
    again.press("d");
    again.press("the others saw it");
    await again.until("the others saw it");
    again.press(enter);
    const { transcript, verdict } = await leave(again);
    expect(verdict).toBe("SEALED");
    expect(await again.exited).toBe(0);
    const verified = await home.run("verify", transcript);
    expect(verified).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("3 parts, 2 sealed"),
    });
    expect((await types(transcript)).filter((type) => type === "session.resumed")).toHaveLength(2);
  });
});

describe("Ctrl-C", () => {
  it("cancels the running step and its whole group, then asks what to do", async () => {
    const screen = home.openAt({ columns: 80, rows: 24 }, "run", runbook);
    await fillIn(screen, "red");
    for (const step of [1, 2, 3, 4, 5]) await goOn(screen, step);
    await screen.until(/│ {3}waiting$/m);
    screen.press("\x03");
    await screen.until("It was cancelled");
    const { stdout } = await execa("pgrep", ["-f", `^sleep ${nap}$`], { reject: false });
    expect(stdout).toBe("");
    screen.press("l");
    screen.press("enough");
    await screen.until("enough");
    screen.press(enter);
    const { verdict } = await leave(screen);
    expect(verdict).toBe("SEALED");
    expect(await screen.exited).toBe(1);
  });
});

describe("before anything is asked", () => {
  it("leaves the file alone when the person quits at the form", async () => {
    const screen = home.openAt({ columns: 80, rows: 24 }, "run", runbook);
    await screen.until("Which file?");
    screen.press("\x03");
    await screen.until(/resume/);
    screen.press("y");
    await leave(screen);
    expect(await screen.exited).toBe(3);
    await access(target);
    expect(await readFile(target, "utf8")).toBe("colour = blue\n");
  });
});
