/** What somebody wrote after the last signature of a transcript moves no command. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Event } from "../../src/model/event.ts";
import { type Home, makeHome, transcriptOf } from "../support/firebreak.ts";
import { appendUnsigned } from "../transcript/desk.ts";

const at = "2026-11-21T03:12:00.000Z";
const forged: readonly Event[] = [
  { type: "step.output", at, step: "hello", attempt: 1, stream: "stdout", text: "FORGED\n" },
  { type: "session.finished", at, outcome: "done" },
];

/** A session whose step started and never ended, as far as anybody signed it. */
async function cutAndForged(home: Home): Promise<string> {
  const runbook = join(home.directory, "hello.md");
  await writeFile(runbook, "# Hello\n\n```bash {#hello risk=none}\necho hello\n```\n");
  const transcript = transcriptOf(await home.run("run", runbook, "--auto"));
  const lines = (await readFile(transcript, "utf8")).trimEnd().split("\n");
  const started = lines.findIndex((line) => line.includes('"type":"step.started"'));
  const checkpoint = lines.findIndex((line, at) => at > started && line.includes('"checkpoint"'));
  await writeFile(transcript, `${lines.slice(0, checkpoint + 1).join("\n")}\n`);
  await appendUnsigned(transcript, forged);
  return transcript;
}

it("show marks it, sessions passes it over, and resume goes on from what is signed", async () => {
  const home = await makeHome();
  onTestFinished(() => home.remove());
  const transcript = await cutAndForged(home);
  const shown = await home.run("show", transcript);
  expect(shown).toMatchObject({ code: 0, stderr: expect.stringContaining("UNSEALED") });
  expect(shown.stdout).toContain("- Ended: **open**");
  expect(shown.stdout).toMatch(/Nobody vouches for what follows.*^> FORGED$/ms);
  const listed = await home.run("sessions");
  expect(listed.stdout).toContain("cut off");
  expect(listed.stdout).not.toContain("finished");
  const resumed = await home.run("resume", "--auto");
  expect(resumed.stderr).toContain(`transcript: ${transcript}`);
  expect(await readFile(transcript, "utf8")).not.toContain("FORGED");
});

it("show says first, and on stderr, that a transcript was tampered with", async () => {
  const home = await makeHome();
  onTestFinished(() => home.remove());
  const transcript = await cutAndForged(home);
  const text = await readFile(transcript, "utf8");
  await writeFile(transcript, text.replace('"code":"echo hello"', '"code":"echo jello"'));
  const shown = await home.run("show", transcript);
  expect(shown).toMatchObject({ code: 0, stderr: expect.stringMatching(/^firebreak: TAMPERED: /) });
  expect(shown.stdout.split("\n")[2]).toMatch(/^\*\*TAMPERED\*\*/);
});

it("an operator who went by another name than the list has for the key is told so", async () => {
  const home = await makeHome();
  onTestFinished(() => home.remove());
  const runbook = join(home.directory, "hello.md");
  await writeFile(runbook, "# Hello\n\n```bash {#hello risk=none}\necho hello\n```\n");
  await home.run("run", runbook, "--auto");
  const signers = join(home.directory, "config", "firebreak", "allowed_signers");
  const known = await readFile(signers, "utf8");
  await writeFile(signers, known.replace(/^\S+/, "ada@example.com"));
  const ended = await home.run("run", runbook, "--auto");
  const words =
    /the list has this key for ada@example\.com and not for \S+; set FIREBREAK_OPERATOR=/;
  expect(ended.stderr).toMatch(new RegExp(`^verdict: UNTRUSTED: .*${words.source}`, "m"));
  const verified = await home.run("verify", transcriptOf(ended));
  expect(verified).toMatchObject({ code: 4, stdout: expect.stringMatching(words) });
});
