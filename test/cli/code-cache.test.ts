import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCodeCache } from "../../src/cli/code-cache.ts";
import { type Home, makeHome } from "../support/firebreak.ts";
import fc, { cases } from "../support/properties.ts";
import { onSmallDisk } from "../support/small-disk.ts";

let scratch: string;
let folder: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "firebreak-code-"));
  folder = join(scratch, "kept");
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function part(name: string, code: string): string {
  const path = join(scratch, name);
  writeFileSync(path, code);
  return path;
}

const keptOf = (name: string) => join(folder, `${name}.cache`);

/** What a part exports at a start, and after it what is kept. */
function start(path: string, into: string | null = folder): unknown {
  const cache = openCodeCache(into);
  const exported = cache.load(path);
  cache.save();
  return exported;
}

describe("a part", () => {
  test("exports what it would export to require(), with the cache and without", () => {
    part("other.cjs", "exports.other = require('node:path').basename(__filename);");
    const code = "module.exports = { ...require('./other.cjs'), at: __dirname };";
    const path = part("one.cjs", code);
    const expected = { other: "other.cjs", at: scratch };
    expect(start(path, null)).toEqual(expected);
    expect(start(path)).toEqual(expected);
    expect(readdirSync(folder).sort()).toEqual(["one.cjs.cache", "other.cjs.cache"]);
    expect(start(path)).toEqual(expected);
  });

  test("runs once, however often it is asked for", () => {
    const path = part("one.cjs", "exports.parts = []; exports.parts.push(1);");
    const cache = openCodeCache(folder);
    expect(cache.load(path)).toBe(cache.load(path));
  });

  test("tells the place of a mistake in its own file", () => {
    const path = part("one.cjs", "exports.fail = () => { throw new Error('no'); };");
    const { fail } = start(path) as { fail(): void };
    let stack = "";
    try {
      fail();
    } catch (error) {
      stack = (error as Error).stack ?? "";
    }
    expect(stack).toContain(`${path}:1:30`);
  });

  test("imports modules from where it stands", async () => {
    writeFileSync(join(scratch, "module.mjs"), "await null; export const there = 1;");
    const path = part("one.cjs", "exports.later = () => import('./module.mjs');");
    const code = `
      const { openCodeCache } = await import(${JSON.stringify(join(sources, "code-cache.ts"))});
      const { later } = openCodeCache(null).load(${JSON.stringify(path)});
      console.log((await later()).there);`;
    expect(node(code)).toBe("1\n");
  });
});

