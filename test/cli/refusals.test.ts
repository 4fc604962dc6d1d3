/** What the command line refuses, and what it must not be talked into. */
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { troubleOfSystem } from "../../src/cli/system-trouble.ts";
import { type Home, makeHome, root, transcriptOf } from "../support/firebreak.ts";
import { onSmallDisk } from "../support/small-disk.ts";

let home: Home;
beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

const at = (...names: string[]) => join(home.directory, ...names);
const step = (annotation: string, code: string) => `\`\`\`bash {${annotation}}\n${code}\n\`\`\`\n`;

async function runbook(name: string, ...parts: (string | Buffer)[]): Promise<string> {
  await writeFile(at(name), Buffer.concat(parts.map((part) => Buffer.from(part))));
  return at(name);
}

describe("the policy", () => {
  it("is not absent when it is a link to nowhere", async () => {
    const path = await runbook("a.md", step("#a risk=none", "echo ran"));
    await symlink("/nonexistent", at("firebreak.yaml"));
    const ended = await home.run("run", path, "--auto");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("firebreak.yaml");
  });

  it("is that of the place where the runbook really lies", async () => {
    await mkdir(at("project"));
    const path = await runbook("project/a.md", step("#a risk=low", "echo ran"));
    await writeFile(at("project/firebreak.yaml"), "auto: { maxRisk: none }\n");
    await symlink(path, at("link.md"));
    const ended = await home.run("run", at("link.md"), "--auto");
    expect(ended).toMatchObject({ code: 3 });
    expect(ended.stderr).toContain("above the ceiling of none");
  });
});

describe("an exception to a rule", () => {
  const forbidden = "rules:\n  - deny: touch\n    reason: No\n    except: [emergency]\n";

  it("is no link's by its name, but the runbook's that it leads to", async () => {
    await mkdir(at("project"));
    await writeFile(at("project/firebreak.yaml"), forbidden);
    const other = await runbook("project/other.md", step("#a risk=low", "touch ran"));
    const own = await runbook("project/emergency.md", step("#a risk=low", "touch ran"));
    await mkdir(at("links"));
    await symlink(other, at("links/emergency.md"));
    await mkdir(at("project/below"));
    await symlink(other, at("project/below/emergency.md"));
    await symlink(own, at("links/other.md"));
    const exit = async (path: string, ...more: string[]) =>
      (await home.run("run", at(path), "--auto", "--max-risk", "medium", ...more)).code;
    expect(await exit("links/emergency.md")).toBe(4);
    expect(await exit("project/below/emergency.md")).toBe(4);
    expect(await exit("project/emergency.md")).toBe(0);
    expect(await exit("links/other.md")).toBe(0);
    await symlink(at("project"), at("way"));
    expect(await exit("way/emergency.md", "--config", at("way/firebreak.yaml"))).toBe(0);
  });
});

describe("a text in another encoding", () => {
  it("is refused with its line, for its code would run changed", async () => {
    const latin = Buffer.from([0x63, 0x61, 0x66, 0xe9]);
    const path = await runbook(
      "latin.md",
      "# One\n\n```bash {#a risk=none}\necho ",
      latin,
      "\n```\n",
    );
    const ended = await home.run("run", path, "--auto");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("not UTF-8 text: see line 4");
    expect(ended.stderr).toContain("iconv -f latin1");
  });

  it.each([
    ["UTF-16", Buffer.from("\ufeff# Eins\n\u00fc", "utf16le"), /: iconv -f utf-16 /],
    ["bytes that are no text", Buffer.from([0, 0xff, 0xfe, 0x80]), /see line 1$/],
  ])("is told how to convert it: %s", async (_, bytes, hint) => {
    const ended = await home.run("lint", await runbook("other.md", bytes));
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(hint);
  });
});

