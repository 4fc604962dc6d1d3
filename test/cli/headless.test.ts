import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Home, makeHome, transcriptOf } from "../support/firebreak.ts";

let home: Home;
beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => home.remove());

/** A runbook file in the home. */
async function runbook(name: string, ...lines: string[]): Promise<string> {
  const path = join(home.directory, name);
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

const step = (annotation: string, code: string) => `\`\`\`bash {${annotation}}\n${code}\n\`\`\`\n`;

describe("run --auto", () => {
  it("runs to the end, seals the transcript and names it last", async () => {
    const path = await runbook("done.md", "# Done", "", step("#hello risk=none", "echo hello"));
    const ended = await home.run("run", path, "--auto");
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("hello") });
    const verified = await home.run("verify", transcriptOf(ended));
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringMatching(/^SEALED\n/) });
  });

  it("ends with 1 when a step fails, and says which", async () => {
    const path = await runbook("failing.md", "# Failing", "", step("#fails risk=none", "exit 7"));
    const { code, stderr } = await home.run("run", path, "--auto");
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("fails") });
  });

  it("ends with 3 where a person is needed, and says how to go on", async () => {
    const path = await runbook(
      "risky.md",
      "# Risky",
      "",
      step("#change risk=high", "echo changed"),
    );
    const { code, stdout, stderr } = await home.run("run", path, "--auto");
    expect(code).toBe(3);
    expect(stderr).toContain("risk: high, above the ceiling of low");
    expect(stderr).toMatch(/to go on: firebreak resume \S+/);
    expect(stdout).not.toContain("│ changed");
  });

  it("goes further with a higher ceiling, but not above what the policy allows", async () => {
    const path = await runbook("medium.md", "# Medium", "", step("#m risk=medium", "echo changed"));
    expect(await home.run("run", path, "--auto", "--max-risk", "medium")).toMatchObject({
      code: 0,
    });
    const refused = await home.run("run", path, "--auto", "--max-risk", "high");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("above what the policy lets a headless run do");
  });

  it("ends with 4 when a guard denies, for the wrong environment", async () => {
    await writeFile(
      join(home.directory, "firebreak.yaml"),
      "environments:\n  prod:\n    probes:\n      - file: /\n",
    );
    const path = await runbook(
      "stage.md",
      "# Stage",
      "",
      step("#s risk=none env=stage", "echo no"),
    );
    const { code, stderr } = await home.run("run", path, "--auto");
    expect(code).toBe(4);
    expect(stderr).toContain("this is prod; the step is only for stage");
    await writeFile(join(home.directory, "firebreak.yaml"), "{}\n");
  });

  it("runs what a raw input makes of a step only where the policy allows that input", async () => {
    const path = await runbook(
      "raw.md",
      "---\ninputs:\n  filter: { type: text, raw: true }\n---",
      "# Raw",
      "",
      step("#lines risk=none", "printf 'one\\ntwo\\n' {{filter}}"),
    );
    const run = () =>
      home.run("run", path, "--auto", "--max-risk", "medium", "--set", "filter=| tail -n 1");
    const denied = await run();
    expect(denied.code).toBe(4);
    expect(denied.stderr).toContain("list `filter` under `rawInputs` in firebreak.yaml");
    await writeFile(join(home.directory, "firebreak.yaml"), "rawInputs: [filter]\n");
    const allowed = await run();
    expect(allowed).toMatchObject({ code: 0, stdout: expect.stringMatching(/two/) });
    expect(allowed.stdout).not.toMatch(/│ one/);
    const shown = await home.run("show", transcriptOf(allowed));
    expect(shown.stdout).toContain("printf 'one\\ntwo\\n' | tail -n 1");
    await writeFile(join(home.directory, "firebreak.yaml"), "{}\n");
  });

  it("ends with 2 when a value is missing, and takes it from --set and --set-file", async () => {
    const path = await runbook(
      "inputs.md",
      "---\ninputs:\n  who: { type: text, prompt: Who? }\n---",
      "# Inputs",
      "",
      step("#greet risk=none", "printf '%s\\n' {{who}}"),
    );
    const missing = await home.run("run", path, "--auto");
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining("--set who=") });
    const value = "a; echo $(id) 'b'";
    const set = await home.run("run", path, "--auto", "--set", `who=${value}`);
    expect(set).toMatchObject({ code: 0, stdout: expect.stringContaining(value) });
    await writeFile(join(home.directory, "who.txt"), "from a file\n");
    const file = await home.run(
      "run",
      path,
      "--auto",
      "--set-file",
      `who=${join(home.directory, "who.txt")}`,
    );
    expect(file).toMatchObject({ code: 0, stdout: expect.stringContaining("from a file") });
  });

  it("prints the very events with --json, and nothing else on stdout", async () => {
    const path = await runbook("json.md", "# JSON", "", step("#hello risk=none", "echo hello"));
    const { stdout } = await home.run("run", path, "--json");
    const events = stdout.split("\n").map((line) => JSON.parse(line) as { type: string });
    expect(events.map(({ type }) => type)).toEqual([
      "session.opened",
      "step.reached",
      "environment.observed",
      "step.started",
      "step.output",
      "step.ended",
      "session.finished",
    ]);
  });

  it("runs nothing and writes nothing with --dry-run", async () => {
    const marker = join(home.directory, "marker");
    const path = await runbook("dry.md", "# Dry", "", step("#touch risk=none", `touch ${marker}`));
    const state = join(home.directory, "dry-state");
    const dry = await home.run("run", path, "--auto", "--dry-run", "--state-dir", state);
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining("touch") });
    await expect(readFile(marker)).rejects.toThrow("ENOENT");
    await expect(readFile(state)).rejects.toThrow("ENOENT");
  });

  it("keeps only what --only names, and refuses what that would break", async () => {
    const path = await runbook(
      "only.md",
      "# Only",
      "",
      step("#one risk=none", "echo first-output"),
      step("#two risk=none needs=one", "echo second-output"),
      step("#three risk=none", "echo third-output"),
    );
    const third = await home.run("run", path, "--auto", "--only", "three");
    expect(third.stdout).toContain("third-output");
    expect(third.stdout).not.toContain("│ first-output");
    const broken = await home.run("run", path, "--auto", "--only", "two");
    expect(broken).toMatchObject({ code: 2, stderr: expect.stringContaining("two needs one") });
    const unknown = await home.run("run", path, "--auto", "--only", "four");
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("no step four") });
  });

  it("ends with 5 when the transcript cannot be written", async () => {
    const path = await runbook(
      "blocked.md",
      "# Blocked",
      "",
      step("#hello risk=none", "echo hello"),
    );
    const notADirectory = join(home.directory, "not-a-directory");
    await writeFile(notADirectory, "");
    const { code, stdout } = await home.run("run", path, "--auto", "--state-dir", notADirectory);
    expect({ code, stdout }).toEqual({ code: 5, stdout: "" });
  });

  it("says so where nothing can be made", async () => {
    const path = join(home.directory, "a.md");
    await writeFile(path, "```bash {risk=none}\ntrue\n```\n");
    const { code, stderr } = await home.run(
      "run",
      path,
      "--auto",
      "--state-dir",
      "/proc/firebreak",
    );
    expect(code).toBe(5);
    expect(stderr).toContain("Cannot create /proc/firebreak/sessions/");
  });
});

