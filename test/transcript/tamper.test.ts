/** Whatever is done to a sealed transcript without its keys, it is never called sealed again. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { canonicalJson, sha256 } from "../../src/transcript/canonical.ts";
import { verifyTranscript } from "../../src/transcript/verify.ts";
import fc, { cases } from "../support/properties.ts";
import { begin, type Desk, deskIn, goOn, verdictOn, writeSealed } from "./desk.ts";
import { sampleEvents } from "./sample-events.ts";
import { desk } from "./temporary.ts";

let at: Desk;
let good: Buffer;
let lines: readonly string[];

beforeAll(async () => {
  const home = await mkdtemp(join(tmpdir(), "firebreak-transcript-"));
  at = await deskIn(home);
  await writeSealed(at, sampleEvents);
  good = await readFile(at.path);
  lines = good.toString("utf8").trimEnd().split("\n");
  return () => rm(home, { recursive: true, force: true });
});

/** The verdict, or the kind of problem when it is no transcript any more. */
async function wordOn(source: string | Uint8Array): Promise<string> {
  const { allowedSigners } = at;
  const result = await verifyTranscript(Buffer.from(source), { allowedSigners });
  return result.ok ? result.value.verdict : result.problem.kind;
}

function joined(changed: readonly string[]): string {
  return changed.map((line) => `${line}\n`).join("");
}

function replaced(index: number, line: string): string[] {
  return lines.map((each, at) => (at === index ? line : each));
}

describe("a changed byte", () => {
  test("is noticed wherever it is", async () => {
    const words = new Map<string, number>();
    // Every byte of the seal, which no later line vouches for, and every seventh of the rest.
    const sealAt = good.length - Buffer.byteLength(lines.at(-1) ?? "") - 1;
    for (let offset = 0; offset < good.length; offset += offset < sealAt ? 7 : 1) {
      const bit = 1 << (offset % 8);
      const changed = Buffer.from(good);
      changed[offset] = (good[offset] ?? 0) ^ bit;
      const word = await wordOn(changed);
      words.set(word, (words.get(word) ?? 0) + 1);
    }
    expect([...words.keys()].toSorted()).toEqual(["TAMPERED", "UNSEALED"]);
    expect(words.get("TAMPERED") ?? 0).toBeGreaterThan(500);
    // The last newline, and what becomes a newline in the seal.
    expect(words.get("UNSEALED") ?? 0).toBeLessThan(10);
  });

  test("is noticed whatever it becomes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (place, mask) => {
        const changed = Buffer.from(good);
        const offset = place % good.length;
        changed[offset] = (good[offset] ?? 0) ^ mask;
        expect(["TAMPERED", "UNSEALED"]).toContain(await wordOn(changed));
      }),
      cases(300),
    );
  });
});

test("a file cut short anywhere is not sealed", async () => {
  const ends = new Map<string, number>();
  for (let length = 0; length < good.length; length += 5) {
    const word = await wordOn(good.subarray(0, length));
    ends.set(word, (ends.get(word) ?? 0) + 1);
  }
  expect(await wordOn(good.subarray(0, good.length - 1))).toBe("UNSEALED");
  expect(await wordOn(good)).toBe("SEALED");
  expect([...ends.keys()].toSorted()).toEqual(["UNSEALED", "notATranscript"]);
});

