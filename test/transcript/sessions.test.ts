/** The list of sessions: every state told apart, the broken ones listed and in nobody's way. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Event, Stop } from "../../src/model/event.ts";
import { createTranscript, type Transcript } from "../../src/transcript/journal.ts";
import { newSessionId } from "../../src/transcript/session-id.ts";
import { directoryOfSession, listSessions } from "../../src/transcript/sessions.ts";
import { appendUnsigned, type Desk, got } from "./desk.ts";
import { opened, sampleEvents } from "./sample-events.ts";
import { desk } from "./temporary.ts";

/** Writes a session that opened at the given minute. */
async function write(
  { stateDir, key }: Desk,
  id: string,
  minute: number,
  events: readonly Event[],
): Promise<Transcript> {
  const directory = directoryOfSession(stateDir, id);
  const transcript = got(await createTranscript({ directory, session: id, key }));
  const at = `2026-11-21T03:${minute}:00.000Z`;
  const own = events.map(
    (event): Event => (event.type === "session.opened" ? { ...event, at, session: id } : event),
  );
  await transcript.append(own);
  return transcript;
}

test("tells the states apart, newest first", async () => {
  const at = await desk();
  const stop: Stop = { kind: "failed", step: "look", reasons: [] };
  const stopped: Event = { type: "session.stopped", at: "2026-11-21T03:13:00.000Z", stop };
  await (await write(at, "c-finished", 10, sampleEvents)).close();
  await (await write(at, "b-stopped", 20, [...sampleEvents.slice(0, 5), stopped])).close();
  await (await write(at, "a-interrupted", 30, sampleEvents.slice(0, 3))).close();
  const running = await write(at, "d-running", 15, [opened]);
  expect(got(await listSessions(at.stateDir))).toMatchObject([
    { id: "a-interrupted", state: { kind: "interrupted" }, steps: { unknown: 1 } },
    { id: "b-stopped", state: { kind: "stopped", stop }, steps: { total: 2, succeeded: 1 } },
    { id: "d-running", state: { kind: "running", pid: process.pid } },
    {
      kind: "session",
      id: "c-finished",
      path: join(at.stateDir, "sessions", "c-finished", "session.jsonl"),
      title: "First look",
      runbook: "first-look.md",
      openedAt: "2026-11-21T03:10:00.000Z",
      state: { kind: "finished", outcome: "done" },
      steps: { total: 2, succeeded: 2, failed: 0, skipped: 0, unknown: 0 },
    },
  ]);
  await running.close();
});

test("takes no state from lines that nobody signed", async () => {
  const at = await desk();
  const transcript = await write(at, "forged", 10, sampleEvents.slice(0, 3));
  await transcript.close();
  await appendUnsigned(transcript.path, sampleEvents.slice(3));
  expect(got(await listSessions(at.stateDir))).toMatchObject([
    { id: "forged", state: { kind: "interrupted" }, steps: { succeeded: 0, unknown: 1 } },
  ]);
});

test("lists what is broken last, with the reason", async () => {
  const at = await desk();
  await (await write(at, "good", 10, sampleEvents)).close();
  await (await write(at, "damaged", 20, sampleEvents)).close();
  const damaged = join(at.stateDir, "sessions", "damaged", "session.jsonl");
  await writeFile(damaged, (await readFile(damaged, "utf8")).replace('"event"', '"evEnt"'));
  await mkdir(join(at.stateDir, "sessions", "empty"));
  await mkdir(join(at.stateDir, "sessions", "folder", "session.jsonl"), { recursive: true });
  await mkdir(join(at.stateDir, "sessions", "other"));
  await writeFile(join(at.stateDir, "sessions", "other", "session.jsonl"), "hello\n");
  await writeFile(join(at.stateDir, "sessions", "a-file"), "");
  expect(got(await listSessions(at.stateDir))).toMatchObject([
    { kind: "session", id: "good" },
    { kind: "broken", id: "other", reason: expect.stringContaining("not a transcript") },
    { kind: "broken", id: "folder", reason: "the transcript is not a file" },
    { kind: "broken", id: "empty", reason: "there is no transcript" },
    { kind: "broken", id: "damaged", reason: expect.stringMatching(/^line 2: /) },
  ]);
});

test("is empty where no session ever was", async () => {
  expect(got(await listSessions((await desk()).home))).toEqual([]);
});

test.each([
  ["First look", "20261121-0312-first-look-k7q2"],
  ["Änderung: Caddy / Proxy (é)!", "20261121-0312-anderung-caddy-proxy-e-k7q2"],
  ["../../etc/passwd", "20261121-0312-etc-passwd-k7q2"],
  ["日本語", "20261121-0312-session-k7q2"],
  [`${"x".repeat(39)} yz`, `20261121-0312-${"x".repeat(39)}-k7q2`],
])("a session of %j is named %s", (title, id) => {
  expect(newSessionId(new Date("2026-11-21T03:12:45Z"), title, "k7q2")).toBe(id);
});