describe("verify", () => {
  it("tells what was changed afterwards from what is whole", async () => {
    const path = await runbook("sealed.md", "# Sealed", "", step("#hello risk=none", "echo hello"));
    const transcript = transcriptOf(await home.run("run", path, "--auto"));
    const whole = await readFile(transcript, "utf8");

    await writeFile(transcript, whole.replace("hello", "hullo"));
    expect(await home.run("verify", transcript)).toMatchObject({ code: 1 });

    await writeFile(transcript, whole.split("\n").slice(0, 4).join("\n"));
    expect(await home.run("verify", transcript)).toMatchObject({ code: 3 });

    await writeFile(transcript, whole);
    const nobody = join(home.directory, "nobody");
    await writeFile(nobody, "");
    const untrusted = await home.run("verify", transcript, "--allowed-signers", nobody);
    expect(untrusted).toMatchObject({ code: 4, stdout: expect.stringMatching(/^UNTRUSTED\n/) });
    expect(await home.run("verify", path)).toMatchObject({ code: 2 });
  });
});

describe("resume", () => {
  it("seals what had finished and died before its seal", async () => {
    const path = await runbook("unsealed.md", "# Unsealed", "", step("#hello risk=none", "true"));
    const transcript = transcriptOf(await home.run("run", path, "--auto"));
    const lines = (await readFile(transcript, "utf8")).trimEnd().split("\n");
    await writeFile(transcript, `${lines.slice(0, -1).join("\n")}\n`);
    expect(await home.run("verify", transcript)).toMatchObject({ code: 3 });
    const id = transcript.split("/").at(-2) ?? "";
    expect(await home.run("resume", id)).toMatchObject({ code: 0 });
    expect(await home.run("verify", transcript)).toMatchObject({ code: 0 });
    const again = await home.run("resume", id);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining("is finished") });
  });

  it("leaves no trace when it cannot begin", async () => {
    const path = await runbook("waits.md", "# Waits", "", step("#change risk=high", "true"));
    const transcript = transcriptOf(await home.run("run", path, "--auto"));
    const before = await readFile(transcript, "utf8");
    const refused = await home.run("resume", "--env", "nowhere");
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("nowhere") });
    expect(await readFile(transcript, "utf8")).toBe(before);
  });
});

