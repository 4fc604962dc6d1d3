/** What `approve` refuses before anybody signs: altered requests, keys that do not fit, places that are taken. */
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApprovalRequest } from "../../src/model/approval.ts";
import { readRequest, requestText } from "../../src/transcript/approval-request.ts";
import { sha256 } from "../../src/transcript/canonical.ts";
import { loadOperatorKey, type OperatorKey } from "../../src/transcript/operator-key.ts";
import { type Ended, type Home, makeHome } from "../support/firebreak.ts";
import { onSmallDisk } from "../support/small-disk.ts";
import { enter } from "../support/terminal.ts";
import { got } from "../transcript/desk.ts";
import { sshKeygen } from "../transcript/ssh-keygen.ts";

let home: Home;
let bob: OperatorKey;
let eve: OperatorKey;
let request: ApprovalRequest;

const at = (name: string) => join(home.directory, name);
const keyOf = (name: string) => at(`${name}/operator_ed25519`);

beforeAll(async () => {
  home = await makeHome();
  const made = async (principal: string) =>
    got(await loadOperatorKey({ configDir: at(principal), principal }));
  const ada = await made("ada");
  bob = await made("bob");
  eve = await made("eve");
  const code = "printf 'it ran\\n'\n";
  request = {
    v: 1,
    session: "20261121-0312-change-abcd",
    runbook: { path: "/srv/runbooks/change.md", title: "Change", digest: "a".repeat(64) },
    planDigest: "b".repeat(64),
    step: "edit",
    title: "Edit the configuration",
    attempt: 1,
    code,
    codeDigest: sha256(code),
    target: "local",
    host: "web-1",
    environment: null,
    operator: "ada",
    operatorKey: ada.fingerprint,
    approvers: ["bob", "eve"],
    keys: [
      { principal: "bob", fingerprints: [bob.fingerprint] },
      { principal: "eve", fingerprints: [eve.fingerprint] },
    ],
    risk: "low",
    does: ["edits /etc/example.conf"],
    backup: [],
    reasons: [{ guard: "approval", text: "the runbook wants one other person to approve it" }],
    expiresAt: new Date(Date.now() + 3_000_000).toISOString(),
  };
});
afterAll(() => home.remove());

async function written(name: string, changes: Partial<ApprovalRequest> = {}): Promise<string> {
  await writeFile(at(name), `${requestText({ ...request, ...changes })}\n`);
  return name;
}

/** What it says without the breaks between its lines, none of which is wider than a terminal. */
async function refusal(args: readonly string[], exit = 2): Promise<string> {
  const ended: Ended = await home.run("approve", ...args);
  expect(ended).toMatchObject({ code: exit, stdout: "" });
  const wide = ended.stderr.split("\n").filter((line) => line.length > 80);
  // A path or a fingerprint is never broken: it may be copied.
  expect(wide.filter((line) => line.trim().includes(" "))).toEqual([]);
  return ended.stderr.replace(/\s+/g, " ");
}

const asBob = () => ["--as", "bob", "--key", keyOf("bob")];

describe("a request that was altered on its way", () => {
  const blank: readonly [string, Partial<ApprovalRequest>][] = [
    ["host", { host: "" }],
    ["host", { host: " " }],
    ["title", { title: "\n" }],
    ["operator", { operator: "" }],
    ["environment", { environment: "\u00a0" }],
    ["does.0", { does: [""] }],
    ["reasons.0.text", { reasons: [{ guard: "risk", text: " " }] }],
  ];
  it.each(blank)("is refused where its %s is blank: %j", async (path, changes) => {
    const said = await refusal([await written("blank.request.json", changes), ...asBob()]);
    expect(said).toContain(`its ${path} is `);
    expect(said).toContain("it was altered on its way");
  });

  const other: readonly [string, Partial<ApprovalRequest>][] = [
    ["the code is not the code that was asked about", { code: "rm -rf /srv\n" }],
    ["whoever asks is among those who may approve", { operator: "bob" }],
    ["the keys are not those of the people who may", { approvers: ["bob", "mallory"] }],
  ];
  it.each(other)("is refused: %s", async (words, changes) => {
    const said = await refusal([await written("other.request.json", changes), ...asBob()]);
    expect(said).toContain(words);
    expect(said).toContain("hint: ask for it again, by another way");
  });

  it("is refused where one person is named as two, with their keys", async () => {
    const [key] = request.keys ?? [];
    const changes = { approvers: ["bob", "bob"], keys: key && [key, key] };
    const said = await refusal([await written("twice.request.json", changes), ...asBob()]);
    expect(said).toContain("somebody is named twice among those who may approve it: it was");
  });
});

