/** What `docs/transcript.md` tells people without the tool to type is run here as it stands there. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { beforeEach, describe, expect, test } from "vitest";
import { begin, type Desk, goOn, writeSealed } from "./desk.ts";
import { sampleEvents } from "./sample-events.ts";
import { desk } from "./temporary.ts";

const page = await readFile(new URL("../../docs/transcript.md", import.meta.url), "utf8");
const [checkAll = "", checkLastCheckpoint = "", whatRan = ""] = [
  ...page.matchAll(/^```bash\n(.*?)^```$/gms),
].map(([, script]) => script);

let at: Desk;
beforeEach(async () => {
  at = await desk();
});

/** Runs a script of the page where the transcript and the reviewer's list lie; all it says. */
async function run(script: string, transcript: string): Promise<{ said: string; code: number }> {
  const directory = join(at.home, "review");
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "session.jsonl"), transcript);
  await writeFile(join(directory, "allowed_signers"), at.allowedSigners);
  const done = await execa("bash", ["-c", script], { cwd: directory, all: true, reject: false });
  return { said: done.all, code: done.exitCode ?? -1 };
}

async function sealed(): Promise<string> {
  await writeSealed(at);
  return readFile(at.path, "utf8");
}

describe("the check of a whole transcript", () => {
  test("finds a sealed one sealed", async () => {
    expect(await run(checkAll, await sealed())).toEqual({ said: "sealed, 12 lines", code: 0 });
  });

  test("finds a resumed one sealed, and without its last line not", async () => {
    const first = await begin(at);
    await first.append(sampleEvents.slice(0, 3));
    await first.close();
    const second = await goOn(at);
    await second.transcript.append(sampleEvents.slice(3));
    await second.transcript.seal("finished");
    await second.transcript.close();
    const text = await readFile(at.path, "utf8");
    expect(await run(checkAll, text)).toEqual({ said: "sealed, 13 lines", code: 0 });
    const unsealed = text.replace(/[^\n]*\n$/, "");
    expect(await run(checkAll, unsealed)).toEqual({ said: "not sealed, 12 lines", code: 0 });
  });

  test.each([
    ["a changed answer", (text: string) => text.replace("02.000Z", "04.000Z"), "line 6"],
    ["a changed seal", (text: string) => text.replace('finished","v', 'stopped","v'), "line 12"],
    ["a line left out", (text: string) => text.replace(/^.*step\.output.*\n/m, ""), "line 6"],
    ["a torn end", (text: string) => text.slice(0, -1), "line 11: torn"],
    ["a line after the seal", (text: string) => `${text}{}\n`, "line 13"],
  ] as const)("notices %s", async (_, change, words) => {
    const text = await sealed();
    const changed = change(text);
    expect(changed).not.toBe(text);
    const { said, code } = await run(checkAll, changed);
    expect(said).toContain(words);
    expect(code).toBe(1);
  });

  test("notices a key that the reviewer does not know", async () => {
    const text = await sealed();
    at = { ...at, allowedSigners: "# nobody\n" };
    expect(await run(checkAll, text)).toMatchObject({ code: 1 });
  });
});

test("the check of the last checkpoint takes a good one and refuses another", async ({ skip }) => {
  const { failed } = await execa("bash", ["-c", "command -v openssl"], { reject: false });
  if (failed) skip("openssl is not installed");
  const text = await sealed();
  expect((await run(checkLastCheckpoint, text)).said).toContain("Verified Successfully");
  const changed = text.replace(/("kind":"checkpoint","prev":")(.)/g, (_, before, digit) =>
    digit === "f" ? `${before}0` : `${before}f`,
  );
  expect((await run(checkLastCheckpoint, changed)).code).not.toBe(0);
});

test("the code that ran can be read without the tool", async ({ skip }) => {
  const { failed } = await execa("bash", ["-c", "command -v jq"], { reject: false });
  if (failed) skip("jq is not installed");
  const { said } = await run(whatRan, await sealed());
  expect(said).toBe("2026-11-21T03:12:02.000Z local: grep -c '{' config");
});
