/** The journal on real files: written, sealed, opened again, refused. */
import {
  appendFile,
  chmod,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { type Event, eventSchema } from "../../src/model/event.ts";
import { sha256 } from "../../src/transcript/canonical.ts";
import { createTranscript, openTranscript } from "../../src/transcript/journal.ts";
import { readEvents } from "../../src/transcript/read.ts";
import { JournalError } from "../../src/transcript/writer.ts";
import fc, { cases } from "../support/properties.ts";
import { begin, type Desk, goOn, got, verdictOn, writeSealed } from "./desk.ts";
import { noteOf, opened, sampleEvents, sessionId } from "./sample-events.ts";
import { desk } from "./temporary.ts";

async function eventsIn({ path }: Desk): Promise<readonly Event[]> {
  return got(await readEvents(path)).events;
}

describe("a whole session", () => {
  test("is sealed, private, and reads back as it was written", async () => {
    const at = await desk();
    await writeSealed(at);
    expect(await verdictOn(at.path, at)).toMatchObject({
      verdict: "SEALED",
      session: sessionId,
      title: "First look",
      operators: [{ principal: "ada@example.com", fingerprint: at.key.fingerprint, part: 1 }],
      events: sampleEvents.length,
      parts: 1,
      sealedParts: 1,
      state: "finished",
      line: null,
      firstAt: "2026-11-21T03:12:00.000Z",
      lastAt: "2026-11-21T03:12:09.001Z",
    });
    expect(await eventsIn(at)).toEqual(sampleEvents);
    expect((await stat(at.path)).mode & 0o777).toBe(0o600);
    expect((await stat(at.directory)).mode & 0o777).toBe(0o700);
  });

  test("goes on after its seal as a new part", async () => {
    const at = await desk();
    const first = await begin(at);
    await first.append(sampleEvents.slice(0, 5));
    await first.seal("stopped");
    await first.close();
    const again = await goOn(at);
    const meta = { interrupted: false, sealed: "stopped", part: 2, droppedBytes: 0 };
    expect(again).toMatchObject({ ...meta, events: sampleEvents.slice(0, 5) });
    await again.transcript.append(sampleEvents.slice(5));
    expect(await verdictOn(at.path, at)).toMatchObject({ verdict: "UNSEALED", sealedParts: 1 });
    await again.transcript.seal("finished");
    await again.transcript.close();
    expect(await verdictOn(at.path, at)).toMatchObject({ verdict: "SEALED", parts: 2 });
    expect(await eventsIn(at)).toEqual(sampleEvents);
  });

  test("may change hands: another operator goes on, and both are named", async () => {
    const ada = await desk();
    const grace = await desk("grace@example.com");
    const first = await begin(ada);
    await first.append(sampleEvents.slice(0, 2));
    await first.close();
    const again = await goOn({ ...ada, key: grace.key });
    expect(again).toMatchObject({ interrupted: true, part: 2 });
    await again.transcript.seal("stopped");
    await again.transcript.close();
    const both = `${ada.allowedSigners}${grace.allowedSigners}`;
    expect(await verdictOn(ada.path, { allowedSigners: both })).toMatchObject({
      verdict: "SEALED",
      operators: [{ principal: "ada@example.com" }, { principal: "grace@example.com" }],
    });
    expect(await verdictOn(ada.path, ada)).toMatchObject({
      verdict: "UNTRUSTED",
      operators: [{ trusted: true }, { trusted: false }],
      authenticUpTo: { events: 2 },
    });
  });
});

describe("appends", () => {
  test("that come at once are written one after the other", async () => {
    const at = await desk();
    const transcript = await begin(at);
    const notes = Array.from({ length: 50 }, (_, index) => noteOf(`${index}`));
    await Promise.all([opened, ...notes].map((event) => transcript.append([event])));
    await transcript.seal("stopped");
    await transcript.close();
    expect(await eventsIn(at)).toEqual([opened, ...notes]);
    expect(await verdictOn(at.path, at)).toMatchObject({ verdict: "SEALED" });
  });

  test("of nothing write nothing", async () => {
    const at = await desk();
    const transcript = await begin(at);
    const { size } = await stat(at.path);
    await transcript.append([]);
    await transcript.close();
    expect((await stat(at.path)).size).toBe(size);
  });

  test("after the seal or the close are refused", async () => {
    const at = await desk();
    const transcript = await begin(at);
    await transcript.append([opened]);
    await transcript.seal("stopped");
    await expect(transcript.append([noteOf("more")])).rejects.toThrow(JournalError);
    await transcript.close();
    await transcript.close();
    await expect(transcript.append([noteOf("more")])).rejects.toThrow("closed");
    expect(await verdictOn(at.path, at)).toMatchObject({ verdict: "SEALED" });
  });

  test.each([
    ["deleted", (path: string) => rm(path)],
    [
      "replaced",
      (path: string) => writeFile(`${path}.new`, "").then(() => rename(`${path}.new`, path)),
    ],
    ["written to by somebody else", (path: string) => appendFile(path, "x")],
    ["shortened", (path: string) => truncate(path, 10)],
  ] as const)("fail, and go on failing, when the file is %s", async (_, spoil) => {
    const at = await desk();
    const transcript = await begin(at);
    await transcript.append([opened]);
    await spoil(at.path);
    await expect(transcript.append([noteOf("one")])).rejects.toThrow(JournalError);
    await expect(transcript.append([noteOf("two")])).rejects.toThrow(JournalError);
    await expect(transcript.seal("stopped")).rejects.toThrow(JournalError);
    await transcript.close();
  });
});

describe("what never became durable", () => {
  test.each([
    ["half a line", '{"event":{"at":"2026'],
    ["zeros", "\0".repeat(4096)],
  ])("is cut off and kept: %s", async (_, tail) => {
    const at = await desk();
    const first = await begin(at);
    await first.append(sampleEvents.slice(0, 2));
    await first.close();
    await appendFile(at.path, tail);
    expect(await verdictOn(at.path, at)).toMatchObject({
      verdict: "UNSEALED",
      authenticUpTo: { events: 2 },
    });
    const again = await goOn(at);
    expect(again).toMatchObject({ interrupted: true, part: 2, droppedBytes: tail.length });
    expect(again.events).toEqual(sampleEvents.slice(0, 2));
    expect(await readFile(`${at.path}.cut-2`, "utf8")).toBe(tail);
    expect((await stat(`${at.path}.cut-2`)).mode & 0o777).toBe(0o600);
    await again.transcript.seal("stopped");
    await again.transcript.close();
    const text = await readFile(at.path, "utf8");
    expect(text).toContain(`"droppedBytes":${tail.length},"droppedSha256":"${sha256(tail)}"`);
    expect(await verdictOn(at.path, at)).toMatchObject({ verdict: "SEALED", parts: 2 });
  });

  test("is whole lines after the last checkpoint, too", async () => {
    const at = await desk();
    await writeSealed(at);
    const lines = (await readFile(at.path, "utf8")).trimEnd().split("\n");
    // Without the last checkpoint and the seal: as if the power had gone in the middle of the write.
    await writeFile(at.path, `${lines.slice(0, -2).join("\n")}\n`);
    expect(await verdictOn(at.path, at)).toMatchObject({
      verdict: "UNSEALED",
      authenticUpTo: { events: 2 },
    });
    const { events, transcript } = await goOn(at);
    expect(events).toEqual(sampleEvents.slice(0, 2));
    await transcript.close();
    expect(await readFile(`${at.path}.cut-2`, "utf8")).toBe(`${lines.slice(4, -2).join("\n")}\n`);
  });

  test("is not forgotten when the recovery itself is cut short", async () => {
    const at = await desk();
    const first = await begin(at);
    await first.append([opened]);
    await first.close();
    await appendFile(at.path, "lost");
    const { size } = await stat(at.path);
    await (await goOn(at)).transcript.close();
    // Back to the moment after the cut, and to the one in the middle of the new part's line.
    for (const [tail, kept] of [
      ["", "lost"],
      ['{"at"', 'lost{"at"'],
    ] as const) {
      await truncate(at.path, size - "lost".length);
      await appendFile(at.path, tail);
      const again = await goOn(at);
      expect(again.droppedBytes).toBe(kept.length);
      await again.transcript.close();
      expect(await readFile(`${at.path}.cut-2`, "utf8")).toBe(kept);
    }
  });
});

describe("refused with a reason", () => {
  test("a second transcript in one directory", async () => {
    const at = await desk();
    await writeSealed(at);
    const { directory, key } = at;
    expect(await createTranscript({ directory, session: "another", key })).toMatchObject({
      ok: false,
      problem: { kind: "refused" },
    });
    expect(await verdictOn(at.path, at)).toMatchObject({ verdict: "SEALED" });
  });

  test.each([
    ["a transcript others may read", (at: Desk) => chmod(at.path, 0o644), "refused", "Others may"],
    [
      "a directory others may list",
      (at: Desk) => chmod(at.directory, 0o755),
      "refused",
      "Others may",
    ],
    ["none at all", (at: Desk) => rm(at.path), "notATranscript", "no transcript"],
    ["an empty file", (at: Desk) => truncate(at.path), "notATranscript", "ends before"],
    ["a part without any event", onlyTheFirstLine, "refused", "no event"],
    ["a symbolic link", replaceByLink, "refused", "not a regular file"],
    ["a changed line", changeOneDigit, "tampered", "line 5 is not the line"],
  ] as const)("to go on with %s", async (_, spoil, kind, words) => {
    const at = await desk();
    await writeSealed(at);
    await spoil(at);
    const { directory, key } = at;
    const result = await openTranscript({ directory, key });
    expect(result).toMatchObject({ ok: false, problem: { kind } });
    expect(result.ok ? "" : result.problem.message).toContain(words);
    expect(await openTranscript({ directory, key })).toEqual(result);
  });

  test("a second writer while the first one lives, whose line stays as it is", async () => {
    const at = await desk();
    const first = await begin(at);
    const { directory, key } = at;
    const second = await openTranscript({ directory, key });
    expect(second).toMatchObject({ ok: false, problem: { kind: "locked" } });
    await first.append([opened]);
    await first.close();
    const { transcript, events } = await goOn(at);
    expect(events).toEqual([opened]);
    await transcript.close();
  });

  test("to create one where a symbolic link stands", async () => {
    const at = await desk();
    const first = await begin(at);
    await first.close();
    await replaceByLink(at);
    const { directory, key } = at;
    expect(await createTranscript({ directory, session: sessionId, key })).toMatchObject({
      ok: false,
    });
  });
});

async function onlyTheFirstLine({ path }: Desk): Promise<void> {
  const text = await readFile(path, "utf8");
  await truncate(path, text.indexOf("\n") + 1);
}

async function replaceByLink({ path, home }: Desk): Promise<void> {
  await rename(path, join(home, "elsewhere"));
  await symlink(join(home, "elsewhere"), path);
}

async function changeOneDigit({ path }: Desk): Promise<void> {
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace("02.000Z", "04.000Z"));
}

