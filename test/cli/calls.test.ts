/** Calls through the whole program: shown, walked headless and at a terminal, judged, recorded and resumed. */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventsOf, type Home, makeHome, transcriptOf } from "../support/firebreak.ts";
import { enter } from "../support/terminal.ts";
import { leave, read } from "../support/walk.ts";

let home: Home;
beforeEach(async () => {
  home = await makeHome();
  await file("deploy.md", deploy);
  await file("vault/unseal.md", unseal);
});
afterEach(() => home.remove());

async function file(name: string, text: string): Promise<void> {
  const path = join(home.directory, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

const deploy = `---
inputs:
  vault: { type: text, default: v.example.com }
---
# Deploy

<!-- step
runbook: ./vault/unseal.md
inputs: { address: "{{vault}}" }
-->

With the vault open:

\`\`\`bash {#deploy risk=low needs=unseal}
echo deployed with {{vault}}
\`\`\`
`;

const unseal = `---
inputs:
  address: hostname
  keys: { type: int, default: 3 }
---
# Unseal the vault

\`\`\`bash {#status risk=none capture=state}
echo sealed {{address}}
\`\`\`

\`\`\`bash {#open risk=low when="keys > 2"}
echo open {{state}} with {{keys}}
\`\`\`
`;

describe("a call", () => {
  it("is shown with its steps set in, drawn as a group, and rehearsed with its values", async () => {
    const { stdout } = await home.run("show", "deploy.md");
    expect(stdout).toContain("  unseal__keys (int): Unseal the vault: keys");
    expect(stdout).toContain("  1. unseal  Unseal the vault  [calls ./vault/unseal.md]");
    expect(stdout).toContain("  2.   unseal/status  Unseal the vault  [none; needs unseal]");
    for (const [format, group] of [
      ["text", "Called by unseal\n"],
      ["mermaid", 'subgraph p2["Called by unseal"]'],
      ["dot", 'label="Called by unseal"'],
      ["json", '"id": "unseal/status"'],
    ] as const) {
      expect((await home.run("show", "deploy.md", "--graph", format)).stdout).toContain(group);
    }
    const rehearsed = await home.run("run", "deploy.md", "--dry-run");
    expect(rehearsed.stdout).toContain("calls ./vault/unseal.md\n    address = v.example.com");
  });

  it("is walked headless, each step under its own id, and recorded with what was called", async () => {
    const ended = await home.run("run", "deploy.md", "--auto", "--set", "unseal__keys=4");
    expect(ended).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("deployed with v.example.com"),
    });
    expect(ended.stdout).toContain("open sealed v.example.com with 4");
    const page = (await home.run("show", transcriptOf(ended))).stdout;
    expect(page).toMatch(/Calls at `unseal`: `\S+vault\/unseal\.md`, SHA-256 `[0-9a-f]{64}`/);
    expect(page).toContain("`unseal__address` = `v.example.com`");
    const [opened] = await eventsOf(transcriptOf(ended)).then((lines) =>
      lines.flatMap(({ event }) =>
        (event as { type?: string })?.type === "session.opened" ? [event] : [],
      ),
    );
    expect(opened).toMatchObject({
      plan: { callees: [{ call: "unseal", title: "Unseal the vault" }] },
    });
  });

  it("is denied headless when a value does not fit", async () => {
    const ended = await home.run("run", "deploy.md", "--auto", "--set", "vault=no host");
    expect(ended).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("`no host` is not a host name"),
    });
  });

  it("is walked at a terminal with its steps set in", async () => {
    const screen = home.open("run", "deploy.md");
    await screen.until("Unseal the vault: keys");
    await read();
    screen.press(enter);
    await screen.until("Press Enter to begin");
    await read();
    screen.press(enter);
    await screen.until("Press Enter to run it");
    expect(screen.text()).toMatch(/^ ✓ Unseal the vault +│/m);
    expect(screen.text()).toMatch(/^ {3}▸ Unseal the vault +│/m);
    screen.press("q");
    await screen.until("Stop here?");
    screen.press("y");
    await leave(screen);
  });

  it("says on resume that a called runbook has changed, and goes on as planned", async () => {
    await file("vault/unseal.md", unseal.replace("risk=low", "risk=medium"));
    const stopped = await home.run("run", "deploy.md", "--auto");
    expect(stopped.code).toBe(3);
    await file("vault/unseal.md", "# Gone\n");
    const resumed = await home.run("resume", "--auto", "--max-risk", "medium");
    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.stderr).toContain("A runbook that it calls has changed since.");
  });

  it("that leads nowhere or in a circle is a mistake of its own; lint finds both", async () => {
    await file(
      "a.md",
      "# A\n\n<!-- step runbook: b.md -->\n\nThen:\n\n- [ ] look\n\n<!-- step runbook: gone.md -->\n",
    );
    await file("b.md", "# B\n\n<!-- step runbook: sub/link.md -->\n");
    await mkdir(join(home.directory, "sub"));
    await symlink("../a.md", join(home.directory, "sub/link.md"));
    const linted = await home.run("lint", "a.md");
    expect(linted.code).toBe(1);
    expect(linted.stdout).toContain("a.md:3:1  error  bad-call");
    expect(linted.stdout).toContain("a.md → b.md → a.md never ends");
    expect(linted.stdout).toContain(
      "a.md:9:1  error  bad-call  this call cannot be made: `gone.md`: there is no such file",
    );
    const ended = await home.run("run", "a.md", "--auto");
    expect(ended).toMatchObject({ code: 4 });
  });
});

describe("the policy of a called runbook", () => {
  const strict = "auto: { maxRisk: none }\nrisk: { low: type }\n";

  it("holds for its steps, is recorded, and limits --max-risk", async () => {
    await file("vault/firebreak.yaml", strict);
    const refused = await home.run("run", "deploy.md", "--auto", "--max-risk", "low");
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain("above what the policy lets a headless run do (none)");
    expect(refused.stderr).toContain("vault/firebreak.yaml");
    const ended = await home.run("run", "deploy.md", "--auto");
    expect(ended).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("stopped at unseal/open"),
    });
    const page = (await home.run("show", transcriptOf(ended))).stdout;
    expect(page).toMatch(/Within `unseal`: policy `\S+vault\/firebreak\.yaml`, SHA-256/);
    const rehearsed = await home.run("run", "deploy.md", "--dry-run");
    const stops = " +stops here: a person has to answer\n +risk: low, above the ceiling of none\n";
    expect(rehearsed.stdout).toMatch(new RegExp(`\nunseal/open .*\n(?: .*\n)*${stops}`));
    expect(rehearsed.stdout).toMatch(new RegExp(`\ndeploy .*\n(?: .*\n)*${stops}`));
  });

  it("holds again on resume, and gives way to one that is named", async () => {
    await file("vault/firebreak.yaml", strict);
    await home.run("run", "deploy.md", "--auto");
    const resumed = await home.run("resume", "--auto");
    expect(resumed).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("stopped at unseal/open"),
    });
    await file("named.yaml", "risk: { low: run }\n");
    const named = await home.run("resume", "--auto", "--config", "named.yaml");
    expect(named).toMatchObject({ code: 0 });
  });
});
