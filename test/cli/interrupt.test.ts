/** An interrupt that comes while something looks at the machine: nothing of the session goes on after it. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { makeHome } from "../support/firebreak.ts";

it("kills a probe that is still running when the session is over", async () => {
  const home = await makeHome();
  onTestFinished(() => home.remove());
  // The probe itself interrupts the tool that waits for it, and would then go on for a while.
  const probe = 'kill -INT "$PPID"; sleep 3; touch "$HOME/outlived"';
  const policy = { environments: { prod: { probes: [{ command: probe }] } } };
  await writeFile(join(home.directory, "firebreak.yaml"), JSON.stringify(policy));
  const runbook = join(home.directory, "look.md");
  await writeFile(runbook, "# Look\n\n```bash {#look risk=none}\necho looked\n```\n");
  const { code, stdout, stderr } = await home.run("run", runbook, "--auto");
  expect(stderr).toContain("firebreak: stopped");
  expect({ code, looked: stdout.includes("│ looked") }).toEqual({ code: 130, looked: false });
  expect(existsSync(join(home.directory, "outlived"))).toBe(false);
});
