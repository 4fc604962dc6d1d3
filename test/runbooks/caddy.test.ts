/** The shipped Caddy runbook, walked at a real terminal against a real Caddy. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Caddy, caddyVersion, siteBlock, startCaddy } from "../support/caddy.ts";
import { type Home, makeHome, root, transcriptOf } from "../support/firebreak.ts";
import { skip } from "../support/skip.ts";
import { enter } from "../support/terminal.ts";
import { goOn, leave, read } from "../support/walk.ts";

const runbook = join(root, "runbooks/caddy/change-configuration.md");
const version = await caddyVersion();
const isRequired = (process.env["CI"] ?? "") !== "";

test("Caddy is there to be tested with", (context) => {
  if (version === null && !isRequired) skip(context, "Caddy is not installed");
  expect(version).not.toBeNull();
});

test("lint finds nothing to complain about", async () => {
  const home = await makeHome();
  const linted = await home.run("lint", runbook);
  expect(linted).toMatchObject({ code: 0, stdout: "" });
  await home.remove();
});

describe.runIf(version !== null)("with a real Caddy", () => {
  let home: Home;
  let caddy: Caddy;
  let site: string;

  beforeEach(async () => {
    home = await makeHome();
    caddy = await startCaddy(home.directory);
    site = join(home.directory, "new site.caddy");
  });
  afterEach(async () => {
    await caddy.stop();
    await home.remove();
  });

  test("without a person it reads, and stops before the first change", async () => {
    await writeFile(site, siteBlock("new.example.com", caddy.port, "the new one"));
    const before = await digest(caddy.config);
    const ended = await home.run(
      "run",
      "--auto",
      ...given(),
      "--set",
      "host=new.example.com",
      runbook,
    );
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain("stopped at edit");
    expect(ended.stderr).toContain("risk: medium, above the ceiling of low");
    expect(ended.stderr).toMatch(/firebreak resume \S+/);
    expect(await verdictOf(transcriptOf(ended))).toBe("SEALED");
    expect(await digest(caddy.config)).toBe(before);
  });

  test.each([
    ["sites are missing", "count", "2 sites, 25 or more expected", { expected_sites: "25" }],
    ["the storage is not set", "storage", "stopped at storage", { config: "no storage" }],
    ["Caddy runs something else", "running", '> "the app"', { config: "not loaded" }],
    ["the block is for another name", "block", "does not name", { host: "other.example.com" }],
  ])("nothing is changed when %s", async (_, step, words, changed) => {
    const text = await readFile(caddy.config, "utf8");
    const files = {
      "no storage": text.replace(/storage file_system \{[^}]*\}/, ""),
      "not loaded": text.replace("the app", "another app"),
    };
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(home.directory, name), content);
    }
    await writeFile(site, siteBlock("new.example.com", caddy.port, "the new one"));
    const { config } = changed as { config?: string };
    const values = { host: "new.example.com", ...changed };
    const at = config === undefined ? {} : { config: join(home.directory, config) };
    const ended = await home.run("run", "--auto", ...given({ ...values, ...at }), runbook);
    expect(ended.code).toBe(1);
    expect(`${ended.stdout}${ended.stderr}`).toContain(words);
    expect(ended.stderr).toContain(`stopped at ${step}`);
    expect(await readFile(caddy.config, "utf8")).toBe(text);
  });

  test("a good edit goes all the way, and the new site answers", async () => {
    await writeFile(site, siteBlock("new.example.com", caddy.port, "the new one"));
    const screen = home.open("run", ...given(), runbook);
    await screen.until("What is the new site's name?");
    screen.press("new.example.com");
    await screen.until("new.example.com");
    screen.press(enter);

    const asked = [];
    for (let step = 1; step <= 12; step += 1) asked.push(await goOn(screen, step));
    expect(asked.join(" ")).toBe("go go go go go confirm go go task type go go");

    const { transcript, verdict } = await leave(screen);
    expect(verdict).toBe("SEALED");
    expect(await screen.exited).toBe(0);
    expect(await caddy.ask("new.example.com")).toBe("the new one");
    expect(await caddy.ask("help.example.com")).toBe("the manual");
    expect(await readFile(caddy.config, "utf8")).toContain("new.example.com");
    expect(await verdictOf(transcript)).toBe("SEALED");
  });

  test("an edit that does not validate is caught before the reload, and put back", async () => {
    await writeFile(
      site,
      siteBlock("new.example.com", caddy.port, "x").replace("respond", "respnd"),
    );
    const before = await digest(caddy.config);
    const running = await caddy.running();
    const screen = home.open("run", ...given({ host: "new.example.com" }), runbook);
    for (let step = 1; step <= 6; step += 1) await goOn(screen, step);
    await goOn(screen, 7);
    await screen.until(/It failed: exit 1/);
    expect(await digest(caddy.config)).not.toBe(before);
    expect(await caddy.running()).toBe(running);

    screen.press("b");
    await screen.until(/The way back.*Walk it\? Press y/s);
    screen.press("y");
    await screen.until(/caddy reload.*It asks because.*Run it on/s);
    expect(await digest(caddy.config)).toBe(before);
    await read();
    screen.press("y");

    const { transcript, verdict } = await leave(screen);
    expect(verdict).toBe("SEALED");
    expect(await screen.exited).toBe(1);
    expect(await digest(caddy.config)).toBe(before);
    expect(await caddy.running()).toBe(running);
    expect(await caddy.ask("app.example.com")).toBe("the app");
    await expect(caddy.ask("new.example.com")).resolves.toBe("");
    expect(await verdictOf(transcript)).toBe("SEALED");

    const { stdout } = await home.run("show", transcript);
    expect(stdout).toContain("unrecognized directive: respnd");
    expect(stdout).toContain("Reload the old one");
    expect(stdout).toContain(caddy.config);
  });

  /** All inputs but the host name, as flags; `changed` comes on top. */
  function given(changed: Readonly<Record<string, string>> = {}): string[] {
    const values = {
      config: caddy.config,
      expected_sites: "2",
      site_file: site,
      scheme: "http",
      port: String(caddy.port),
      admin: caddy.admin,
      caddy_user: userInfo().username,
      ...changed,
    };
    return Object.entries(values).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
  }

  async function verdictOf(transcript: string): Promise<string> {
    const { stdout } = await home.run("verify", transcript);
    return stdout.split("\n")[0] ?? "";
  }
});

async function digest(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}