describe("what has no end", () => {
  it.each([
    ["lint", "larger than 32 MB"],
    ["show", "larger than 32 MB"],
    ["policy check", "longer than 131072 characters"],
    ["policy test", "longer than 262144 characters"],
    ["approve", "larger than 32 MB"],
  ])("is not read on into memory by %s", async (command, said) => {
    const ended = await home.run(...command.split(" "), "/dev/zero");
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`/dev/zero is ${said}`);
  });

  const inBash = (code: string) =>
    execa("bash", ["-c", code], {
      cwd: home.directory,
      env: { HOME: home.directory, FIREBREAK: join(root, "bin/firebreak") },
      reject: false,
    });

  it("is refused on standard input, too", async () => {
    const ended = await inBash('head -c 33M /dev/zero | "$FIREBREAK" approve -');
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain("standard input is larger than 32 MB");
  });

  it("is no pipe that ends: a runbook may come through one", async () => {
    const path = await runbook("a.md", step("#a risk=none", "echo ran"));
    const ended = await inBash(`"$FIREBREAK" show <(sleep 0.1; cat ${path})`);
    expect(ended.stdout).toContain("  1. a  ");
  });
});

describe("a state directory that is none", () => {
  const words = /\n {2}hint: a part of that path is a file where a directory should be$/;

  it.each([
    ["sessions", []],
    ["resume", []],
    ["resume", ["some"]],
  ])("is said in words by %s %j", async (command, args) => {
    await writeFile(at("file"), "");
    const ended = await home.run(command, ...args, "--state-dir", "file");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(words);
  });

  it.each(["verify", "show", "approve"])("holds no session that %s could mean", async (command) => {
    await writeFile(at("file"), "");
    const ended = await home.run(command, "some", "--state-dir", "file");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(
      /^firebreak: (there is no transcript|cannot read|there is neither a session nor a file) some/,
    );
  });

  it("is said in words by run, and nothing runs", async () => {
    await writeFile(at("file"), "");
    const path = await runbook("a.md", step("#a risk=none", "touch ran"));
    const ended = await home.run("run", path, "--auto", "--state-dir", "file");
    expect(ended.code).toBe(5);
    expect(ended.stderr).toMatch(words);
    await expect(readFile(at("ran"))).rejects.toThrow("ENOENT");
  });
});

describe("a document without steps", () => {
  it.each(["explain", "show"])(
    "is refused by %s, with the reason why none was read",
    async (command) => {
      const prose = await home.run(command, await runbook("prose.md", "# Only prose\n"));
      expect(prose).toMatchObject({ code: 2, stdout: "" });
      expect(prose.stderr).toContain("has no steps\n  hint: a step is a block");
      const nested = await home.run(command, await runbook("deep.md", "> ".repeat(5000), "a\n"));
      expect(nested).toMatchObject({ code: 2, stdout: "" });
      expect(nested.stderr).toMatch(
        /has no steps: lists and quotes are nested .*\n {2}hint: firebreak lint/,
      );
    },
  );
});

describe("a link that leads to itself", () => {
  it("is said to do so", async () => {
    await symlink("loop.md", at("loop.md"));
    const ended = await home.run("lint", at("loop.md"));
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("its links lead in a circle");
  });
});

describe("a selection", () => {
  const two = [step("#a risk=none", "true"), step("#b risk=none needs=a", "true")];

  it("by --from is not for a headless run, whatever made it headless", async () => {
    const path = await runbook("from.md", ...two);
    const ended = await home.run("run", path, "--from", "b");
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining("--from") });
  });

  it("that leaves no step is refused", async () => {
    const path = await runbook(
      "none.md",
      step("#a risk=none", "true"),
      step("#b risk=none", "true"),
    );
    const ended = await home.run("run", path, "--dry-run", "--only", "a", "--from", "b");
    expect(ended.code).toBe(2);
  });
});

