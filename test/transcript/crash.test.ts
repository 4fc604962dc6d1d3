/** The journal under bad luck: killed with -9 while it writes, and a disk without room. */
import { chmod, mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { readEvents } from "../../src/transcript/read.ts";
import { type Desk, deskIn, goOn, got, verdictOn } from "./desk.ts";
import { desk, temporaryDirectory } from "./temporary.ts";

const program = fileURLToPath(new URL("./append-forever.ts", import.meta.url));

test.each([1, 5, 40])(
  "a process killed at append %d loses nothing it was told is durable",
  async (at) => {
    const { home } = await desk();
    const child = execa(process.execPath, [program, home, "30"], { reject: false });
    let durable = 0;
    for await (const line of child.iterable()) {
      durable = Number(line);
      if (durable >= at) child.kill("SIGKILL");
    }
    await child;
    expect(durable).toBeGreaterThanOrEqual(at);
    await expectRecovery(await deskIn(home), durable);
  },
);

/** What is left is authentic, holds every durable note, and a new part goes on to a seal. */
async function expectRecovery(at: Desk, durable: number): Promise<void> {
  const before = await verdictOn(at.path, at);
  expect(before).toMatchObject({ verdict: "UNSEALED", sealedParts: 0 });
  expect(before.authenticUpTo?.events).toBeGreaterThanOrEqual(durable + 1);
  const again = await goOn(at);
  expect(again).toMatchObject({ interrupted: true, part: 2 });
  expect(again.events).toHaveLength(before.authenticUpTo?.events ?? -1);
  await again.transcript.seal("stopped");
  await again.transcript.close();
  expect(await verdictOn(at.path, at)).toMatchObject({ verdict: "SEALED", parts: 2 });
  expect(got(await readEvents(at.path)).events).toEqual(again.events);
}

test("a limit on the file's size is an error to every append, and costs only the last one", async () => {
  const { home } = await desk();
  // bash counts in units of 1024 bytes; a note of 30 kB does not end on such a border.
  const limited = ["-c", 'ulimit -f 200; exec "$0" "$@"', process.execPath, program, home, "30"];
  const { stdout, exitCode } = await execa("bash", limited, { reject: false });
  expect(exitCode).toBe(7);
  const [first, second] = stdout.split("\n").slice(-2);
  expect(first).toMatch(/^JournalError: .*no room/);
  expect(second).toMatch(/^JournalError: .*no room/);
  const at = await deskIn(home);
  expect((await stat(at.path)).size).toBe(200 * 1024);
  const durable = stdout.split("\n").length - 2;
  await expectRecovery(at, durable);
  expect((await readFile(`${at.path}.cut-2`)).length).toBeGreaterThan(0);
});

test("a full disk is an error to every append, and costs only the last one", async ({ skip }) => {
  const home = await temporaryDirectory();
  const state = join(home, "state");
  await mkdir(state, { mode: 0o700 });
  const mounted = await execa("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", state], {
    reject: false,
  });
  if (mounted.failed) skip(`no small disk to fill: ${mounted.shortMessage}`);
  onTestFinished(async () => {
    await execa("umount", [state]);
  });
  await chmod(state, 0o700);
  const { stdout, exitCode } = await execa(process.execPath, [program, home, "30"], {
    reject: false,
  });
  expect(exitCode).toBe(7);
  expect(stdout.split("\n").at(-1)).toMatch(/^JournalError: .*no room/);
  const durable = stdout.split("\n").length - 2;
  const at = await deskIn(home);
  const found = await verdictOn(at.path, at);
  expect(found).toMatchObject({ verdict: "UNSEALED", authenticUpTo: { events: durable + 1 } });
  await execa("mount", ["-o", "remount,size=4m", state]);
  await expectRecovery(at, durable);
});
