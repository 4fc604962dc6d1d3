/** The commands about policies, and what a policy changes in a run, by the built program. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadOperatorKey } from "../../src/transcript/operator-key.ts";
import { type Home, makeHome, root } from "../support/firebreak.ts";
import { got } from "../transcript/desk.ts";

let home: Home;
beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(home.directory, name);
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, text);
  }
}

const policy = `timezone: Europe/Berlin
environments:
  stage: { probes: [{ hostname: stage-* }], values: { domain: stage.example.com } }
  prod: { production: true, probes: [{ hostname: prod-* }], values: { domain: example.com } }
rules:
  - deny in prod: rm -rf
    reason: Nothing is deleted by hand
windows:
  office: { open: "mon-thu 09:00-16:00", in: prod }
`;

const runbook = `---
title: Clean up
reviewed: 2026-10-01
inputs: { where: path }
---

\`\`\`bash {#clean risk=medium}
rm -rf {{where}}/{{domain}}
\`\`\`
`;

describe("the shipped policy", () => {
  const folder = join(root, "policies");

  it("is sound, but for the people that only a project can name", async () => {
    const { code, stdout, stderr } = await home.run(
      "policy",
      "check",
      join(folder, "container-platform.yaml"),
    );
    expect(code).toBe(0);
    expect(stdout.match(/ {2}warning {2}\S+/g)).toEqual(["  warning  nobody-approves"]);
    expect(stderr).toContain("2 environments, 12 rules, 0 windows; 1 warning");
  });

  it("says what its cases expect", async () => {
    const { code, stdout } = await home.run(
      "policy",
      "test",
      join(folder, "container-platform.cases.yaml"),
    );
    expect(stdout).toMatch(/^([78]\d) cases: \1 as expected$/);
    expect(code).toBe(0);
  });
});

describe("policy check", () => {
  it("looks upwards, and has nothing to say of a sound policy", async () => {
    await put({ "firebreak.yaml": policy });
    const { code, stdout, stderr } = await home.run("policy", "check");
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(
      /firebreak\.yaml: 2 environments, 1 rule, 1 window; nothing to complain about$/,
    );
  });

  it("shows a mistake with its place, and ends with 1", async () => {
    await put({ "p.yaml": `${policy}revewAge: 1d\n` });
    const { code, stdout, stderr } = await home.run("policy", "check", "p.yaml");
    expect(code).toBe(1);
    expect(stdout).toContain("p.yaml:10:1  error  unknown-key  unknown key `revewAge`");
    expect(stdout).toContain("hint: did you mean `reviewAge`?");
    expect(stderr).toBe("p.yaml: 1 error, and so nothing runs by it");
  });

  it("finds one key under two people, whether it stands there or its fingerprint", async () => {
    const { publicKey, fingerprint } = got(
      await loadOperatorKey({ configDir: join(home.directory, "bob"), principal: "bob" }),
    );
    const keys = (ada: string, bob: string) =>
      put({
        "firebreak.yaml": `people:\n  ada: { keys: ["${ada}"] }\n  bob: { keys: ["${bob}"] }\n`,
        "clean.md": runbook,
      });
    for (const [ada, bob] of [
      [`${publicKey} laptop`, fingerprint],
      [fingerprint, publicKey],
    ] as const) {
      await keys(ada, bob);
      const { code, stdout } = await home.run("policy", "check");
      expect(code).toBe(1);
      expect(stdout).toMatch(/:3:17 {2}error {2}bad-value {2}this key is\s+`ada`'s already/);
    }
    const ran = await home.run("run", "clean.md", "--auto", "--set", "where=x");
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/this key is\s+`ada`'s already/);
  });

  it("refuses where there is none", async () => {
    const { code, stderr } = await home.run("policy", "check");
    expect(code).toBe(2);
    expect(stderr).toContain("there is no firebreak.yaml here or above");
  });
});

describe("a file that cannot be read", () => {
  it.each<[args: string[], said: string]>([
    [
      ["check", "gone"],
      "cannot read gone: there is no such file\n  hint: firebreak init writes a first one",
    ],
    [
      ["check", "."],
      "cannot read .: it is a directory\n  hint: name the file in it: ./firebreak.yaml",
    ],
    [["check", "pipe"], "pipe is a named pipe\n  hint: write it into a file, and name that"],
    [
      ["check", "firebreak.yaml/a"],
      "cannot read firebreak.yaml/a: a part of its path is a file, and no directory",
    ],
    [["check", "long"], "long is longer than 131072 characters\n  hint: make it shorter"],
    [["test", "long"], "long is longer than 262144 characters\n  hint: make several files of it"],
    [
      ["test", "gone"],
      "cannot read gone: there is no such file\n  hint: name the file that the cases of the policy",
    ],
    [["test", "pipe"], "pipe is a named pipe"],
    [
      ["why", "gone.md", "a"],
      "cannot read gone.md: there is no such file\n  hint: firebreak list shows the runbooks",
    ],
  ])("%j", async (args, said) => {
    await put({ "firebreak.yaml": policy, long: "a".repeat(800_000) });
    await execa("mkfifo", [join(home.directory, "pipe")]);
    const { code, stdout, stderr } = await home.run("policy", ...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`firebreak: ${said}`);
  });

  it("is no pipe of the shell, which has its writer", async () => {
    const check = `${join(root, "bin/firebreak")} policy check <(echo 'timezone: UTC')`;
    const { stderr } = await execa("bash", ["-c", check], { cwd: home.directory });
    expect(stderr).toContain("nothing to complain about");
  });
});

describe("mistakes", () => {
  it("are shown up to a number, within 80 columns", async () => {
    const rules = "  - { deny: a, raeson: b, exept: c }\n".repeat(30);
    await put({ "firebreak.yaml": `a-key-that-no-policy-ever-had: 1\nrules:\n${rules}` });
    const { code, stdout, stderr } = await home.run("policy", "check");
    expect(code).toBe(1);
    expect(stdout).toContain("expected one of environments, targets, groups, people, approvers,");
    expect(stdout.match(/ {2}error {2}/g)).toHaveLength(50);
    expect(stdout).toMatch(/\n\nand 41 more\s*$/);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(stderr).toContain("91 errors, and so nothing runs by it");
  });

  it.each(["for ", "ls | "])("cut a pattern of a long word: %s", async (start) => {
    const pattern = `${start}${"a".repeat(90)}`;
    await put({ "firebreak.yaml": `rules:\n  - { deny: "${pattern}", reason: by hand }\n` });
    const { stdout } = await home.run("policy", "check");
    expect(stdout).toMatch(/ (never-matches|bad-value) .*\s.*aaa…`/);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});

describe("policy test", () => {
  const cases = (text: string) => put({ "firebreak.yaml": policy, "cases.yaml": text });

  it("prints what is not as expected, with its place and how it came about", async () => {
    await cases(`cases:
  - { command: rm -rf /srv, in: prod, risk: low, at: 2026-11-19T10:00, expect: deny, reason: by hand }
  - { command: rm -rf /srv, in: stage, risk: low, expect: deny }
  - { command: touch a, in: prod, risk: low, at: 2026-11-20T16:00, expect: wait, reason: Monday }
`);
    const { code, stdout } = await home.run("policy", "test", "cases.yaml");
    expect(code).toBe(1);
    const lines = stdout.split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "cases.yaml:3: expected deny, but it is ask: type the machine's name",
      "  rm -rf /srv",
      "  environment pass  the machine is stage",
    ]);
    expect(stdout).toContain(
      'cases.yaml:4: expected the reason "Monday", but it is wait until Mon\n  2026-11-23 09:00 (Europe/Berlin)\n',
    );
    expect(stdout).toMatch(
      /\n {2}window {6}wait {2}the window office is closed.*\n(.*\n)*.*\[firebreak\.yaml:9\]/,
    );
    expect(lines.at(-1)).toBe("3 cases: 1 as expected, 2 not as expected");
  });

  it.each([
    ["cases: [{ command: ls, expect: maybe }]", "error  bad-value  `expect` cannot be `maybe`"],
    ["cases: []", "1:8  error  bad-value  there are no cases"],
    ["cases:", "1:7  error  bad-value  there are no cases"],
    ["", "1:1  error  bad-value  there are no cases"],
    ["cases: [{ expect: pass }]", "a case is about one piece of code"],
    ["case: []", "did you mean `cases`?"],
    ["cases: [{ command: ls, expect: pass, at: someday }]", "`at` cannot be `someday`"],
    ["cases: [{ command: ls, in: test, expect: pass }]", "the policy has no environment test"],
  ])("refuses %s", async (text, message) => {
    await cases(text);
    const { code, stderr } = await home.run("policy", "test", "cases.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("policy why", () => {
  const why = (...args: string[]) => home.run("policy", "why", "clean.md", "clean", ...args);
  beforeEach(() => put({ "firebreak.yaml": policy, "clean.md": runbook }));

  it("says what every guard says, and by which line", async () => {
    const { code, stdout } = await why(
      "--env",
      "prod",
      "--at",
      "2026-11-20T16:00",
      "--set",
      "where=/srv",
    );
    expect(code).toBe(0);
    expect(stdout.split("\n")).toEqual([
      "clean in clean.md: deny",
      "  in prod, at Fri 2026-11-20 16:00 (Europe/Berlin)",
      "",
      "  environment pass  the machine is prod",
      "  window      wait  the window office is closed, it is open mon-thu",
      "                    09:00-16:00; next at Mon 2026-11-23 09:00 (Europe/Berlin)",
      "                    [firebreak.yaml:9]",
      "  exclusive   pass  nobody else is known to change this target now",
      "  raw         pass  no input becomes code",
      "  rule        deny  Nothing is deleted by hand (rm -rf /srv/example.com)",
      "                    [firebreak.yaml:6]",
      "  risk        ask   high: it deletes /srv/example.com and all below it; the",
      "                    runbook says medium, and this is production",
      "  review      pass  reviewed on 2026-10-01",
      "  confirm     pass  the runbook asks for none",
      "  approval    pass  nobody else has to approve it",
    ]);
  });

  it("asks the policy and the review of the runbook that the step stands in", async () => {
    await put({
      "main.md": "# Main\n\n<!-- step\nid: other\nrunbook: other/called.md\n-->\n",
      "other/called.md": runbook.replace("2026-10-01", "2026-01-01"),
      "other/firebreak.yaml": `reviewAge: 30d
environments: { live: { production: true, probes: [{ file: /live }] } }
rules:
  - ask: rm -rf
    reason: Ask the other project
    except: main
`,
    });
    const at = ["--env", "live", "--at", "2026-02-20T16:00Z"];
    const { code, stdout } = await home.run("policy", "why", "main.md", "other/clean", ...at);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2}rule +ask +Ask the other project/);
    expect(stdout).toMatch(/ {2}review +ask +the last review of this runbook was 50 days ago/);
  });

  it("says of a task that it is for a person, and of a freeze that it does not hold", async () => {
    await put({
      "firebreak.yaml": `${policy}  freeze: { freeze: 2026-12-20, reason: Nobody is there }\n`,
      "clean.md": `${runbook}\n- [ ] Tell them\n`,
    });
    const when = ["--env", "prod", "--at", "2026-11-19T10:00"];
    const task = await home.run("policy", "why", "clean.md", "tell-them", ...when);
    expect(task.stdout).toMatch(/\n {2}risk {8}pass {2}none: a task for a person/);
    const nowhere = await home.run("policy", "why", "clean.md", "tell-them");
    expect(nowhere.stdout).toMatch(
      /\n {2}environment pass {2}the machine, no environment; a task is for a person,\n {20}wherever/,
    );
    expect((await why(...when)).stdout).toMatch(
      /\n {2}window {6}pass {2}open: office; the freeze freeze does not hold/,
    );
  });

  it("takes another environment and time, and says what is not known", async () => {
    const { stdout } = await why("--env", "stage", "--at", "2026-11-20T16:00Z");
    expect(stdout).toContain(
      "clean in clean.md: ask: type the machine's name\n  in stage, at Fri 2026-11-20 17:00",
    );
    expect(stdout).toContain("not known yet: `{{where}}` has no value");
  });

  it("tells it as JSON", async () => {
    const { stdout } = await why("--env", "prod", "--at", "2026-11-20T16:00", "--json");
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({
      runbook: "clean.md",
      step: "clean",
      environment: "prod",
      at: "2026-11-20T15:00:00.000Z",
      ruling: { kind: "deny" },
    });
    expect(told.guards.find(({ guard }: { guard: string }) => guard === "window")).toMatchObject({
      kind: "wait",
      until: "2026-11-23T08:00:00.000Z",
      lines: [9],
    });
  });

  it.each([
    [["--env", "test"], "the policy has no environment test"],
    [["--at", "tomorrow"], "--at tomorrow is no moment"],
    [["--set", "what=1"], "there is no input what"],
  ])("refuses %j", async (args, message) => {
    const { code, stderr } = await why(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it("names the step that was probably meant", async () => {
    const { code, stderr } = await home.run("policy", "why", "clean.md", "claen");
    expect(code).toBe(2);
    expect(stderr).toContain("did you mean clean?");
  });
});

describe("a run", () => {
  const here = `environments:\n  here: { probes: [{ hostname: "${hostname()}" }], values: { word: given } }\n`;
  const document = (code: string, risk = "low") =>
    `---\ntitle: A\nreviewed: 2026-10-01\n---\n\n\`\`\`bash {#a risk=${risk}}\n${code}\n\`\`\`\n`;
  const run = () => home.run("run", "a.md", "--auto");

  it("has the values of the environment that was observed", async () => {
    await put({ "firebreak.yaml": here, "a.md": document("echo it is {{word}}") });
    const { code, stdout } = await run();
    expect(stdout).toContain("it is given");
    expect(code).toBe(0);
  });

  it("is denied by a rule, with its reason", async () => {
    const rules = "rules: [{ deny: touch, reason: Nothing is touched }]\n";
    await put({ "firebreak.yaml": here + rules, "a.md": document("sudo touch x") });
    const { code, stdout } = await run();
    expect(code).toBe(4);
    expect(stdout).toContain("Nothing is touched (touch x)");
  });

  it("waits for no window, and says when it opens", async () => {
    const windows = "windows: { past: { open: 2026-01-01 } }\n";
    await put({ "firebreak.yaml": here + windows, "a.md": document("touch x") });
    const { code, stdout } = await run();
    expect(code).toBe(4);
    expect(stdout).toContain("the window past is closed");
  });

  it("lets no second session change the machine while a step runs", async () => {
    await put({
      "firebreak.yaml": here,
      "wait.md": document("touch begun; until [ -e over ]; do sleep 0.05; done"),
      "a.md": document("touch x"),
      "look.md": document("echo only looking", "none"),
    });
    const first = home.run("run", "wait.md", "--auto");
    const isThere = async (name: string) => (await readdir(home.directory)).includes(name);
    while (!(await isThere("begun"))) await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await run();
    const look = await home.run("run", "look.md", "--auto");
    await put({ over: "" });
    expect((await first).code).toBe(0);
    expect(second.code).toBe(4);
    expect(second.stdout).toMatch(/another session changes it now: process \d+/);
    expect(look.code).toBe(0);
    expect((await run()).code).toBe(0);
  });
});
