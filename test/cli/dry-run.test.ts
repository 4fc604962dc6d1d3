/** `run --dry-run`, run for real: it says what would come, looks at the machine, and changes nothing. */
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Home, makeHome } from "../support/firebreak.ts";

let home: Home;
beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => home.remove());

async function put(path: string, text: string): Promise<void> {
  const whole = join(home.directory, path);
  await mkdir(join(whole, ".."), { recursive: true });
  await writeFile(whole, text);
}

const policy = `environments:
  prod:
    production: true
    probes:
      - command: echo here; sleep 0
        expect: here
`;

const runbook = `---
title: A rehearsal
inputs:
  unit: { type: name, default: web }
---

\`\`\`bash {#look risk=none capture=count}
ls | wc -l
\`\`\`

\`\`\`bash {#change risk=high}
systemctl stop {{unit}}.service
touch changed
\`\`\`

\`\`\`bash {#maybe risk=low when="int(count) > 2"}
mkdir {{count}}
\`\`\`

\`\`\`bash {#elsewhere env=stage risk=low}
mkdir other
\`\`\`

- [ ] Tell somebody {#tell}
`;

/** Every file and folder with its size and time of change; Node's own compile cache is not the project's. */
async function everything(): Promise<string[]> {
  const names = await readdir(home.directory, { recursive: true });
  const kept = names.filter((name) => !name.startsWith("cache")).sort();
  return Promise.all(
    kept.map(async (name) => {
      const { size, mtimeMs, ctimeMs } = await stat(join(home.directory, name));
      return [name, size, mtimeMs, ctimeMs].join(" ");
    }),
  );
}

/** Processes that have this home in their environment. */
async function processes(): Promise<string[]> {
  const found = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(
    found.map((pid) => readFile(`/proc/${pid}/environ`, "utf8").catch(() => "")),
  );
  return found.filter((_, index) => environments[index]?.includes(`HOME=${home.directory}\0`));
}

test("says what each step would come to, and changes nothing", async () => {
  await put("firebreak.yaml", policy);
  await put("a.md", runbook);
  const before = await everything();
  const dry = await home.run("run", "a.md", "--dry-run");
  expect(await everything()).toEqual(before);
  expect(await processes()).toEqual([]);
  expect(dry).toMatchObject({ code: 0, stderr: "" });
  expect(dry.stdout).toMatch(
    /^A rehearsal: 5 steps, .*Nothing was run\.\n\nOn .*, recognised as prod\.\n/,
  );
  const steps = Object.fromEntries(
    dry.stdout
      .split("\n\n")
      .slice(2)
      .map((part) => [part.split("  ", 1)[0], part]),
  );
  expect(steps["look"]).toContain("runs without a question");
  expect(steps["change"]).toContain("stops here: a person has to answer");
  expect(steps["change"]).toContain("it stops web.service");
  expect(steps["change"]).toContain("    systemctl stop web.service");
  expect(steps["maybe"]).toContain(
    "whether it runs hangs on {{count}}, which look has yet to print",
  );
  expect(steps["maybe"]).toContain("what it would be hangs on {{count}}");
  expect(steps["elsewhere"]).toContain(
    "is denied\n    environment: this is prod; the step is only for stage",
  );
  expect(steps["tell"]).toContain("stops here: a task for a person");
  expect(dry.stdout).toMatch(/\n\nWithout a person, it ends at change\.$/);
});

test("says as a refusal what keeps a session from beginning", async () => {
  await put("b.md", "# B\n");
  expect(await home.run("run", "b.md", "--dry-run")).toMatchObject({ code: 2 });
});
