/** Which values each input type takes. */
import { describe, expect, test } from "vitest";
import { type InputType, inputTypes } from "../../src/model/input-spec.ts";
import { checkValue } from "../../src/parser/input-value.ts";
import fc from "../support/properties.ts";

const table: Record<Exclude<InputType, "enum">, { good: string[]; bad: string[] }> = {
  name: {
    good: ["a", "9lives", "web-1.example_2"],
    bad: ["", "-rf", ".hidden", "a b", "a/b", "a;b", "ä", "a\n"],
  },
  hostname: {
    good: ["localhost", "www.example.com", "a-b.c1", "1a", "a".repeat(63)],
    bad: ["", "-a", "a-", "a..b", "a.", ".a", "a_b", "a".repeat(64), "ab.".repeat(90), "a b"],
  },
  ip: {
    good: [
      "192.0.2.1",
      "0.0.0.0",
      "255.255.255.255",
      "::",
      "::1",
      "2001:db8::1",
      "1::",
      "::ffff:192.0.2.1",
      "1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:192.0.2.1",
    ],
    bad: [
      "",
      "192.0.2",
      "192.0.2.256",
      "192.0.2.01",
      "1.2.3.4.5",
      ":",
      ":::",
      "1:2",
      "1::2::3",
      "1:2:3:4:5:6:7:8:9",
      "12345::",
      "g::",
      "fe80::1%eth0",
      "192.0.2.1/24",
      "::1.2.3",
      "1:2:3:4:5:6:7::8:9",
    ],
  },
  port: { good: ["1", "80", "65535"], bad: ["", "0", "65536", "080", "-1", "1e3", "80 "] },
  path: {
    good: ["/", "/etc/a b.conf", "/srv/..data/x", "/a/...", "/a//b"],
    bad: ["", "etc/a", "~/a", "-/a", "/a/../b", "/..", "/a\nb", "/a\0b"],
  },
  int: {
    good: ["0", "7", "-7", "123456789012345"],
    bad: ["", "007", "-0", "+1", "1.5", "1e3", "0x1"],
  },
  uuid: {
    good: ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
    bad: ["", "123e4567e89b12d3a456426614174000", "g23e4567-e89b-12d3-a456-426614174000"],
  },
  duration: {
    good: ["90s", "5m", "1h30m", "1h0m5s"],
    bad: ["", "5", "m", "1d", "30m1h", "1h1h", "-5m", "1.5h", "5 m", "1234567s"],
  },
  text: {
    good: ["", "anything; at $(all) 'quoted'", "日本語", "-x", "👩‍💻"],
    bad: ["a\nb", "a\tb", "\x1b[2J", "a\u202eb", "a\u200bb"],
  },
};

describe("checkValue", () => {
  for (const type of inputTypes.filter((type) => type !== "enum")) {
    test.each(table[type].good)(`${type} takes %j`, (value) => {
      expect(checkValue(spec(type), value)).toBeNull();
    });
    test.each(table[type].bad)(`${type} refuses %j`, (value) => {
      expect(checkValue(spec(type), value)).toMatch(/\w/);
    });
  }

  test("takes only the choices, where there are any", () => {
    expect(checkValue(spec("enum", ["a", "b"]), "b")).toBeNull();
    expect(checkValue(spec("enum", ["a", "b"]), "c")).toBe("not one of a, b");
    expect(checkValue(spec("port", ["80"]), "81")).toBe("not one of 80");
  });

  test("limits the length of all", () => {
    expect(checkValue(spec("text"), "x".repeat(4096))).toBeNull();
    expect(checkValue(spec("text"), "x".repeat(4097))).toBe("longer than 4096 characters");
  });

  test("lets no option, control character or line break into a word", () => {
    const words = inputTypes.filter((type) => !["text", "enum", "int"].includes(type));
    const goods = words.flatMap((type) => (type === "enum" ? [] : table[type].good));
    const put = fc.constantFrom("-", "\n", "\0", "\t", "\r", "\x1b", "\u2028", "a", ".", ":", "/");
    fc.assert(
      fc.property(fc.constantFrom(...goods), put, fc.nat(40), (good, character, at) => {
        const value = good.slice(0, at) + character + good.slice(at);
        for (const type of words) {
          if (checkValue(spec(type), value) === null)
            expect(value).toMatch(/^[^-\p{C}][^\p{C}]*$/u);
        }
      }),
    );
  });
});

function spec(type: InputType, choices: string[] = []) {
  return { name: "x", type, prompt: "x", default: null, choices, raw: false, inferred: false };
}
