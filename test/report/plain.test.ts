/**
 * Reports as a person reads them, against reviewed text files in test/fixtures/report/. After a change
 * that is meant: GOLDEN=write, then read the difference.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { evolve } from "../../src/engine/evolve.ts";
import type { Follower } from "../../src/engine/ports.ts";
import type { Event } from "../../src/model/event.ts";
import type { Run } from "../../src/model/run.ts";
import { createJsonReport } from "../../src/report/json-lines.ts";
import { createPlainReport } from "../../src/report/plain.ts";
import fc, { cases } from "../support/properties.ts";
import { ended, reached, started, story } from "../support/runs.ts";
import { codeStep } from "../support/steps.ts";
import { stories } from "./stories.ts";

const fixtures = join(import.meta.dirname, "../fixtures/report");
const isWriting = process.env["GOLDEN"] === "write";
const told = Object.entries(stories);

describe("the plain report", () => {
  test.each(told)("tells of a session that is %s", (name, events) => {
    const path = join(fixtures, `${name}.txt`);
    const text = plainReport(events);
    if (isWriting) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, "utf8"));
  });

  test("has no golden file without a story", () => {
    expect(readdirSync(fixtures).sort()).toEqual(told.map(([name]) => `${name}.txt`).sort());
  });

  test.each(told)("says the same in colour when it is %s", (_, events) => {
    const colored = plainReport(events, { color: true });
    expect(stripVTControlCharacters(colored)).toBe(plainReport(events));
    expect(colored).not.toBe(plainReport(events));
  });

  test.each([80, 60, 40])("keeps its own lines within %i columns", (width) => {
    for (const [, events] of told) {
      const lines = plainReport(events, { width }).split("\n");
      const own = lines.filter((line) => !/^( {4}|err )│|^ {4}[$>]/.test(line));
      const long = own.filter((line) => stringWidth(line) > width);
      // A word that is too long for a line stays whole and stands alone.
      for (const line of long) expect(line).toMatch(/^( +|\S | {2}[a-z]+ +)\S+$/);
    }
  });

  test("says which inputs were inferred", () => {
    const spec = { type: "name", prompt: "", default: null } as const;
    const inputs = [
      { ...spec, choices: [], name: "tenant", raw: false, inferred: false },
      { ...spec, choices: [], name: "pod", raw: false, inferred: true },
    ];
    const told = story({ title: "t", steps: [codeStep({ id: "s" })], inputs }).and({
      type: "input.set",
      by: "flag",
      values: { tenant: "acme", pod: "web-1" },
    });
    const report = plainReport(told.events);
    expect(report).toContain("tenant = acme (given with --set)");
    expect(report).toContain("pod = web-1 (inferred, given with --set)");
  });

  test("comes piece by piece as it happens", () => {
    const pieces: string[] = [];
    const events = stories["finished"] ?? [];
    follow(
      createPlainReport({ out: (text) => pieces.push(text), color: false, width: 80 }),
      events,
    );
    expect(pieces.length).toBeGreaterThan(10);
    expect(pieces.join("")).toBe(plainReport(events));
  });
});

describe("output", () => {
  const output = fc.array(
    fc.tuple(
      fc.constantFrom("stdout" as const, "stderr" as const),
      fc
        .array(fc.constantFrom("a", "\n", "\n\n", " ", "b\n", "\t", "é"))
        .map((parts) => parts.join("")),
    ),
  );

  test("keeps every line of every stream, however it comes in pieces", () => {
    fc.assert(
      fc.property(output, (pieces) => {
        const events = story({ title: "t", steps: [codeStep({ id: "s" })] }).and(
          ...reached("s"),
          started("s", "x"),
          ...pieces.map(
            ([stream, text]) =>
              ({ type: "step.output", step: "s", attempt: 1, stream, text }) as const,
          ),
          ended("s"),
        ).events;
        const lines = plainReport(events).split("\n");
        for (const [stream, gutter] of [
          ["stdout", "    │"],
          ["stderr", "err │"],
        ] as const) {
          const shown = lines
            .filter((line) => line.startsWith(gutter))
            .map((line) => line.slice(6));
          const text = pieces.filter((piece) => piece[0] === stream).map((piece) => piece[1]);
          const letters = (parts: readonly string[]) => parts.join("").replaceAll(/\s/g, "");
          expect(letters(shown)).toBe(letters(text));
          expect(shown.length).toBeGreaterThanOrEqual(text.join("").split("\n").length - 1);
        }
      }),
      cases(200),
    );
  });
});

describe("whatever the events say", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "\u001b[2J",
      "\u001b]0;x\u0007",
      "\u009b31m",
      "\u202e",
      "\r",
      "\b",
      "\u007f",
      "\n\n",
      "",
    ),
  );
  const events = fc
    .constantFrom(...told.map(([, list]) => list))
    .chain((list) =>
      fc.tuple(
        fc.array(hostile, { minLength: 8, maxLength: 8 }),
        fc.constant(list),
        fc.array(fc.nat(list.length - 1)),
      ),
    );

  test("nothing throws, and no control character gets through", () => {
    fc.assert(
      fc.property(events, fc.boolean(), ([texts, list, dropped], color) => {
        const changed = list.map((event) => poison(event, texts)) as Event[];
        const text = plainReport(changed, { color, dropped });
        const left = stripColours(text);
        expect([...left].filter(isControl)).toEqual([]);
      }),
      cases(200),
    );
  });
});

/** Replaces what is free text, and nothing that the engine or the schema hangs on. */
function poison(value: unknown, texts: readonly string[], key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => poison(item, texts, key));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, poison(item, texts, name)]),
    );
  }
  const isText = typeof value === "string" && freeTexts.has(key);
  return isText ? `${value}${texts[key.length % texts.length]}` : value;
}

