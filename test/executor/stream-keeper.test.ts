/** Whatever way bytes come in, what is kept, searched and cut is the same. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createRing } from "../../src/executor/ring.ts";
import { createSearch } from "../../src/executor/search.ts";
import { createStreamKeeper } from "../../src/executor/stream-keeper.ts";
import { strayBytes, textOf, unfinishedBytes } from "../../src/executor/utf8.ts";
import fc, { cases } from "../support/properties.ts";

/** Text with characters of all lengths, broken bytes among it, cut into chunks anywhere. */
const chunks = fc.array(
  fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => Buffer.from(text)),
    fc.constantFrom("\uFEFF", "€", "😀", "\u0000").map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 5 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom([0xf0, 0x9f], [0xe2], [0x98, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90], [0xe0])
      .map((bytes) => Buffer.from(bytes)),
  ),
  { maxLength: 20 },
);

describe("a stream keeper", () => {
  const small = { headBytes: 16, tailBytes: 10, pieceBytes: 5 };

  test("keeps what a look at the whole would keep", () => {
    fc.assert(
      fc.property(chunks, fc.array(fc.boolean()), (parts, takes) => {
        const keeper = createStreamKeeper(small);
        const pieces: string[] = [];
        parts.forEach((part, index) => {
          // The memory of a chunk is used again: only a copy would survive that.
          const lent = Buffer.from(part);
          keeper.add(lent);
          lent.fill(0xff);
          if (takes[index]) pieces.push(...keeper.take(false));
        });
        pieces.push(...keeper.take(true));

        const whole = Buffer.concat(parts);
        const { head, tail, omittedBytes } = lookAtWhole(whole, small.headBytes, small.tailBytes);
        expect(pieces.join("")).toBe(head);
        expect(keeper.record()).toEqual({
          bytes: whole.length,
          omittedBytes,
          tail,
          sha256: createHash("sha256").update(whole).digest("hex"),
        });
        const texts = omittedBytes === 0 ? [textOf(whole)] : [head, tail];
        expect(keeper.kept()).toMatchObject({ texts, omittedBytes });
        expect(keeper.take(true)).toEqual([]);
      }),
      cases(500),
    );
  });

  test("loses nothing between head and tail when there is no gap", () => {
    fc.assert(
      fc.property(chunks, (parts) => {
        const keeper = createStreamKeeper({ ...small, tailBytes: 1_000 });
        for (const part of parts) keeper.add(part);
        const text = keeper.take(true).join("") + keeper.record().tail;
        expect(text).toBe(textOf(Buffer.concat(parts)));
        expect(keeper.record().omittedBytes).toBe(0);
      }),
      cases(300),
    );
  });

  test("cuts pieces to size", () => {
    const keeper = createStreamKeeper({ headBytes: 1_000, tailBytes: 10, pieceBytes: 5 });
    keeper.add(Buffer.from("a€€€bcdefgh"));
    expect(keeper.take(true)).toEqual(["a€", "€", "€bc", "defgh"]);
  });
});

/** The same, said as plainly as possible. */
function lookAtWhole(whole: Buffer, headBytes: number, tailBytes: number) {
  const begin = whole.subarray(0, headBytes);
  const headLength = begin.length - (begin.length === headBytes ? unfinished(begin) : 0);
  const rest = whole.subarray(headLength);
  let end = rest.subarray(Math.max(0, rest.length - tailBytes));
  if (end.length < rest.length) {
    const first = end.findIndex((byte) => byte < 0x80 || byte > 0xbf);
    end = end.subarray(Math.min(3, first < 0 ? end.length : first));
  }
  const head = textOf(whole.subarray(0, headLength));
  return { head, tail: textOf(end), omittedBytes: rest.length - end.length };
}

/** Bytes at the end that a decoder would wait with: what more bytes could still make a character of. */
function unfinished(bytes: Buffer): number {
  const whole = new TextDecoder("utf-8", { ignoreBOM: true });
  const shown = whole.decode(bytes, { stream: true });
  for (let back = 0; back <= 3; back += 1) {
    if (textOf(bytes.subarray(0, bytes.length - back)) === shown) return back;
  }
  throw new Error("a decoder never waits for more than 4 bytes");
}

describe("a cut", () => {
  test("between characters changes no text, wherever it is looked for", () => {
    fc.assert(
      fc.property(chunks, fc.nat(), (parts, position) => {
        const whole = Buffer.concat(parts);
        const left = whole.subarray(0, position % (whole.length + 1));
        const cut = left.length - unfinishedBytes(left);
        expect(unfinishedBytes(left)).toBe(unfinished(left));
        expect(textOf(whole.subarray(0, cut)) + textOf(whole.subarray(cut))).toBe(textOf(whole));
      }),
      cases(500),
    );
  });

  test("drops the rest of a character, and no more than that", () => {
    expect(strayBytes(Buffer.from("€").subarray(1))).toBe(2);
    expect(strayBytes(Buffer.from("a€"))).toBe(0);
    expect(strayBytes(Buffer.alloc(9, 0x80))).toBe(3);
    expect(strayBytes(Buffer.alloc(0))).toBe(0);
  });
});

test("a ring holds the last bytes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.uint8Array()), (limit, parts) => {
      const ring = createRing(limit);
      for (const part of parts) ring.push(part);
      const whole = Buffer.concat(parts);
      expect(ring.contents()).toEqual(whole.subarray(Math.max(0, whole.length - limit)));
      expect(ring.pushed()).toBe(whole.length);
      ring.clear();
      ring.push(Buffer.from([7]));
      expect(ring.contents()).toEqual(Buffer.from([7]));
    }),
    cases(200),
  );
});

test("a search finds a text exactly when it is there, across any seam", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "€"), maxLength: 6 });
  fc.assert(
    fc.property(letters, fc.array(letters), (wanted, parts) => {
      const search = createSearch(wanted);
      for (const part of parts) {
        const lent = Buffer.from(part);
        search.add(lent);
        lent.fill(0);
      }
      expect(search.isFound()).toBe(parts.join("").includes(wanted));
    }),
    cases(500),
  );
  const bytewise = createSearch("naïve €");
  for (const byte of Buffer.from("a naïve €uro")) bytewise.add(Buffer.from([byte]));
  expect(bytewise.isFound()).toBe(true);
});