describe("lines", () => {
  test("changed places, left out, said twice or slipped in are noticed at their place", async () => {
    for (let index = 0; index < lines.length - 1; index++) {
      const [one = "", two = ""] = lines.slice(index, index + 2);
      const rest = lines.slice(index + 1);
      const before = lines.slice(0, index);
      const swapped = [...before, two, one, ...lines.slice(index + 2)];
      const without = [...before, ...rest];
      const twice = [...before, one, one, ...rest];
      const blank = [...before, "", one, ...rest];
      for (const changed of [swapped, twice, blank]) {
        expect(await verdictOn(Buffer.from(joined(changed)), at)).toMatchObject({
          verdict: "TAMPERED",
          line: changed === twice ? index + 2 : index + 1,
        });
      }
      expect(await wordOn(joined(without))).toBe("TAMPERED");
    }
  });

  test("cannot be rewritten with the chain made to fit", async () => {
    for (let from = 0; from < lines.length - 1; from++) {
      const forged = rechained(from, (line) =>
        line.replace(/"at":"20\d\d/g, '"at":"2019').replace("First look", "Last look"),
      );
      const verification = await verdictOn(Buffer.from(joined(forged)), at);
      expect(verification).toMatchObject({ verdict: "TAMPERED" });
      const firstForged = forged.findIndex((line, index) => line !== lines[index]);
      expect(verification.authenticUpTo?.seq ?? 0).toBeLessThanOrEqual(firstForged);
    }
  });

  test("cannot be dropped from the middle with the chain made to fit", async () => {
    const dropped = lines.filter((_, index) => index !== 2);
    expect(await wordOn(joined(renumbered(dropped)))).toBe("TAMPERED");
  });

  test.each([
    ["the seal again", () => lines.at(-1) ?? ""],
    ["an event", () => lines.at(2) ?? ""],
    ["the first part again", () => lines.at(0) ?? ""],
    ["some text", () => "hello"],
    ["nothing", () => ""],
  ])("cannot be added after the seal: %s", async (_, line) => {
    for (const text of [joined([...lines, line()]), joined(renumbered([...lines, line()]))]) {
      expect(await verdictOn(Buffer.from(text), at)).toMatchObject({
        verdict: "TAMPERED",
        line: lines.length + 1,
        authenticUpTo: { seq: lines.length },
      });
    }
  });

  test("in another form of the same JSON are noticed", async () => {
    const seal = lines.at(-1) ?? "";
    const escaped = seal.replace("finished", "finishe\\u0064");
    const doubled = seal.replace('"v":1', '"v":1,"v":1');
    const sorted = `{"v":1,${seal.slice(1).replace(',"v":1', "")}`;
    for (const other of [
      ` ${seal}`,
      `${seal} `,
      `${seal}\r`,
      `\ufeff${seal}`,
      escaped,
      doubled,
      sorted,
    ]) {
      expect(other).not.toBe(seal);
      expect(await wordOn(joined(replaced(lines.length - 1, other)))).toBe("TAMPERED");
    }
  });
});

/** Makes `prev` and `seq` fit again from the line with index `from` on; signatures cannot be made to. */
function rechained(from: number, change: (line: string) => string): string[] {
  return renumbered(lines.map((line, index) => (index < from ? line : change(line))));
}

function renumbered(changed: readonly string[]): string[] {
  let prev = "0".repeat(64);
  return changed.map((line, index) => {
    const fitting = line.startsWith("{")
      ? canonicalJson({ ...JSON.parse(line), seq: index + 1, prev })
      : line;
    prev = sha256(fitting);
    return fitting;
  });
}

describe("what another transcript of the same operator holds", () => {
  test("does not fit in", async () => {
    const other = {
      ...at,
      directory: join(at.home, "other"),
      path: join(at.home, "other/session.jsonl"),
    };
    await writeSealed(other);
    const theirs = (await readFile(other.path, "utf8")).trimEnd().split("\n");
    for (let index = 0; index < lines.length; index++) {
      const mixed = [...lines.slice(0, index), ...theirs.slice(index)];
      const word = await wordOn(joined(mixed));
      // From its first line on, it is simply the other transcript.
      expect(word).toBe(index === 0 ? "SEALED" : "TAMPERED");
    }
  });
});

describe("trust", () => {
  test("comes from the reviewer's list only, and a break outranks the lack of it", async () => {
    const eve = await desk("eve@example.com");
    await writeSealed(eve);
    const bytes = await readFile(eve.path);
    const nothing = { authenticUpTo: null };
    expect(await verdictOn(bytes, eve)).toMatchObject({ verdict: "SEALED" });
    const unknown = await verdictOn(bytes, at);
    expect(unknown).toMatchObject({ verdict: "UNTRUSTED", ...nothing, line: null });
    expect(unknown.reason).toContain("not among the allowed signers");
    expect(unknown.operators).toMatchObject([{ principal: "eve@example.com", trusted: false }]);

    // Both are said, whichever gives the verdict.
    const short = await verdictOn(bytes.subarray(0, -1), at);
    expect(short).toMatchObject({ verdict: "UNTRUSTED", ...nothing });
    expect(short.reason).toContain("middle of a line");
    const changed = await verdictOn(Buffer.concat([bytes, Buffer.from("x\n")]), at);
    expect(changed).toMatchObject({ verdict: "TAMPERED", ...nothing, line: lines.length + 1 });
    expect(changed.reason).toContain("not among the allowed signers");
  });

  test("is lost when there is no list, the name is another, the time is over or the purpose is another", async () => {
    const { publicKey } = at.key;
    const lists = [
      null,
      "",
      `grace@example.com ${publicKey}`,
      `ada@example.com valid-before="20200101Z" ${publicKey}`,
      `ada@example.com namespaces="git" ${publicKey}`,
    ];
    for (const allowedSigners of lists) {
      const result = await verifyTranscript(good, { allowedSigners });
      expect(result).toMatchObject({
        ok: true,
        value: { verdict: "UNTRUSTED", authenticUpTo: null },
      });
    }
  });
});

describe("what is no transcript", () => {
  test.each([
    ["nothing", ""],
    ["text", "# A runbook\n\nwith text\n"],
    ["JSON lines of something else", '{"level":"info","msg":"hello"}\n'],
    ["bytes", "\0\x01\x02\xff"],
  ])("is called that: %s", async (_, text) => {
    expect(await wordOn(Buffer.from(text, "latin1"))).toBe("notATranscript");
  });

  test("is called that: a directory, a file that is not there", async () => {
    const options = { allowedSigners: at.allowedSigners };
    expect(await verifyTranscript(at.home, options)).toMatchObject({
      problem: { kind: "notATranscript" },
    });
    expect(await verifyTranscript(`${at.path}.no`, options)).toMatchObject({
      problem: { kind: "io" },
    });
  });

  test("any bytes get an answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(), async (bytes, place) => {
        expect(await wordOn(bytes)).toBe("notATranscript");
        const cut = place % good.length;
        const mixed = Buffer.concat([
          good.subarray(0, cut),
          bytes,
          good.subarray(cut + bytes.length),
        ]);
        if (!mixed.equals(good)) expect(await wordOn(mixed)).not.toBe("SEALED");
      }),
      cases(200),
    );
  });
});

test("a session stopped, resumed and stopped again is sealed as of its last seal, and says which parts were", async () => {
  const twice = await desk();
  const first = await begin(twice);
  await first.append(sampleEvents.slice(0, 3));
  await first.close();
  const second = await goOn(twice);
  await second.transcript.seal("stopped");
  await second.transcript.close();
  const verification = await verdictOn(twice.path, twice);
  expect(verification).toMatchObject({
    verdict: "SEALED",
    parts: 2,
    sealedParts: 1,
    state: "stopped",
  });
});
