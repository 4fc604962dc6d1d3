/** Two people at two terminals: one runs a step that the other has to approve. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadOperatorKey } from "../../src/transcript/operator-key.ts";
import { eventsOf, type Home, makeHome } from "../support/firebreak.ts";
import { enter } from "../support/terminal.ts";
import { leave, read } from "../support/walk.ts";
import { got } from "../transcript/desk.ts";

let home: Home;
let key: string;
/** A key that the policy does not know. */
let otherKey: string;

beforeAll(async () => {
  home = await makeHome();
  const configDir = join(home.directory, "bob");
  key = join(configDir, "operator_ed25519");
  const { publicKey } = got(await loadOperatorKey({ configDir, principal: "bob" }));
  const elsewhere = join(home.directory, "other");
  otherKey = join(elsewhere, "operator_ed25519");
  got(await loadOperatorKey({ configDir: elsewhere, principal: "bob" }));
  await mkdir(join(home.directory, "project"));
  await writeFile(
    join(home.directory, "project/firebreak.yaml"),
    `people:
  bob: { keys: ["${publicKey}"], roles: [lead] }
  eve: { keys: ["SHA256:${"a".repeat(43)}"] }
approvers: lead
`,
  );
  await writeFile(
    join(home.directory, "project/change.md"),
    "# Change\n\n```bash {#change risk=low approvals=1}\nprintf 'it %s\\n' ran > done.txt\n```\n",
  );
});
afterAll(() => home.remove());

/** The session's id, from the screen of whoever runs it. */
async function sessionOn(screen: ReturnType<Home["open"]>): Promise<string> {
  const text = (await screen.until(/firebreak approve/)).replace(/\s*│\s*|\s*\n\s*/g, " ");
  return /firebreak approve (\S+)/.exec(text)?.[1] ?? "";
}

describe("a step that somebody else has to approve", () => {
  it("waits, shows what is needed, and runs after both have said yes", async () => {
    const wide = { columns: 140, rows: 40 };
    const first = home.openAt(wide, "run", "project/change.md");
    const session = await sessionOn(first);
    await first.until("1 other approval is missing, from bob");
    first.press(enter);
    await first.until("It waits for somebody else's approval.");

    const own = home.openAt(wide, "approve", session);
    await own.until("runs this session, and cannot approve it too");
    expect(await own.exited).toBe(2);

    const guest = home.openAt(wide, "approve", session, "--as", "eve", "--key", key);
    await guest.until("eve is not among those who may approve it");
    await guest.until("it takes bob");
    expect(await guest.exited).toBe(2);

    const borrowed = home.openAt(wide, "approve", session, "--as", "bob");
    await borrowed.until("this is the key of");
    expect(await borrowed.exited).toBe(2);
    const other = home.openAt(wide, "approve", session, "--as", "bob", "--key", otherKey);
    await other.until("knows bob by another key");
    expect(await other.exited).toBe(2);

    const refused = home.openAt(wide, "approve", session, "--as", "bob", "--key", key);
    const shown = await refused.until("To approve it as bob");
    expect(shown).toMatch(/who may +bob/);
    expect(shown).toMatch(
      /the runbook wants one other person to\s+approve\s+it\s+\(approvers: lead\)/,
    );
    expect(shown.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(shown).toContain("| printf 'it %s\\n' ran > done.txt");
    refused.press(`no${enter}`);
    expect(await refused.exited).toBe(1);
    const left = home.openAt(wide, "approve", session, "--as", "bob", "--key", key);
    await left.until("To approve it as bob");
    left.press("\u0003");
    await left.until("Nothing was approved.");
    expect(await left.exited).toBe(130);

    const second = home.openAt(wide, "approve", session, "--as", "bob", "--key", key);
    await second.until("To approve it as bob");
    second.press(`${hostname()}${enter}`);
    await second.until("Approved.");
    await second.until(".approval.json, or pasted.");
    expect(await second.exited).toBe(0);

    await first.until("Approved by bob");
    await first.until("type");
    first.press(hostname());
    await first.until(new RegExp(`› ${hostname()}`));
    await read();
    first.press(enter);
    await leave(first);
    expect(await first.exited).toBe(0);
    expect(await readFile(join(home.directory, "done.txt"), "utf8")).toBe("it ran\n");

    const path = join(home.directory, "state/firebreak/sessions", session, "session.jsonl");
    const types = (await eventsOf(path)).map(({ event }) => (event as { type?: string })?.type);
    const approved = types.indexOf("step.approved");
    expect(approved).toBeGreaterThan(types.indexOf("approval.requested"));
    expect(types.indexOf("step.started")).toBeGreaterThan(approved);
    const page = (await home.run("show", session)).stdout;
    expect(page).toMatch(/\*\*Approved\*\* by bob, who signed at/);
  });

  it("is not approved without a terminal", async () => {
    await writeFile(join(home.directory, "x.request.json"), "{}");
    const ended = await home.run("approve", "x.request.json", "--as", "bob", "--key", key);
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stderr).toContain("this is no request for an approval");
  });
});