describe("a key", () => {
  it("is refused that is not the person's, with the one that is", async () => {
    const path = await written("keys.request.json");
    const said = await refusal([path, "--as", "bob", "--key", keyOf("eve")]);
    expect(said).toContain(`knows bob by another key than ${eve.fingerprint}`);
    expect(said).toContain(`give the key ${bob.fingerprint} with --key`);
    const own = await refusal([path, "--as", "bob", "--key", keyOf("ada")]);
    expect(own).toContain("this is the key of ada, who runs this session");
  });

  it("is the session's to judge where a request of old does not name it", async () => {
    const { keys: _, operatorKey: __, ...old } = request;
    await writeFile(at("old.request.json"), requestText(old));
    const said = await refusal(["old.request.json", "--as", "bob", "--key", keyOf("eve")]);
    expect(said).toContain("nobody is here to ask");
  });

  it.each([
    ["has a passphrase", ["-t", "ed25519", "-N", "a passphrase"]],
    ["is of type ecdsa-sha2-nistp256, not ssh-ed25519", ["-t", "ecdsa", "-N", ""]],
  ])("is left where it is when it %s, and another is made", async (words, options) => {
    const key = at(`key-${options[1]}`);
    await sshKeygen(["-q", ...options, "-f", key]);
    const said = await refusal([await written("k.request.json"), "--as", "bob", "--key", key]);
    expect(said).toContain(words);
    expect(said).not.toContain("move it away");
    expect(said).toContain(`ssh-keygen -t ed25519 -N '' -f ${at("firebreak_ed25519")}`);
    expect(said).toContain("firebreak.yaml then has to name under people");
  });

  it("is not its public half, nor one that is not there", async () => {
    const path = await written("p.request.json");
    const half = await refusal([path, "--as", "bob", "--key", `${keyOf("bob")}.pub`]);
    expect(half).toContain("is the public half of a key");
    expect(half.trim().endsWith(`give its private half, ${keyOf("bob")}`)).toBe(true);
    const none = await refusal([path, "--as", "bob", "--key", "none"]);
    expect(none).toContain(`there is no key ${at("none")}`);
    expect(none).not.toContain("ENOENT");
    expect(await refusal([path, "--as", "bob", "--key", "."])).toContain("it is a directory");
    await writeFile(at("open"), await readFile(keyOf("bob")));
    await chmod(at("open"), 0o640);
    expect(await refusal([path, "--as", "bob", "--key", "open"])).toContain("hint: chmod 600");
    const device = await refusal([path, "--as", "bob", "--key", "/dev/null"]);
    expect(device).toContain("/dev/null is no file with a key in it hint: it takes an ssh-ed25519");
    expect(device).not.toContain("chmod");
  });
});

describe("what is named", () => {
  it("may be a session that asks for nothing", async () => {
    await writeFile(at("look.md"), "```bash\ndate\n```\n");
    expect(await home.run("run", "look.md", "--auto")).toMatchObject({ code: 0 });
    const [{ id }] = JSON.parse((await home.run("sessions", "--json")).stdout);
    expect(await refusal([id])).toContain(`the session ${id} asks for no approval now`);
  });

  it("may be nothing, or a directory", async () => {
    expect(await refusal(["nothing"])).toContain("there is neither a session nor a file nothing");
    expect(await refusal(["."])).toContain(". is a directory");
  });

  it("may have expired", async () => {
    const path = await written("late.request.json", { expiresAt: "2026-11-20T16:00:00.000Z" });
    const said = await refusal([path, ...asBob()]);
    expect(said).toMatch(/the request expired at Fri 2026-11-20 \d\d:\d\d \(\S+\)/);
  });
});

describe("at a terminal", () => {
  it("says before anybody types that the approval cannot be put there", async () => {
    const path = await written("out.request.json");
    await mkdir(at("folder"));
    await writeFile(at("taken"), "mine\n");
    const cases: readonly [out: string, words: RegExp][] = [
      [".", /is\s+a\s+directory/],
      ["folder", /name\s+a\s+file\s+in\s+it\s+with\s+--out/],
      ["taken", /there\s+is\s+a\s+file/],
      ["none/file", /there\s+is\s+no\s+directory/],
    ];
    for (const [out, words] of cases) {
      const screen = home.open("approve", path, ...asBob(), "--out", out);
      await screen.until(words);
      expect(await screen.exited).toBe(2);
      expect(screen.written()).not.toContain("To approve it");
    }
    expect(await readFile(at("taken"), "utf8")).toBe("mine\n");
  });

  it("keeps to 80 columns, and says until when by a clock on the wall", async () => {
    const host = `${"long-name-of-a-machine-".repeat(2)}1`;
    const path = await written("wide.request.json", { host });
    const screen = home.openAt({ columns: 140, rows: 40 }, "approve", path, ...asBob());
    const shown = await screen.until(/^›/m);
    expect(shown.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(shown).toMatch(/until +\w{3} \d{4}-\d\d-\d\d \d\d:\d\d \(\S+\), in \d+ min/);
    expect(shown.replace(/\s+/g, " ")).toContain(`as bob, type ${host} and press Enter: ›`);
    screen.press(enter);
    await screen.until("Nothing was approved.");
    expect(await screen.exited).toBe(1);
    await expect(stat(at("wide.bob.approval.json"))).rejects.toThrow("ENOENT");
  });

  it("leaves nothing on a full disk, and can be tried again", (context) =>
    onSmallDisk(context, 4096, async (disk) => {
      const path = await written("full.request.json");
      const out = join(disk, "full.approval.json");
      const signed = async () => {
        const screen = home.open("approve", path, ...asBob(), "--out", out);
        await screen.until(/^›/m);
        screen.press(`web-1${enter}`);
        return { exit: await screen.exited, said: screen.written().replace(/\s+/g, " ") };
      };
      await writeFile(join(disk, "filler"), Buffer.alloc(4096));
      const failed = await signed();
      expect(failed.exit).toBe(2);
      expect(failed.said).toContain("the disk is full");
      expect(await readdir(disk)).toEqual(["filler"]);
      await rm(join(disk, "filler"));
      expect(await signed()).toMatchObject({ exit: 0 });
      const approval = JSON.parse(await readFile(out, "utf8"));
      expect(got(readRequest(approval.request))).toEqual({ ...request });
    }));

  it("takes the key that the policy knows", async () => {
    const screen = home.open("approve", await written("well.request.json"), ...asBob());
    await screen.until(/^›/m);
    screen.press(`web-1${enter}`);
    expect(await screen.exited).toBe(0);
    const approval = JSON.parse(await readFile(at("well.bob.approval.json"), "utf8"));
    expect(got(readRequest(approval.request))).toEqual(request);
  });
});