const freeTexts = new Set(
  "title path digest host operator tool claim text reason code target paths copy note unmet tail hostname typed signal displaced captured".split(
    " ",
  ),
);

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const isBidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(character);
  return (
    isBidi ||
    (code < 0x20 && character !== "\n" && character !== "\t") ||
    (code >= 0x7f && code < 0xa0)
  );
}

function stripColours(text: string): string {
  return [1, 2, 22, 31, 32, 33, 39].reduce(
    (rest, code) => rest.replaceAll(`\u001b[${code}m`, ""),
    text,
  );
}

describe("the JSON report", () => {
  test.each(told)("is the very events, a line each, when it is %s", (_, events) => {
    const text = jsonReport(events);
    const lines = text.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(events);
    expect([...text].filter(isControl)).toEqual([]);
  });

  test("does a terminal no harm", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const { events } = story({ title: "t", steps: [] }).and({
          type: "note.added",
          step: null,
          text,
        });
        const json = jsonReport(events);
        expect([...json].filter(isControl)).toEqual([]);
        expect(JSON.parse(json.trimEnd().split("\n").at(-1) ?? "")).toEqual(events.at(-1));
      }),
      cases(200),
    );
  });
});

interface Options {
  readonly color?: boolean;
  readonly width?: number;
  /** Indices of events that the report does not hear of. */
  readonly dropped?: readonly number[];
}

function plainReport(events: readonly Event[], options: Options = {}): string {
  const { color = false, width = 80, dropped = [] } = options;
  let text = "";
  const out = (piece: string) => {
    text += piece;
  };
  follow(createPlainReport({ out, color, width }), events, dropped);
  return text;
}

function jsonReport(events: readonly Event[]): string {
  let text = "";
  const out = (piece: string) => {
    text += piece;
  };
  follow(createJsonReport({ out }), events);
  return text;
}

function follow(
  follower: Follower,
  events: readonly Event[],
  dropped: readonly number[] = [],
): void {
  events.reduce<Run | null>((run, event, index) => {
    const next = evolve(run, event);
    if (!dropped.includes(index)) follower.follow(next, [event]);
    return next;
  }, null);
}
