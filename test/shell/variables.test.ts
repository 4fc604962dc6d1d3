/** Which variables code reads, and which it sets. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { describe, expect, test } from "vitest";
import { variablesOf } from "../../src/shell/variables.ts";
import fc, { cases } from "../support/properties.ts";

describe("reads and sets", () => {
  const cases: [code: string, uses: string, set: string][] = [
    ["ls $a ${b} \"$c\" '$d'", "$a ${b} $c", ""],
    ["ls ${a:-$b} ${c%$d}", "$b ${c%$d} $d", "a"],
    ["a=1 b+=2; export c=3 d; read -r e f", "", "a b c d e f"],
    ["for i in $a; do select j in $b; do :; done; done", "$a $b", "i j"],
    ["printf -v a %s 1; exec {b}>f; (( c++ ))", "", "a b c"],
    ['[ -n "$a" ] || [[ -v b ]]', "$a", "a b"],
    ["cat <<EOF\n$a {{x}}\nEOF", "$a", ""],
    ["ls $a{{x}} ${b}{{x}}", "$a ${b}", ""],
    ["ls $1 $@ $? ${10} ${!a}", "", ""],
    ["ls $a 'not closed", "", ""],
  ];
  test.each(cases)("%s", (code, uses, set) => {
    const found = variablesOf(code);
    expect(found.uses.map(({ start, end }) => code.slice(start, end)).join(" ")).toBe(uses);
    expect([...found.set].sort().join(" ")).toBe(set);
  });
});

test("tells code that reads other code into this shell", () => {
  for (const code of ["source a", ". ./a", 'eval "$(a)"'])
    expect(variablesOf(code).loads).toBe(true);
  for (const code of ["bash a", "./a", "echo source a"])
    expect(variablesOf(code).loads).toBe(false);
});

test("reads any text, and each use begins with its dollar and name", () => {
  const piece = fc.constantFrom(
    "$",
    "${",
    "}",
    "a",
    "_b",
    "{{x}}",
    "'",
    '"',
    "(",
    ")",
    "<<E\n",
    "\n",
    "=",
    " ",
  );
  fc.assert(
    fc.property(fc.string({ unit: piece, maxLength: 20 }), (code) => {
      for (const { name, start, end } of variablesOf(code).uses) {
        expect(code.slice(start, end)).toMatch(new RegExp(`^\\$\\{?[#!]?${name}`));
      }
    }),
    cases(300),
  );
});
