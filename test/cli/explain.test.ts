/** `firebreak explain` through the whole program. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, makeHome } from "../support/firebreak.ts";

let home: Home;
beforeEach(async () => {
  home = await makeHome();
  await writeFile(join(home.directory, "change.md"), change);
});
afterEach(() => home.remove());

const change = `---
inputs:
  unit: { type: name }
  filter: { type: text, raw: true }
---
# Change

\`\`\`bash {#look}
systemctl status {{unit}}
\`\`\`

\`\`\`bash {#stop risk=low}
sudo systemctl stop {{unit}}
curl -X DELETE http://127.0.0.1:9200/old
\`\`\`

\`\`\`bash {#list}
ls {{filter}}
\`\`\`

- [ ] Tell somebody {#tell}
`;

describe("explain", () => {
  it("says of each step what it does, how risky that is and why, and what its values may be", async () => {
    const { code, stdout } = await home.run("explain", "change.md");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^look .*\n {2}risk is none: it only looks\n {2}none /);
    expect(stdout).toContain("  {{unit}} stands in a word: any value of its type, quoted");
    expect(stdout).toContain("risk is high: it stops {{unit}} (as root); the runbook says low\n");
    expect(stdout).toContain("            sudo systemctl stop {{unit}}\n");
    expect(stdout).toContain("  {{filter}} stands in a word: anything, and it becomes code");
    expect(stdout).toContain("risk is medium: what is given for `filter` is code");
    expect(stdout).toContain("a task for a person");
  });

  it("tells one step as JSON, with every effect and where it stands in the code", async () => {
    const { code, stdout } = await home.run("explain", "change.md", "stop", "--json");
    expect(code).toBe(0);
    const [step, ...others] = JSON.parse(stdout);
    expect(others).toEqual([]);
    expect(step).toMatchObject({ step: "stop", declaredRisk: "low", risk: "high" });
    const text = "sudo systemctl stop {{unit}}\ncurl -X DELETE http://127.0.0.1:9200/old";
    for (const { start, end, command } of step.effects) {
      expect(text.slice(start, end)).toContain(command);
    }
    expect(step.effects.map(({ kind }: { kind: string }) => kind)).toContain("service");
  });

  it("names the step that was probably meant, and refuses where there is no step at all", async () => {
    const wrong = await home.run("explain", "change.md", "stpo");
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("did you mean stop?") });
    await writeFile(join(home.directory, "empty.md"), "# Nothing\n");
    const empty = await home.run("explain", "empty.md");
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining("has no steps") });
  });
});