describe("a runbook that can never run", () => {
  it("opens no session", async () => {
    const path = await runbook("broken.md", step("#a risk=hihg", "true"));
    const ended = await home.run("run", path, "--auto");
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining("no step can run") });
    expect((await home.run("sessions")).stdout).toContain("no sessions yet");
  });
});

describe("a resumed session", () => {
  it("goes on in the directory that it was opened in", async () => {
    const path = await runbook(
      "pwd.md",
      step("#a risk=none", "pwd"),
      step("#b risk=medium", "pwd"),
    );
    const first = await home.run("run", path, "--auto");
    expect(first.code).toBe(3);
    await mkdir(at("elsewhere"));
    const { stdout } = await execa(
      join(root, "bin/firebreak"),
      ["resume", "--auto", "--max-risk", "medium"],
      {
        cwd: at("elsewhere"),
        env: { HOME: home.directory, XDG_STATE_HOME: at("state"), XDG_CONFIG_HOME: at("config") },
      },
    );
    expect(stdout).toContain(`│ ${home.directory}\n`);
    expect(stdout).not.toContain(at("elsewhere"));
  });
});

describe("output that cannot be written", () => {
  it("is not called a success", async () => {
    const path = await runbook("full.md", step("#a risk=none", "true"));
    const shown = await execa(
      "sh",
      ["-c", `${join(root, "bin/firebreak")} show ${path} >/dev/full`],
      {
        reject: false,
      },
    );
    expect(shown.exitCode).toBe(2);
    expect(shown.stderr).toContain("could not be written");
  });

  it("is no failure when its reader has seen enough", async () => {
    const ended = await execa("bash", [
      "-c",
      `set -o pipefail; ${join(root, "bin/firebreak")} --help | head -1`,
    ]);
    expect(ended.stdout).toContain("Usage");
  });
});

describe("keys and trust", () => {
  it("never come from the directory one stands in, also without HOME", async () => {
    await mkdir(at(".config/firebreak"), { recursive: true });
    const path = await runbook("a.md", step("#a risk=none", "true"));
    const transcript = transcriptOf(await home.run("run", path, "--auto"));
    const signers = await readFile(at("config/firebreak/allowed_signers"), "utf8");
    await writeFile(at(".config/firebreak/allowed_signers"), signers);
    const { exitCode } = await execa(join(root, "bin/firebreak"), ["verify", transcript], {
      cwd: home.directory,
      env: { PATH: process.env["PATH"] ?? "" },
      extendEnv: false,
      reject: false,
    });
    expect(exitCode).toBe(4);
  });
});

describe("a name with control characters", () => {
  it.each([
    [["run", "\u001b[2Jx.md"]],
    [["show", "\u001b[2Jx"]],
    [["launch\u001b[2J"]],
    [["run", "x.md", "--set", "\u001b[2J"]],
  ])("is shown harmless: %j", async (args) => {
    const ended = await home.run(...args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).not.toContain("\u001b");
  });
});

describe("what is blank", () => {
  it.each([
    [["approve", ""], "argument 'request'"],
    [["approve", "a", "--key="], "option '--key <file>'"],
    [["approve", "a", "--out", ""], "option '--out <file>'"],
    [["run", "a.md", "--only", "a", " "], "option '--only <id...>'"],
    [["run", "a.md", "--env", ""], "option '--env <name>'"],
    [["lint", "a.md", ""], "argument 'paths'"],
    [["list", ""], "argument 'dir'"],
    [["resume", ""], "argument 'session'"],
    [["policy", "check", ""], "argument 'file'"],
    [["policy", "why", "a.md", "a", "--at", ""], "option '--at <time>'"],
  ])("is named, and why it may be: %j", async (args, name) => {
    const ended = await home.run(...args);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    const [first] = ended.stderr.split("\n");
    expect(first).toBe(`error: ${name} is blank: a variable may have no value`);
  });

  it("is no file that a value is in", async () => {
    const head = "---\ninputs: { v: text }\n---\n";
    const path = await runbook("v.md", head, step("#a risk=none", "echo {{v}}"));
    const ended = await home.run("run", path, "--auto", "--set-file", "v=");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain("the name of a file is empty\n  hint: name it: a variable may");
    expect(await home.run("run", path, "--auto", "--set", "v=")).not.toMatchObject({ code: 2 });
  });
});

