/** Looking at this very machine. */
import { symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { HandsOptions } from "../../src/executor/hands.ts";
import { oneLine } from "../../src/executor/one-line.ts";
import { matchesGlob } from "../../src/model/glob.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { Environment, Probe } from "../../src/model/policy.ts";
import { createBench, scratch } from "../support/executor-bench.ts";
import fc, { cases } from "../support/properties.ts";

async function observe(
  environments: readonly Environment[],
  options: Partial<HandsOptions> = {},
): Promise<Observation> {
  const seen: Observation[] = [];
  const effect = { kind: "observe", key: "o", step: "s", attempt: 2, environments } as const;
  await createBench(options).hands.perform(effect, (input) => {
    expect(input).toMatchObject({ kind: "observed", step: "s", attempt: 2 });
    if (input.kind === "observed") seen.push(input.observation);
  });
  const [observation] = seen;
  if (observation === undefined || seen.length > 1) throw new Error("not one observation");
  return observation;
}

async function look(probe: Probe, options: Partial<HandsOptions> = {}) {
  const { environments } = await observe(
    [{ name: "e", production: false, values: {}, probes: [probe] }],
    options,
  );
  return environments[0]?.probes[0];
}

const command = (code: string, expect: string | null = null): Probe => ({
  kind: "command",
  command: code,
  expect,
});

describe("a probe", () => {
  test("of an address holds for a block that the machine has an address in", async () => {
    const address = (block: string): Probe => ({ kind: "address", block });
    expect((await look(address("127.0.0.0/8")))?.held).toBe(true);
    expect((await look(address("127.0.0.1")))?.held).toBe(true);
    const elsewhere = await look(address("198.51.100.0/24"));
    expect(elsewhere).toMatchObject({ held: false, probe: "an address is in 198.51.100.0/24" });
    expect(elsewhere?.seen).toMatch(/^addresses are \S/);
    expect((await look(address("2001:db8::/32")))?.held).toBe(false);
  });

  test("of the host name matches a glob", async () => {
    const glob = `${hostname().slice(0, 1)}*`;
    expect(await look({ kind: "hostname", glob })).toEqual({
      probe: `hostname matches ${glob}`,
      held: true,
      seen: `hostname is ${hostname()}`,
    });
    expect(await look({ kind: "hostname", glob: "no-such-host-?" })).toMatchObject({ held: false });
  });

  test("of a file asks whether it is there", async () => {
    const folder = scratch();
    const path = join(folder, "mark");
    const absent = { probe: `file ${path} exists`, held: false, seen: "it is not there" };
    expect(await look({ kind: "file", path })).toEqual(absent);
    symlinkSync("nowhere", join(folder, "dangling"));
    expect(await look({ kind: "file", path: join(folder, "dangling") })).toMatchObject({
      held: false,
    });
    writeFileSync(path, "");
    expect(await look({ kind: "file", path })).toMatchObject({ held: true, seen: "it is there" });
    expect(await look({ kind: "file", path: join(path, "below") })).toMatchObject({ held: false });
  });

  test("with a command wants it to succeed", async () => {
    expect(await look(command("echo; echo prod; echo more"))).toEqual({
      probe: 'command "echo; echo prod; echo more" succeeds',
      held: true,
      seen: "prod",
    });
    expect(await look(command("true"))).toMatchObject({ held: true, seen: "nothing printed" });
    expect(await look(command("echo no >&2; exit 4"))).toMatchObject({
      held: false,
      seen: "exit 4: no",
    });
    expect(await look(command("kill -9 $$"))).toMatchObject({
      held: false,
      seen: "killed by SIGKILL",
    });
  });

  test("with a command and a text wants both", async () => {
    expect(await look(command("echo zone=prod-1", "prod"))).toEqual({
      probe: 'command "echo zone=prod-1" prints "prod"',
      held: true,
      seen: "zone=prod-1",
    });
    expect(await look(command("echo zone=stage", "prod"))).toMatchObject({
      held: false,
      seen: "it printed something else: zone=stage",
    });
    expect(await look(command("echo prod; false", "prod"))).toMatchObject({ held: false });
  });

  test("cannot wait for a word on stdin", async () => {
    expect(await look(command("read -r word || echo none"))).toMatchObject({
      held: true,
      seen: "none",
    });
  });

  test("that hangs gives no answer, and is gone", async () => {
    const mark = `300.${process.pid}`;
    const options = { probeTimeoutMs: 300 };
    expect(await look(command(`trap '' INT TERM; sleep ${mark} & wait`), options)).toMatchObject({
      held: false,
      seen: "no answer within 0.3 s",
    });
    const others = await look(command(`pgrep -f 'sleep 300[.]${process.pid}'`));
    expect(others).toMatchObject({ held: false, seen: "exit 1: nothing printed" });
  });

  test("shows what it saw in one harmless line", async () => {
    const seen = await look(command("printf 'a\\x1b[31mb\\tc\\r\\nsecond'"));
    expect(seen?.seen).toBe("a␛[31mb c");
    expect((await look(command("yes x | tr -d '\\n' | head -c 5000 || true")))?.seen).toMatch(
      /^x{199}…$/,
    );
  });
});

test("all probes of all environments are reported in their order", async () => {
  const probes = [command("sleep 0.2; echo slow"), command("echo quick")];
  const observation = await observe([
    { name: "stage", production: false, values: {}, probes },
    { name: "prod", production: true, values: {}, probes: [{ kind: "file", path: "/" }] },
  ]);
  expect(observation.hostname).toBe(hostname());
  expect(observation.environments.map(({ name }) => name)).toEqual(["stage", "prod"]);
  expect(observation.environments[0]?.probes.map(({ seen }) => seen)).toEqual(["slow", "quick"]);
  expect(await observe([])).toMatchObject({ environments: [] });
});

describe("a glob", () => {
  test("matches as the same regular expression would", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 8 });
    const globs = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?"), maxLength: 8 });
    fc.assert(
      fc.property(letters, globs, (name, glob) => {
        const pattern = glob.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".");
        expect(matchesGlob(name, glob)).toBe(new RegExp(`^${pattern}$`).test(name));
      }),
      cases(500),
    );
  });

  test("is quick on what a regular expression would choke on", () => {
    expect(matchesGlob("a".repeat(2_000), `${"a*".repeat(100)}b`)).toBe(false);
    expect(matchesGlob("Web-1.Example.COM", "web-?.example.com")).toBe(true);
  });
});

test("one line is one line, whatever it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      expect(oneLine(text)).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]{0,200}$/u);
    }),
    cases(300),
  );
});