describe("the other commands", () => {
  it("shows a transcript as Markdown, by its session's id too", async () => {
    const path = await runbook("told.md", "# Told", "", step("#hello risk=none", "echo hello"));
    const transcript = transcriptOf(await home.run("run", path, "--auto"));
    const id = transcript.split("/").at(-2) ?? "";
    const shown = await home.run("show", id);
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining("# Told") });
    expect(shown.stdout).toContain("echo hello");
    expect((await home.run("sessions")).stdout).toContain(`${id}  finished: done`);
  });

  it("lints with a code frame, and 1 only for errors", async () => {
    const wrong = await runbook("wrong.md", "# Wrong", "", step("#a risk=hihg", "true"));
    const { code, stdout } = await home.run("lint", wrong);
    expect(code).toBe(1);
    expect(stdout).toContain("wrong.md:3:");
    expect(stdout).toContain("^");
    const fine = await runbook("fine.md", "# Fine", "", step("#a risk=none", "true"));
    expect(await home.run("lint", fine)).toMatchObject({ code: 0, stdout: "" });
  });

  it("writes a first project that lints clean and runs, and overwrites nothing", async () => {
    const project = await makeHome();
    expect(await project.run("init")).toMatchObject({ code: 0 });
    expect(await project.run("lint", ".")).toMatchObject({ code: 0, stdout: "" });
    expect((await project.run("list")).stdout).toContain("runbooks/full-disk.md");
    await writeFile(join(project.directory, "firebreak.yaml"), "{}\n");
    await project.run("init");
    expect(await readFile(join(project.directory, "firebreak.yaml"), "utf8")).toBe("{}\n");
    await project.remove();
  });

  it.each([
    [["run", "/nowhere/at-all.md"], "there is no such file"],
    [["run"], "missing required argument"],
    [["launch"], "unknown command"],
    [["run", "x.md", "--fast"], "unknown option"],
    [["verify", "nothing-here"], "there is no transcript nothing-here"],
    [["resume", "nothing-here"], "there is no session nothing-here"],
  ])("answers %j with 2 and what to do", async (args, message) => {
    const { code, stderr } = await home.run(...args);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
