/** Values that something on the way carries to where they would be run: none is let in, and daily work is. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { describe, expect, test } from "vitest";
import { renderCode } from "../../src/shell/render.ts";

/** Whether a value of two words gets in. */
function rendered(code: string): string | null {
  const result = renderCode(code, { v: "touch x" });
  return result.ok ? result.code : null;
}

const carried: Readonly<Record<string, readonly string[]>> = {
  "an option before the code of a trap or a script": [
    'x={{v}}; trap -- "$x" EXIT',
    "trap -- {{v}} EXIT",
    "o=--; trap $o {{v}} EXIT",
    'trap "$@" {{v}}',
    "command trap -- {{v}} EXIT",
    ". -- {{v}}",
    "source -- {{v}}",
  ],
};

describe.each(Object.entries(carried))("%s", (_, codes) => {
  test.each(codes)("%s", (code) => expect(rendered(code)).toBe(null));
});

describe("what operators do all day is left alone", () => {
  test.each([
    "x={{v}}; trap 'rm -f \"$x\"' EXIT",
    "trap - EXIT; echo {{v}}",
    "trap '' INT TERM; echo {{v}}",
    ". ./env {{v}}",
    "printf '%s\\n' {{v}} | xargs -I% cat a%",
  ])("%s", (code) => expect(renderCode(code, { v: "/srv/a" }).ok).toBe(true));
});
