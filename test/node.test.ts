/** The launcher finds a Node that is new enough, or says what is missing and what to do. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import about from "../package.json" with { type: "json" };

const root = resolve(import.meta.dirname, "..");
let scratch: string;

beforeAll(() => {
  // A blank in the path is part of the test.
  scratch = mkdtempSync(join(tmpdir(), "fire break "));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("in a checkout", () => {
  test("the tests run on the pinned Node", () => {
    expect(Number.parseInt(process.versions.node, 10)).toBeGreaterThanOrEqual(24);
  });

  test("only the Node of this machine is unpacked", () => {
    const other = process.arch === "x64" ? "arm64" : "x64";
    expect(existsSync(join(root, `node_modules/node-linux-${other}`))).toBe(false);
  });

  test.runIf(process.platform === "linux")("it starts without any node on the PATH", () => {
    const path = toolsOnly("no node");
    expect(run(join(root, "bin/firebreak"), ["--version"], { PATH: path })).toEqual({
      status: 0,
      stdout: `${about.version}\n`,
      stderr: "",
    });
  });

  test("it finds its home through a chain of symlinks", () => {
    const chain = join(scratch, "a chain");
    mkdirSync(join(chain, "deeper"), { recursive: true });
    symlinkSync(join(root, "bin/firebreak"), join(chain, "absolute"));
    symlinkSync("../absolute", join(chain, "deeper/relative"));
    symlinkSync("deeper/relative", join(chain, "firebreak"));
    const { status, stdout } = run(join(chain, "firebreak"), ["--version"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${about.version}\n` });
  });

  test("it starts when sh is given the file's bare name", () => {
    const { stdout } = spawnSync("sh", ["firebreak", "--version"], {
      cwd: join(root, "bin"),
      encoding: "utf8",
    });
    expect(stdout).toBe(`${about.version}\n`);
  });

  test("scripts/node passes its arguments on untouched", () => {
    const show = "console.log(JSON.stringify(process.argv.slice(1)))";
    const { stdout } = run(join(root, "scripts/node"), ["-e", show, "a b", "", "$x"]);
    expect(JSON.parse(stdout)).toEqual(["a b", "", "$x"]);
  });
});

describe("in a published package, which carries no Node", () => {
  let installed: string;

  beforeAll(() => {
    installed = join(scratch, "installed here");
    for (const folder of ["bin", "dist"]) {
      cpSync(join(root, folder), join(installed, folder), { recursive: true });
    }
    cpSync(join(root, "package.json"), join(installed, "package.json"));
  });

  test("it takes the node on the PATH when that is new enough", () => {
    const path = toolsOnly(
      "new",
      'case $1 in --version) echo v24.0.0 ;; *) printf "<%s>" "$@" ;; esac',
    );
    const { status, stdout } = start({ PATH: path }, ["run", "a b.md", ""]);
    expect(status).toBe(0);
    expect(stdout).toBe(`<${join(installed, "dist/firebreak.cjs")}><run><a b.md><>`);
  });

  test("it refuses an older one, with its version and what to do", () => {
    const path = toolsOnly("old", "echo v20.20.2");
    const { status, stdout, stderr } = start({ PATH: path });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("Node 24 or newer is needed");
    expect(stderr).toContain(`The 'node' on your PATH is ${path}/node, which is v20.20.2.`);
    expect(stderr).toContain("FIREBREAK_NODE=/path/to/node");
  });

  test("it refuses one that does not run", () => {
    const { status, stderr } = start({ PATH: toolsOnly("broken", "exit 127") });
    expect(status).toBe(2);
    expect(stderr).toContain("which does not run.");
  });

  test("it says so when there is none", () => {
    const { status, stderr } = start({ PATH: toolsOnly("none") });
    expect(status).toBe(2);
    expect(stderr).toContain("There is no 'node' on your PATH.");
  });

  test("FIREBREAK_NODE goes first", () => {
    const path = toolsOnly("old beside", "echo v20.20.2");
    const { status, stdout } = start({ PATH: path, FIREBREAK_NODE: process.execPath });
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${about.version}\n` });
  });

  test("a wrong FIREBREAK_NODE is refused, not passed over", () => {
    const absent = start({ FIREBREAK_NODE: "/nowhere/node" });
    expect(absent.status).toBe(2);
    expect(absent.stderr).toContain("FIREBREAK_NODE is '/nowhere/node', which is not a program.");
    const old = join(toolsOnly("old by name", "echo v22.1.0"), "node");
    expect(start({ FIREBREAK_NODE: old }).stderr).toContain("which is v22.1.0.");
  });

  test("without a bundle it says how to build one", () => {
    const bare = join(scratch, "not built");
    cpSync(join(root, "bin"), join(bare, "bin"), { recursive: true });
    const { status, stderr } = run(join(bare, "bin/firebreak"), []);
    expect(status).toBe(2);
    expect(stderr).toContain("npm run build");
  });

  function start(env: Record<string, string>, args: readonly string[] = ["--version"]) {
    return run(join(installed, "bin/firebreak"), args, env);
  }
});

describe("the published package", () => {
  const listing = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const packed = pathsIn(JSON.parse(listing));

  test("ships what runs and what is read, and nothing else", () => {
    const expected = /^(bin|dist|docs|runbooks|policies)\/|^(LICENSE|README\.md|package\.json)$/;
    expect(packed.filter((path) => !expected.test(path))).toEqual([]);
    expect(packed).toEqual(
      expect.arrayContaining(["bin/firebreak", "bin/find-node.sh", "dist/firebreak.cjs"]),
    );
  });

  test("needs no other package: all of it is in the bundle", () => {
    expect(about).not.toHaveProperty("dependencies");
    expect(about).not.toHaveProperty("optionalDependencies");
  });
});

/** npm 11 answers with a list, later ones with an object keyed by name. */
function pathsIn(answer: unknown): string[] {
  const [packed] = Object.values(answer as Record<string, { files: { path: string }[] }>);
  return packed?.files.map(({ path }) => path) ?? [];
}

function run(program: string, args: readonly string[], env: Record<string, string> = {}) {
  const { FIREBREAK_NODE: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, {
    env: { ...inherited, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** A folder for PATH with the few programs a launcher needs, and a `node` of this body if one is given. */
function toolsOnly(name: string, nodeBody?: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const tool of ["sh", "cat", "uname", "readlink", "dirname"])
    symlinkSync(which(tool), join(folder, tool));
  if (nodeBody) {
    writeFileSync(join(folder, "node"), `#!/bin/sh\n${nodeBody}\n`);
    chmodSync(join(folder, "node"), 0o755);
  }
  return folder;
}

function which(tool: string): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = folders.map((folder) => join(folder, tool)).find(existsSync);
  if (!found) throw new Error(`${tool} is not on the PATH`);
  return found;
}
