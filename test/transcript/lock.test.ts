/** One process writes a session at a time, and a dead one is in nobody's way. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockHolder, takeLock } from "../../src/transcript/lock.ts";
import { got } from "./desk.ts";
import { temporaryDirectory } from "./temporary.ts";

const lockModule = new URL("../../src/transcript/lock.ts", import.meta.url).href;

/** A process that says whether it got the lock, and lives until it is killed or its input ends. */
async function taker(directory: string): Promise<{ child: ChildProcess; word: string }> {
  const code = `const { takeLock } = await import(${JSON.stringify(lockModule)});
    const { ok } = await takeLock(${JSON.stringify(directory)});
    process.stdout.write(ok ? "took it" : "refused");
    process.stdin.resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [word] = await once(child.stdout, "data");
  return { child, word: String(word) };
}

test("is refused while a live process holds it, which is named; taken over when that is dead", async () => {
  const directory = await temporaryDirectory();
  const { child, word } = await taker(directory);
  expect(word).toBe("took it");
  expect(await takeLock(directory)).toMatchObject({
    ok: false,
    problem: { kind: "locked", message: expect.stringContaining(`process ${child.pid}`) },
  });
  expect(await lockHolder(directory)).toMatchObject({ pid: child.pid, host: null });
  expect(await readdir(directory)).toHaveLength(1);
  child.kill("SIGKILL");
  await once(child, "exit");
  const lock = got(await takeLock(directory));
  expect(await readdir(directory)).toHaveLength(1);
  await lock.release();
  expect(await readdir(directory)).toEqual([]);
});

test("is refused to the same process, too", async () => {
  const directory = await temporaryDirectory();
  const lock = got(await takeLock(directory));
  expect(await takeLock(directory)).toMatchObject({ ok: false, problem: { kind: "locked" } });
  await lock.release();
  expect(await takeLock(directory)).toMatchObject({ ok: true });
});

test("of a process id that another process has now is stale", async () => {
  const directory = await temporaryDirectory();
  const { release } = got(await takeLock(directory));
  const [own = ""] = await readdir(directory);
  await release();
  await writeFile(join(directory, own.replace(/-\d+$/, "-1")), "");
  await writeFile(join(directory, own.replace(/-[0-9a-f]{8}-/, "-00000000-")), "");
  expect(await takeLock(directory)).toMatchObject({ ok: true });
  expect(await readdir(directory)).toEqual([own]);
});

test("of another machine counts, for nobody can see from here whether its process lives", async () => {
  const directory = await temporaryDirectory();
  const name = `lock-not-${hostname()}-00000000-1-1`;
  await writeFile(join(directory, name), "");
  const taken = await takeLock(directory);
  expect(taken).toMatchObject({ ok: false, problem: { kind: "locked" } });
  expect(taken.ok ? "" : taken.problem.hint).toContain(join(directory, name));
});

test("goes to at most one of many that want it at once", async () => {
  const directory = await temporaryDirectory();
  const takers = await Promise.all(Array.from({ length: 4 }, () => taker(directory)));
  const words = takers.map(({ word }) => word);
  expect(words.filter((word) => word === "took it").length).toBeLessThanOrEqual(1);
  expect(words.filter((word) => word === "refused").length).toBeGreaterThanOrEqual(3);
  expect(await readdir(directory)).toHaveLength(words.includes("took it") ? 1 : 0);
});
