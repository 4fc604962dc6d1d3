/** `run --dry-run`, run for real: it says what would come, looks at the machine, and changes nothing. */
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventsOf, type Home, makeHome, transcriptOf } from "../support/firebreak.ts";

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
  expect(dry.stdout).toMatch(/\n\nWithout a person, it ends at change, with exit code 3\.$/);
});

const elsewhere = `environments:
  prod:
    probes: [{ command: echo here, expect: here }]
  stage:
    probes: [{ command: echo here, expect: away }]
rules:
  - { deny: "rm -rf /srv/**", reason: Not here }
  - { deny: "touch **", reason: Never }
  - { deny: "mkdir /srv/**", reason: Not here either }
`;

const step = (annotation: string, code: string) => `\`\`\`bash {${annotation}}\n${code}\n\`\`\`\n`;
const seconds = step("#now risk=none capture=now", "echo 17");
const tell = "- [ ] Tell somebody {#tell}\n";

/** What comes after a step that prints 17, and the last words of the dry run. */
const walks: readonly [string, string, string[], RegExp | null][] = [
  [
    "a step for another machine, whose code is open",
    "",
    [step("#other risk=low env=stage", "mkdir {{now}}"), tell],
    /ends at other, with exit code 4\.$/,
  ],
  [
    "an approval that the document wants",
    "",
    [step("#change risk=low approvals=1", "mkdir {{now}}"), tell],
    /ends at change, with exit code 3 or 4\.$/,
  ],
  [
    "a step that can never run",
    "",
    [step('#never risk=none expect="ok {{now}}"', "echo ok {{now}}"), tell],
    /ends at never, with exit code 4\.$/,
  ],
  [
    "a broken step that a headless run would else skip",
    "",
    [step('#never risk=none auto=skip expect="ok {{now}}"', "echo"), tell],
    /ends at never, with exit code 4\.$/,
  ],
  [
    "a declared risk above the ceiling",
    "",
    [step("#high risk=high", "echo {{now}}"), tell],
    /ends at high, with exit code 3 or 4\.$/,
  ],
  [
    "a step that a person takes over",
    "",
    [step("#taken risk=none auto=stop", "echo {{now}}"), tell],
    /ends at taken, with exit code 3 or 4\.$/,
  ],
  [
    "a rule that matches whatever the value is",
    "",
    [step("#touch risk=low", "touch {{now}}"), tell],
    /ends at touch, with exit code 4\.$/,
  ],
  [
    "a rule that may match, and does",
    "",
    [step("#wipe risk=low", "rm -rf /srv/{{now}}"), tell],
    /ends at tell at the latest, with exit code 3: what is open may end it at wipe already\.$/,
  ],
  [
    "a rule that may match, and does not",
    "",
    [step("#make risk=low", "mkdir {{now}}"), tell],
    /ends at tell at the latest, with exit code 3: what is open may end it at make already\.$/,
  ],
  [
    "a code that is risky beside what is open",
    "",
    [step("#both risk=none", "systemctl stop web\necho {{now}}"), tell],
    /ends at both, with exit code 3 or 4\.$/,
  ],
  [
    "what is known of code that is open",
    "inputs:\n  top: { type: path, default: /tmp }\n",
    [step("#make risk=low", "mkdir -p {{top}}/{{now}}"), tell],
    /ends at tell at the latest, with exit code 3: what is open may end it at make already\.$/,
  ],
  [
    "needs that hang on a condition that turns out not to hold",
    "",
    [
      step('#x risk=none when="int(now) > 20"', "echo x"),
      step("#y risk=high needs=x", "echo y"),
      step("#z risk=high needs=y", "echo z"),
    ],
    /may end at x, y or z: that hangs on what is open\.$/,
  ],
  [
    "needs of what is left out for sure",
    "inputs:\n  kind: { type: name, default: big }\n",
    [
      step("#x risk=none when=\"kind == 'small'\"", "echo x"),
      step("#y risk=high needs=x", "echo y"),
      step("#z risk=none needs=y", "echo z"),
    ],
    null,
  ],
  [
    "a value that a step would print that is left out",
    "",
    [
      step("#x risk=none auto=skip capture=late", "echo 1"),
      step("#y risk=none", "echo {{late}}"),
      tell,
    ],
    /ends at y, with exit code 4\.$/,
  ],
  [
    "a condition that cannot be judged with what is printed",
    "",
    [
      step("#word risk=none capture=word", "echo word"),
      step('#x risk=none when="int(word) > 20"', "echo x"),
      tell,
    ],
    /ends at tell at the latest, with exit code 3: what is open may end it at x already\.$/,
  ],
];