test("whatever the events say reads back equal, under a seal", async () => {
  const text = fc.string({ unit: "binary" });
  const event = fc.oneof(
    text.map(noteOf),
    fc.record({
      type: fc.constant("input.set" as const),
      at: fc.constant("2026-11-21T03:12:05.000Z"),
      by: fc.constantFrom("operator", "flag", "default"),
      // No input may have the name that is no key of a plain object.
      values: fc.dictionary(
        text.filter((name) => name !== "__proto__"),
        text,
        { noNullPrototype: true },
      ),
    }),
    fc.record({
      type: fc.constant("step.output" as const),
      at: fc.constant("2026-11-21T03:12:05.000Z"),
      step: text,
      attempt: fc.integer({ min: 1 }),
      stream: fc.constantFrom("stdout", "stderr"),
      text,
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(event, { maxLength: 4 }), { maxLength: 4 }),
      async (groups) => {
        const at = await desk();
        const transcript = await begin(at);
        await transcript.append([opened]);
        for (const group of groups) await transcript.append(group);
        await transcript.seal("stopped");
        await transcript.close();
        const read = await eventsIn(at);
        expect(read).toEqual([opened, ...groups.flat()]);
        expect(z.array(eventSchema).safeParse(read).success).toBe(true);
        expect(await verdictOn(at.path, at)).toMatchObject({ verdict: "SEALED" });
      },
    ),
    cases(40),
  );
});
