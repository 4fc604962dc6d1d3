/** The journal on real files: written, sealed, opened again. */
import { stat } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { readEvents } from "../../src/transcript/read.ts";
import {
  begin,
  desk,
  goOn,
  got,
  sampleEvents,
  sessionId,
  verdictOn,
  writeSealed,
} from "./sample.ts";

describe("a whole session", () => {
  test("is sealed, private, and reads back as it was written", async () => {
    const at = await desk();
    await writeSealed(at);
    expect(await verdictOn(at.path, at)).toMatchObject({
      verdict: "SEALED",
      session: sessionId,
      title: "First look",
      events: sampleEvents.length,
      parts: 1,
      sealedParts: 1,
      state: "finished",
      line: null,
      firstAt: "2026-11-21T03:12:00.000Z",
      lastAt: "2026-11-21T03:12:09.001Z",
    });
    expect(got(await readEvents(at.path)).events).toEqual(sampleEvents);
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
    expect(again).toMatchObject({
      interrupted: false,
      sealed: "stopped",
      part: 2,
      droppedBytes: 0,
    });
    expect(again.events).toEqual(sampleEvents.slice(0, 5));
    await again.transcript.append(sampleEvents.slice(5));
    expect(await verdictOn(at.path, at)).toMatchObject({ verdict: "UNSEALED", sealedParts: 1 });
    await again.transcript.seal("finished");
    await again.transcript.close();
    expect(await verdictOn(at.path, at)).toMatchObject({ verdict: "SEALED", parts: 2 });
    expect(got(await readEvents(at.path)).events).toEqual(sampleEvents);
  });
});
