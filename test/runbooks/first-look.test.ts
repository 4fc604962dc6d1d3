/** The first runbook that anybody sees, run for real. */
import { existsSync } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eventsOf, type Home, makeHome, root, transcriptOf } from "../support/firebreak.ts";
import { enter, type Terminal } from "../support/terminal.ts";
import { asksAt, goOn, leave } from "../support/walk.ts";

const runbook = join(root, "runbooks/first-look.md");
const hasSystemd = existsSync("/run/systemd/system");
const backspace = "\x7f";
let home: Home;
let report: string;

beforeEach(async () => {
  home = await makeHome();
  report = join(home.directory, "first look/report.txt");
});
afterEach(() => home.remove());

test("lint finds nothing to complain about", async () => {
  expect(await home.run("lint", runbook)).toMatchObject({ code: 0, stdout: "" });
});

test("without a terminal it reads, and leaves out what is for a person", async () => {
  const ended = await home.run("run", runbook, "--set", `report=${report}`);
  expect(ended.code).toBe(0);
  for (const words of ["Which machine?", "auto=skip", "needs write"]) {
    expect(ended.stdout).toContain(words);
  }
  const transcript = transcriptOf(ended);
  const verified = await home.run("verify", transcript);
  expect(verified.code).toBe(0);
  expect(verified.stdout).toMatch(/^SEALED\n/);
  await expect(access(report)).rejects.toThrow();

  const skipped = (await eventsOf(transcript))
    .map(({ event }) => event as Record<string, unknown> | undefined)
    .flatMap((event) => (event?.["type"] === "step.skipped" ? [[event["step"], event["by"]]] : []));
  expect(skipped).toEqual(
    expect.arrayContaining([
      ["judge", "auto"],
      ["write", "auto"],
      ["check", "needs"],
    ]),
  );
});

test("a disk is too full where the person says so", async () => {
  const flags = ["--set", `report=${report}`, "--set", `folder=${home.directory}`];
  const full = await home.run("run", runbook, ...flags, "--set", "full=0");
  expect(full.stdout).toContain(home.directory);
  const empty = await home.run("run", runbook, ...flags, "--set", "full=101");
  expect(empty.stdout).toContain("its condition does not hold: int(fullest) >= int(full)");
});

test("at a terminal it writes the report after it was asked", async () => {
  const screen = await walkToTheReport();
  expect(await goOn(screen, 10)).toBe("confirm");
  expect(await goOn(screen, 11)).toBe("go");
  expect((await leave(screen)).verdict).toBe("SEALED");
  expect(await screen.exited).toBe(0);
  expect(await readFile(report, "utf8")).toMatch(
    /^First look at .+\n.+\nload .+\nfullest +\d+ %\n$/,
  );
});

test("at a terminal the way back leaves no report behind", async () => {
  const screen = await walkToTheReport();
  await goOn(screen, 10);
  expect(await asksAt(screen, 11)).toBe("go");
  await access(report);
  screen.press("b");
  await screen.until(/removes .*report\.txt.*Walk it\? Press y/s);
  screen.press("y");
  expect((await leave(screen)).verdict).toBe("SEALED");
  await expect(access(report)).rejects.toThrow();
});

/** Fills in the form, reads everything, ticks the task: the step that writes is next. */
async function walkToTheReport(): Promise<Terminal> {
  const screen = home.open("run", runbook, "--set", `report=${report}`);
  await screen.until("From how many % on is a disk full?");
  screen.press(backspace);
  await screen.until(/› 8 *$/m);
  screen.press(backspace);
  screen.press("101");
  await screen.until(/› 101 *$/m);
  screen.press(enter);
  await screen.until("to begin with these values");
  screen.press(enter);
  const asked = [];
  for (const step of [1, 2, 3, 4, 6, ...(hasSystemd ? [7] : []), 8]) {
    asked.push(await goOn(screen, step));
  }
  expect(new Set(asked)).toEqual(new Set(["go"]));
  expect(await goOn(screen, 9)).toBe("task");
  return screen;
}