describe("a value", () => {
  it("is given once", async () => {
    const head = "---\ninputs: { v: text }\n---\n";
    const path = await runbook("v.md", head, step("#a risk=none", "echo {{v}}"));
    const ended = await home.run("run", path, "--auto", "--set", "v=1", "--set", "v=2");
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining("v is given twice") });
  });
});

describe("a full disk", () => {
  it("is named, with what to do, before anything runs", (context) =>
    onSmallDisk(context, 64 * 1024, async (disk) => {
      const path = await runbook("a.md", step("#a risk=none", "touch ran"));
      await writeFile(join(disk, "filler"), Buffer.alloc(64 * 1024)).catch(() => undefined);
      const ended = await home.run("run", path, "--auto", "--state-dir", disk);
      expect(ended).toMatchObject({ code: 5, stdout: "" });
      expect(ended.stderr).toContain("session.jsonl: the disk is full\n  hint: free some space");
      await expect(readFile(at("ran"))).rejects.toThrow("ENOENT");
    }));
});

describe("a machine in trouble", () => {
  const inShell = (code: string, env: Record<string, string> = {}) =>
    execa("sh", ["-c", code], {
      cwd: home.directory,
      env: { HOME: home.directory, FIREBREAK: join(root, "bin/firebreak"), ...env },
      reject: false,
    });

  it("has no place for what a dry run needs", async () => {
    const path = await runbook("a.md", step("#a risk=none", "echo ran"));
    const ended = await inShell(`"$FIREBREAK" run ${path} --dry-run`, { TMPDIR: at("none") });
    expect(ended).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^firebreak: there is no place .*\n {2}hint: .*TMPDIR.*$/);
  });

  const removed = "mkdir gone && cd gone && rmdir ../gone &&";

  it.each(["--help", "explain %", "show %", "lint %", "list DIR", "schema"])(
    "does without a directory that was removed where it needs none: %s",
    async (args) => {
      const path = await runbook("a.md", step("#a risk=none", "echo ran"));
      const ended = await inShell(
        `${removed} "$FIREBREAK" ${args.replace("DIR", at()).replace("%", path)}`,
      );
      expect({ code: ended.exitCode, said: ended.stdout + ended.stderr }).toMatchObject({
        code: 0,
        said: expect.not.stringMatching(/^firebreak: |^ +at .*:\d/m),
      });
    },
  );

  it.each(["run % --auto", "run % --dry-run", "explain a.md", "init"])(
    "says that it cannot do without: %s",
    async (args) => {
      const path = await runbook("a.md", step("#a risk=none", "echo ran"));
      const ended = await inShell(`${removed} "$FIREBREAK" ${args.replace("%", path)}`);
      expect(ended).toMatchObject({ exitCode: 2, stdout: "" });
      expect(ended.stderr).toContain("firebreak: ");
      expect(ended.stderr).not.toMatch(/^ +at /m);
    },
  );

  it("is told in a sentence at the last, and a fault of the program's own is not", async () => {
    const refused = await mkdir(at("none", "below")).catch((error: unknown) => error);
    const trouble = troubleOfSystem(refused);
    expect(trouble?.exit).toBe(2);
    expect(trouble?.lines).toEqual([
      `firebreak: the system refused \`mkdir ${at("none", "below")}\`: there is no such file`,
      "  hint: make it, or name another",
    ]);
    const wrong = await readFile(`${at()}\0`).catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(TypeError);
    expect(troubleOfSystem(wrong)).toBeNull();
    expect(troubleOfSystem(new Error("a fault"))).toBeNull();
  });
});