test.each(walks)("a dry run and a real one agree about %s", async (name, inputs, steps, last) => {
  const file = `${name.replaceAll(/\W+/g, "-")}/a.md`;
  await put(`${file}/../firebreak.yaml`, elsewhere);
  await put(file, `---\ntitle: A\n${inputs}---\n\n${[seconds, ...steps].join("\n")}`);
  const dry = await home.run("run", file, "--dry-run", "--auto");
  expect(dry).toMatchObject({ code: 0, stderr: "" });
  const foot = dry.stdout.split("\n\n").at(-1)?.replaceAll(/\s+/g, " ") ?? "";
  if (last === null) expect(foot).not.toContain("Without a person");
  else expect(foot).toMatch(last);

  const real = await home.run("run", file, "--auto");
  const events = await eventsOf(transcriptOf(real));
  const at = events.flatMap(({ event }) => stepOfStop(event)).at(-1) ?? null;
  expect(endsIn(foot)).toContainEqual([at, at === null ? 0 : real.code]);
});

function stepOfStop(event: unknown): string[] {
  const { type, stop } = (event ?? {}) as { type?: string; stop?: { step?: string } };
  return type === "session.stopped" && stop?.step !== undefined ? [stop.step] : [];
}

/** Where a real run may end, by the last line of a dry run, and with which exit codes. */
function endsIn(foot: string): [string | null, number][] {
  const [, last = null, exits = ""] =
    /ends at (\w+)[\w ]*, with exit code ([\d or]+)/.exec(foot) ?? [];
  const certain = exits.split(" or ").map((exit): [string | null, number] => [last, Number(exit)]);
  const [, names = ""] = /may end (?:it )?at ([\w, ]+?)(?: already|:)/.exec(foot) ?? [];
  const early = names.split(/, | or /).filter((name) => name !== "");
  return [
    ...certain,
    ...early.flatMap((name): [string, number][] => [
      [name, 3],
      [name, 4],
    ]),
  ];
}

test("names what is open by where it comes from, and lists it as one", async () => {
  const steps = [
    seconds,
    step("#more risk=none capture=a", "echo 1"),
    step("#less risk=none capture=b", "echo 1"),
    step("#x risk=none when=\"int(now) < 20 && a != 'now'\"", "echo {{a}} {{b}}"),
    step("#y risk=none needs=x", "echo"),
    step("#z risk=none needs=y", "echo"),
  ];
  await put("open/a.md", ["# A\n", ...steps].join("\n"));
  const { stdout } = await home.run("run", "open/a.md", "--dry-run");
  const said = stdout.replaceAll(/\n {4}(?=\S)/g, " ");
  expect(said).toContain(
    "whether it runs hangs on {{now}}, which now has yet to print, and {{a}}, which more has yet to print",
  );
  expect(said).toContain("  whether it runs hangs on x\n");
  expect(said).toContain("  whether it runs hangs on y\n");
  expect(said).not.toContain("chosen");
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("needs the values that a headless run needs", async () => {
  await put(
    "who/a.md",
    `---\ntitle: A\ninputs:\n  who: { type: name }\n---\n\n${step("#a risk=none", "echo {{who}}")}`,
  );
  const real = await home.run("run", "who/a.md", "--auto");
  expect(real).toMatchObject({ code: 2, stderr: expect.stringContaining("--set who=…") });
  expect(await home.run("run", "who/a.md", "--auto", "--dry-run")).toEqual(real);
});

test("says as a refusal what keeps a session from beginning", async () => {
  await put("b.md", "# B\n");
  expect(await home.run("run", "b.md", "--dry-run")).toMatchObject({ code: 2 });
});
