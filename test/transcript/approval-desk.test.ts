/** The desk of a session: the request it writes, and what it makes of files and pasted texts. */
import {
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EffectOf } from "../../src/model/effect.ts";
import type { ResultInput } from "../../src/model/input.ts";
import { approvalText, approve } from "../../src/transcript/approval.ts";
import { type ApprovalDesk, createApprovalDesk } from "../../src/transcript/approval-desk.ts";
import { readRequest } from "../../src/transcript/approval-request.ts";
import { loadOperatorKey, type OperatorKey } from "../../src/transcript/operator-key.ts";
import { got } from "./desk.ts";
import { sampleEvents } from "./sample-events.ts";

let directory: string;
let operator: OperatorKey;
let second: OperatorKey;
let desk: ApprovalDesk;
let heard: ResultInput[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "firebreak-desk-"));
  const key = async (principal: string) =>
    got(await loadOperatorKey({ configDir: join(directory, principal), principal }));
  operator = await key("ada");
  second = await key("bob");
  const now = () => "2026-11-21T03:20:00.000Z";
  desk = createApprovalDesk({ directory, operator, now });
  heard = [];
});
afterEach(async () => {
  desk.close();
  await rm(directory, { recursive: true, force: true });
});

const [opened] = sampleEvents;
if (opened?.type !== "session.opened") throw new Error("the sample has no beginning");
const { plan } = opened;

function effect(code = "ls"): EffectOf<"approval"> {
  const at = { step: "a/look", attempt: 1 };
  return {
    kind: "approval",
    key: `approval a/look#1.1 ${code}`,
    ...at,
    plan,
    people: [{ principal: "bob", keys: [second.publicKey], roles: [] }],
    draft: {
      ...at,
      session: "s",
      runbook: { path: "/a.md", title: "A", digest: "a".repeat(64) },
      title: "Look",
      code,
      target: "local",
      host: "web-1",
      environment: null,
      operator: "ada",
      approvers: ["bob"],
      risk: "none",
      does: [],
      backup: [],
      reasons: [],
      expiresAt: "2026-11-21T04:20:00.000Z",
    },
  };
}

async function until(count: number): Promise<void> {
  for (let turn = 0; heard.length < count && turn < 400; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(heard.length).toBeGreaterThanOrEqual(count);
}

async function asked(code?: string): Promise<string> {
  const before = heard.length;
  void desk.ask(effect(code), (input) => heard.push(input));
  await until(before + 1);
  const last = heard.at(-1);
  if (last?.kind !== "requested") throw new Error(`no request: ${JSON.stringify(last)}`);
  return last.path;
}

async function answer(path: string, key = second): Promise<string> {
  const request = got(readRequest(await readFile(path, "utf8")));
  return approvalText(await approve(request, key, "2026-11-21T03:20:00.000Z"));
}

test("writes a request that nobody else may read, and takes an approval from its folder", async () => {
  const path = await asked();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await writeFile(join(path, "..", "bob.approval.json"), `${await answer(path)}\n`);
  await until(2);
  expect(heard[1]).toMatchObject({ kind: "approved", approval: { principal: "bob" } });
});

test("takes an approval that is pasted", async () => {
  const text = await answer(await asked());
  desk.present(` ${text}\n`);
  expect(heard[1]).toMatchObject({ kind: "approved", step: "a/look", attempt: 1 });
});

test("says why something does not count, and goes on looking", async () => {
  const path = await asked();
  await writeFile(join(path, "..", "x.approval.json"), "no approval");
  await until(2);
  expect(heard[1]).toMatchObject({
    kind: "approvalRefused",
    reason: expect.stringMatching(/this is no approval/),
  });
  desk.present(await answer(path, operator));
  expect(heard[2]).toMatchObject({
    kind: "approvalRefused",
    reason: expect.stringMatching(/ada runs this session/),
  });
  await writeFile(join(path, "..", "x.approval.json"), `${await answer(path)}\n`);
  await until(4);
  expect(heard[3]).toMatchObject({ kind: "approved" });
});

test.each([
  ["a pipe", "no regular file", (path: string) => execa("mkfifo", [path])],
  ["a link to what has no end", "no regular file", (path: string) => symlink("/dev/zero", path)],
  ["a directory", "no regular file", (path: string) => mkdir(path)],
  ["a huge file", "longer than any", (path: string) => writeFile(path, tooMuch)],
])("is not held up by %s among the approvals, says so once, and goes on", async (_, why, put) => {
  const path = await asked();
  await put(join(path, "..", "a.approval.json"));
  await until(2);
  expect(heard[1]).toMatchObject({
    kind: "approvalRefused",
    reason: expect.stringMatching(new RegExp(`a\\.approval\\.json is ${why}`)),
  });
  await writeFile(join(path, "..", "bob.approval.json"), `${await answer(path)}\n`);
  await until(3);
  expect(heard[2]).toMatchObject({ kind: "approved" });
});

const tooMuch = " ".repeat(4 * 1024 * 1024 + 1);

test("says once that an approval under another name is not looked at, and takes it under its own", async () => {
  const path = await asked();
  const text = await answer(path);
  await writeFile(join(path, "..", "notes.json"), "{}");
  await writeFile(join(path, "..", "apr.json"), `${text}\n`);
  await until(2);
  expect(heard[1]).toMatchObject({
    kind: "approvalRefused",
    reason: expect.stringMatching(/apr\.json looks like an approval, .*\*\.approval\.json/),
  });
  await new Promise((resolve) => setTimeout(resolve, 700));
  await rename(join(path, "..", "apr.json"), join(path, "..", "apr.approval.json"));
  await until(3);
  expect(heard.slice(2)).toMatchObject([{ kind: "approved" }]);
});

test("does not read on in a pasted text that is longer than any approval", async () => {
  await asked();
  desk.present(tooMuch);
  expect(heard.at(-1)).toMatchObject({
    kind: "approvalRefused",
    reason: expect.stringMatching(/what was pasted is longer than any approval/),
  });
});

test("takes nothing for what was asked before", async () => {
  const old = await answer(await asked());
  await asked("rm -rf /srv");
  desk.present(old);
  expect(heard.at(-1)).toMatchObject({
    kind: "approvalRefused",
    reason: expect.stringMatching(/other code/),
  });
});

test("is silent when nothing is asked, and says when it cannot write", async () => {
  desk.present("anything");
  expect(heard).toEqual([]);
  await mkdir(join(directory, "approvals"));
  await rm(join(directory, "approvals"), { recursive: true });
  await writeFile(join(directory, "approvals"), "in the way");
  void desk.ask(effect(), (input) => heard.push(input));
  await until(1);
  expect(heard[0]).toMatchObject({
    kind: "approvalRefused",
    reason: expect.stringMatching(/could not be written/),
  });
});

test("writes its request through no link that lies in its way", async () => {
  const bystander = join(directory, "bystander");
  await writeFile(bystander, "mine");
  const path = await asked();
  desk.close();
  await symlink(bystander, `${path}.new`);
  desk = createApprovalDesk({ directory, operator, now: () => "2026-11-21T03:20:00.000Z" });
  heard = [];
  expect(await asked()).toBe(path);
  expect(await readFile(bystander, "utf8")).toBe("mine");
  expect((await lstat(path)).isFile()).toBe(true);
});