describe("what is kept", () => {
  test("has the functions that were called", () => {
    const code = (which: string) =>
      `exports.call = () => { ${`console.assert(true, "${which}");`.repeat(500)} };`;
    const called = openCodeCache(folder);
    (called.load(part("called.cjs", code("called"))) as { call(): void }).call();
    called.save();
    start(part("resting.cjs", code("resting")));
    const size = (name: string) => statSync(keptOf(name)).size;
    expect(size("called.cjs")).toBeGreaterThan(size("resting.cjs") + 1000);
  });

  test("is taken up by the next process", () => {
    const path = part("one.cjs", "exports.one = 1;");
    const code = `
      const { Script } = await import("node:vm");
      const { openCodeCache } = await import(${JSON.stringify(join(sources, "code-cache.ts"))});
      const { createCachedData } = Script.prototype;
      Script.prototype.createCachedData = function () { console.log("made"); return createCachedData.call(this); };
      const cache = openCodeCache(${JSON.stringify(folder)});
      console.log(cache.load(${JSON.stringify(path)}).one);
      cache.save();`;
    expect(node(code)).toBe("1\nmade\n");
    expect(node(code)).toBe("1\n");
  });

  test("is nothing to a part that has changed, also to one of the same length", () => {
    expect(start(part("one.cjs", "exports.one = 1;"))).toEqual({ one: 1 });
    expect(start(part("one.cjs", "exports.one = 2;"))).toEqual({ one: 2 });
    expect(start(part("one.cjs", "exports.one = 2;"))).toEqual({ one: 2 });
  });

  test("is made anew where it is damaged, at whatever place", () => {
    const path = part("one.cjs", "exports.one = (() => 1)();");
    start(path);
    const whole = readFileSync(keptOf("one.cjs"));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ bits;
        writeFileSync(keptOf("one.cjs"), damaged);
        expect(start(path)).toEqual({ one: 1 });
        expect(readFileSync(keptOf("one.cjs")).equals(damaged)).toBe(false);
      }),
      cases(100),
    );
    for (const length of [0, 3, 8, whole.length - 1]) {
      writeFileSync(keptOf("one.cjs"), whole.subarray(0, length));
      expect(start(path)).toEqual({ one: 1 });
      expect(statSync(keptOf("one.cjs")).size).toBeGreaterThan(whole.length - 100);
    }
  });

  test("is made anew after an hour: by then other functions were called", () => {
    const path = part("one.cjs", "exports.one = 1;");
    start(path);
    const then = new Date(Date.now() - 3_700_000);
    utimesSync(keptOf("one.cjs"), then, then);
    start(path);
    expect(statSync(keptOf("one.cjs")).mtimeMs).toBeGreaterThan(then.getTime() + 3_000_000);
  });

  test("is for its owner alone, and nothing else is left", () => {
    start(part("one.cjs", "exports.one = 1;"));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(keptOf("one.cjs")).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["one.cjs.cache"]);
  });

  test("is whole or not there where the disk is full", (context) =>
    onSmallDisk(context, 64 * 1024, async (disk) => {
      const code = `exports.call = () => { ${"String('text');".repeat(9000)} return 1; };`;
      const cache = openCodeCache(join(disk, "kept"));
      const { call } = cache.load(part("large.cjs", code)) as { call(): number };
      expect(call()).toBe(1);
      cache.save();
      expect(readdirSync(join(disk, "kept"))).toEqual([]);
    }));

  test("is not read from a pipe", () => {
    mkdirSync(folder);
    execFileSync("mkfifo", [keptOf("one.cjs")]);
    const path = part("one.cjs", "exports.one = 1;");
    expect(start(path)).toEqual({ one: 1 });
    expect(statSync(keptOf("one.cjs")).isFile()).toBe(true);
  });

  test("replaces what a start that was killed has left", () => {
    mkdirSync(folder);
    writeFileSync(`${keptOf("one.cjs")}.new`, "half");
    start(part("one.cjs", "exports.one = 1;"));
    expect(readdirSync(folder)).toEqual(["one.cjs.cache"]);
  });

  test("need not be possible", () => {
    writeFileSync(folder, "a file where the folder should be");
    expect(start(part("one.cjs", "exports.one = 1;"))).toEqual({ one: 1 });
  });
});

describe("the program", () => {
  let home: Home;
  beforeEach(async () => {
    home = await makeHome();
    writeFileSync(join(home.directory, "one.md"), "# One\n\n```bash\ndate\n```\n");
  });
  afterEach(() => home.remove());

  const cached = () => join(home.directory, "cache/firebreak");

  test("says the same with a cache, without, and with a broken one", async () => {
    const first = await home.run("explain", "one.md");
    expect(first.code).toBe(0);
    expect(readdirSync(cached())).toEqual(
      expect.arrayContaining(["explain.cjs.cache", "main.cjs.cache"]),
    );
    expect(await home.run("explain", "one.md")).toEqual(first);
    writeFileSync(join(cached(), "explain.cjs.cache"), "broken");
    expect(await home.run("explain", "one.md")).toEqual(first);
  });

  test.each([0o777, 0o770])(
    "runs no code from a folder in which others may write: %o",
    async (mode) => {
      mkdirSync(cached(), { recursive: true });
      chmodSync(cached(), mode);
      const { code } = await home.run("explain", "one.md");
      expect({ code, kept: readdirSync(cached()) }).toEqual({ code: 0, kept: [] });
    },
  );
});

const sources = join(import.meta.dirname, "../../src/cli");

/** What code prints in a process of its own. */
function node(code: string): string {
  const args = ["--input-type=module", "--no-warnings", "-e", code];
  return execFileSync(process.execPath, args, { encoding: "utf8" });
}
