/** The end of a step's output, as the screen holds it. */
import { describe, expect, it } from "vitest";
import type { Glimpse } from "../../src/engine/ports.ts";
import type { Event } from "../../src/model/event.ts";
import { afterEvent, afterGlimpse, type Output } from "../../src/tui/output.ts";
import { outputLines } from "../../src/tui/output-lines.ts";
import { unicodeSigns } from "../../src/tui/signs.ts";
import fc, { cases } from "../support/properties.ts";
import { storyTime } from "../support/runs.ts";

function glimpse(text: string, changes: Partial<Glimpse> = {}): Glimpse {
  return { step: "a", attempt: 1, stream: "stdout", text, skippedBytes: 0, ...changes };
}

function journalled(text: string): Event {
  return { type: "step.output", at: storyTime, step: "a", attempt: 1, stream: "stdout", text };
}

function live(...glimpses: Glimpse[]): Output | null {
  return glimpses.reduce<Output | null>(afterGlimpse, null);
}

function textOf(output: Output | null, width = 60): string[] {
  if (output === null) return [];
  return outputLines(output, width, unicodeSigns, "running").map((line) =>
    line.map(({ text }) => text).join(""),
  );
}

describe("live output", () => {
  it("joins chunks, and begins a line where the stream changes", () => {
    const output = live(
      glimpse("one\ntw"),
      glimpse("o\nthr"),
      glimpse("oops\n", { stream: "stderr" }),
      glimpse("ee\n"),
    );
    expect(textOf(output)).toEqual(["  one", "  two", "  thr", "! oops", "  ee"]);
  });

  it("says how much is missing, and shows nothing from before a gap", () => {
    const output = live(glimpse("before\n"), glimpse("after\n", { skippedBytes: 1_000_000 }));
    expect(textOf(output)).toEqual(["… 1 MB earlier", "  after"]);
  });

  it("begins anew with another attempt", () => {
    expect(textOf(live(glimpse("old\n"), glimpse("new\n", { attempt: 2 })))).toEqual(["  new"]);
  });

  it("is not doubled by what the journal says of it", () => {
    const seen = live(glimpse("once\n"));
    expect(textOf(afterEvent(seen, journalled("once\n")))).toEqual(["  once"]);
    expect(textOf(afterEvent(null, journalled("once\n")))).toEqual(["  once"]);
    const both = afterGlimpse(afterEvent(null, journalled("once\n")), glimpse("live\n"));
    expect(textOf(both)).toEqual(["  live"]);
  });

  it("shows the last state of a progress bar", () => {
    expect(textOf(live(glimpse("10 %\r50 %\r100 %\r\ndone\r")))).toEqual(["  100 %", "  done"]);
  });

  it("holds a bounded part and counts every byte of the rest", () => {
    const piece = fc.record({
      text: fc.string({ unit: "grapheme", minLength: 1000, maxLength: 9000 }),
      isError: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const output = live(
          ...pieces.map(({ text, isError }) =>
            glimpse(text, { stream: isError ? "stderr" : "stdout" }),
          ),
        );
        const held = (output?.chunks ?? []).map(({ text }) => text).join("");
        expect(held.length).toBeLessThanOrEqual(64 * 1024);
        const all = pieces.map(({ text }) => text).join("");
        expect(all.endsWith(held)).toBe(true);
        expect(output?.earlierBytes ?? 0).toBe(
          Buffer.byteLength(all.slice(0, all.length - held.length)),
        );
      }),
      cases(20),
    );
  });
});
