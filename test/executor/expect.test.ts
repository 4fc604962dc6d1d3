/** What a step expects of its output, and what it takes from it. */
import { describe, expect, test } from "vitest";
import { matchWithin } from "../../src/executor/pattern.ts";
import type { Capture, Expectation } from "../../src/model/step.ts";
import { createBench, runCode } from "../support/executor-bench.ts";

const text = (wanted: string): Expectation => ({ kind: "text", text: wanted });
const pattern = (source: string, flags = ""): Expectation => ({
  kind: "pattern",
  pattern: source,
  flags,
});

async function unmet(code: string, ...wanted: Expectation[]): Promise<readonly string[]> {
  return (await runCode(createBench(), code, { expect: wanted })).report.unmet;
}

describe("an expected text", () => {
  test("may be on either stream", async () => {
    const code = "echo Valid configuration; echo reloaded >&2";
    expect(await unmet(code, text("Valid configuration"), text("reloaded"))).toEqual([]);
  });

  test("is missed in words", async () => {
    expect(await unmet("echo Invalid", text("Valid configuration"))).toEqual([
      'expected output to contain "Valid configuration"',
    ]);
  });

  test("is not put together from two streams", async () => {
    expect(await unmet("printf Val; printf id >&2", text("Valid"))).toHaveLength(1);
  });

  test("is found in the middle of output that is not kept", async () => {
    const filler = "head -c 3000000 /dev/zero | tr '\\0' x";
    const code = `${filler}; printf 'Valid con'; sleep 0.1; printf figuration; ${filler}`;
    expect(await unmet(code, text("Valid configuration"))).toEqual([]);
  });

  test("is not judged when the step was stopped", async () => {
    const { report } = await runCode(createBench(), "kill -9 $$", { expect: [text("x")] });
    expect(report.unmet).toEqual([]);
  });
});

describe("an expected pattern", () => {
  test("matches with its flags", async () => {
    expect(await unmet("echo Status: OK", pattern("^status: ok$", "im"))).toEqual([]);
    expect(await unmet("echo Status: OK", pattern("^ok$"))).toEqual([
      "expected output to match /^ok$/",
    ]);
  });

  test("says when not all could be searched", async () => {
    const code = "head -c 200000 /dev/zero | tr '\\0' x; echo; echo needle; seq 100000";
    expect(await unmet(code, pattern("need.e"))).toEqual([
      "expected output to match /need.e/ (658 kB in the middle were not kept and not searched)",
    ]);
  });

  test("that would take for ever is given up", async () => {
    const code = `echo ${"a".repeat(60)}`;
    expect(await unmet(code, pattern("(a+)+b"))).toEqual([
      "expected output to match /(a+)+b/: pattern took too long",
    ]);
  });

  test("that is none is told", () => {
    expect(matchWithin("(", "", "text")).toMatchObject({ kind: "invalid" });
  });
});

describe("a capture", () => {
  async function capture(code: string, from: Capture["from"]) {
    const { report } = await runCode(createBench(), code, { capture: { name: "value", from } });
    return report.captured ?? report.unmet.join("; ");
  }
  const whole = { kind: "whole" } as const;
  const match = (source: string, flags = "") =>
    ({ kind: "pattern", pattern: source, flags }) as const;
  const json = (...path: (string | number)[]) => ({ kind: "json", path }) as const;

  test("takes stdout whole, trimmed, controls and lines as they are", async () => {
    expect(await capture("echo; printf ' a\\tb\\033[0m \\n c \\n\\n'; echo err >&2", whole)).toBe(
      "a\tb\u001b[0m \n c",
    );
    const { report } = await runCode(createBench(), "true", {
      capture: { name: "v", from: whole },
    });
    expect(report).toMatchObject({ captured: "", unmet: [] });
  });

  test("takes up to 64 KiB, not cut", async () => {
    const x = (count: number) => `head -c ${count} /dev/zero | tr '\\0' x`;
    expect(await capture(x(65_536), whole)).toBe("x".repeat(65_536));
    const tooLong = 'nothing to capture as "value": it is too long to capture';
    expect(await capture(x(65_537), whole)).toBe(tooLong);
    expect(await capture(x(500_000), whole)).toBe(tooLong);
  });

  test("takes no value that is not what was printed", async () => {
    const reason = 'nothing to capture as "value": it is not valid UTF-8';
    expect(await capture("printf 'a\\xffb'", whole)).toBe(reason);
    expect(await capture("printf 'a\\xffb'", match("a(.)b"))).toBe(reason);
    expect(await capture("printf 'a\\xffb=1'", match("=(.)"))).toBe("1");
    expect(await capture("printf '\\xef\\xbf\\xbd'", whole)).toBe("\uFFFD");
  });

  test("takes group 1, or the match when there is no group", async () => {
    expect(await capture("echo version 1.2.3", match("version (\\d+)"))).toBe("1");
    expect(await capture("echo version 1.2.3", match("\\d+\\.\\d+"))).toBe("1.2");
    expect(await capture("echo none", match("none|(\\d)"))).toBe(
      'nothing to capture as "value": /none|(\\d)/ matched stdout without its group',
    );
    expect(await capture("echo none", match("\\d", "m"))).toBe(
      'nothing to capture as "value": stdout does not match /\\d/m',
    );
    expect(await capture("seq 100000", match("none"))).toMatch(/only the beginning and the end/);
    expect(await capture(`echo ${"a".repeat(60)}`, match("(a+)+b"))).toMatch(/took too long$/);
  });

  test("walks JSON", async () => {
    const code = `cat <<'E'
{"pods":[{"name":"web-1","id":12345678901234567890,"up":true,"ratio":1.50,"none":null,"labels":{"a":[1,2]}}]}
E`;
    const at = (...path: (string | number)[]) => capture(code, json("pods", 0, ...path));
    expect(await at("name")).toBe("web-1");
    expect(await at("id")).toBe("12345678901234567890");
    expect(await at("ratio")).toBe("1.50");
    expect(await at("up")).toBe("true");
    expect(await at("labels")).toBe('{"a":[1,2]}');
    expect(await at("none")).toMatch(/\["pods"\]\[0\]\["none"\] is null in the JSON$/);
    expect(await at("toString")).toMatch(/has no \["pods"\]\[0\]\["toString"\]$/);
    expect(await at("id", "rawJSON")).toMatch(/has no/);
    expect(await capture("echo not json", json("a"))).toMatch(/stdout is not one JSON value$/);
  });
});
