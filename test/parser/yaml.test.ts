/** What is no YAML that can be read is told in a sentence of our own, with what to do, whatever the library says. */
import { expect, it, test } from "vitest";
import { parseDocument } from "yaml";
import { readYaml } from "../../src/parser/yaml.ts";
import { mistakeOf } from "../../src/parser/yaml-mistake.ts";
import fc from "../support/properties.ts";

const read = (source: string) => readYaml(source, (offset) => offset, "bad-policy").problems;

test.each([
  ["a: ".padEnd(5000, "["), "nested too deeply to be read"],
  ["a: 1\na: 2", "this key stands in the same mapping twice"],
  ["a: !!foo x", "anchors and tags are not read here"],
  ["a: !!int x", "anchors and tags are not read here"],
  ["a: !x y", "anchors and tags are not read here"],
  ["a: &b c", "anchors and tags are not read here"],
  ["a: &b &c d", "anchors and tags are not read here"],
  ["a: *b", "aliases are not read here"],
  ['a: "x', "quotes are opened and never closed"],
  ["a: 'x", "quotes are opened and never closed"],
  ["a: [1\nb: 2", "a `[` or `{` is never closed"],
  ["{a: b", "a `[` or `{` is never closed"],
  ["a: b: c", "no list or mapping can begin here"],
  ["a: b\n c: d", "no list or mapping can begin here"],
  ["a: - b", "no list or mapping can begin here"],
  ["a: [b, c: d: e]", "no list or mapping can begin here"],
  ["a b\nc: d", "a key has to be on one line, with `:` behind it"],
  ["a:\n\tb: 1", "a line cannot be indented by a tab"],
  ["a: @x", "no text begins with this character"],
  ['a: "\\q"', "a backslash in double quotes does not mean anything before this"],
  ["%YAML 9\n---\na: 1", "lines with `%` are not read here"],
  ["a: |x\n b", "a text after `|` or `>` begins on the next line"],
  ["a:\n    b: 1\n  c: 2", "this line is not indented as those before it"],
  ["a: [x]y", "this does not belong here"],
  ["a: }", "this does not belong here"],
  ["[a]: b", "a key must be a word"],
  ["a: 1\n---\nb: 2", "another YAML document begins here, and only the first is read"],
])("%j: %s", (source, message) => {
  const [first] = read(source);
  expect(first?.message).toBe(message);
  expect(first?.hint).toMatch(/^\p{L}/u);
});

it("never hands on a sentence of the library", () => {
  const piece = fc.constantFrom(
    ...["a", "b: c", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "? ", "\t", "%", "---\n"],
    ...["|", ">", "'", '"', "\\q", "&a ", "*a", "!x ", "!!int ", "#", "@", "`", "...\n", "é"],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const source = pieces.join("");
      const document = parseDocument(source, { prettyErrors: false, logLevel: "error" });
      const [problem] = [...document.errors, ...document.warnings];
      const [first] = read(source);
      if (!problem) return;
      expect(first).toMatchObject(mistakeOf(problem.code, problem.message));
      expect(first?.message).not.toBe(problem.message);
    }),
  );
});
