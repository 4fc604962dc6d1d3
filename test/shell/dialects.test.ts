/** What runs in a shell that is no bash is seen in the code for it: held against real ones. */
import { afterAll, describe, expect, test } from "vitest";
import { invocationsOf } from "../../src/shell/invocations.ts";
import fc, { cases } from "../support/properties.ts";
import { openLab, type Shell } from "./shells.ts";

const lab = openLab();
afterAll(() => lab.remove());

const others = ["dash", "zsh"] as const;

/** Here each of these runs `touch`, and bash runs it in none. */
const apart: readonly [shell: Shell, code: string][] = [
  ["dash", "((touch))"],
  ["dash", "while ((touch)); do break; done"],
  ["dash", "((1 <<E))\n: '\nE\ntouch\n: '"],
  ["dash", ": &>/dev/null touch"],
  ["dash", ": &>>/dev/null touch"],
  ["dash", ": &>/dev/null A=1 touch"],
  ["dash", ": &>/dev/null : &>/dev/null touch"],
  ["dash", "[[ x || : && touch ]]"],
  ["dash", "[[ x || touch ]]"],
  ["dash", "[[\ntouch\n]]"],
  ["dash", "[[ x =~ a|touch ]]"],
  ["dash", ": $'a\\'; touch #'"],
  ["dash", ": <<$'E'\n$E\ntouch\nE"],
  ["dash", ": $[ 1 ; touch\n]"],
  ["dash", "echo '#\\ntouch' | sh"],
  ["dash", "x=touch; declare x=:; $x"],
  ["dash", "x=touch; x+=:; $x"],
  ["dash", "x[ | touch ]=1"],
  ["zsh", "x[ | touch ]=1"],
  ["zsh", "x[[[ a =~ b|&>f touch ]]]=1"],
  ["zsh", ": ../bin/t*(e:touch:)"],
  ["zsh", ": ../bin/touch(e:touch:)"],
  ["zsh", `: \${(e):-\\$(touch)}`],
  ["zsh", ": =(touch)"],
  ["zsh", `x=:; : \${x::=touch}; $x`],
  ["zsh", "x=:; echo touch | read x; $x"],
  ["zsh", "x=:; : | x=touch; $x"],
  ["zsh", "x=:; : | { x=touch; }; $x"],
  ["zsh", "x=:; echo a | while read y; do x=touch; done; $x"],
  ["zsh", "f() { x=touch; }; x=:; : | f; $x"],
  ["zsh", "f() { x=:; echo touch | read x; }; f; $x"],
  ["zsh", "x=:; local x=touch; $x"],
  ["zsh", "x=:; set -A x touch; $x"],
  ["zsh", "functions[date]=touch; date"],
  ["zsh", "aliases[date]=touch; eval date"],
  ["zsh", "x=:; print -v x touch; $x"],
  ["zsh", "x=:; y=x; private $y=touch; $x"],
  ["zsh", "x=:; typeset -T X x; X=touch; $x"],
  ["zsh", "chpwd() { x=touch; }; x=:; cd /; $x"],
  ["zsh", "TRAPZERR() { x=touch; }; x=:; false; $x"],
  ["zsh", "f() { trap 'x=touch' EXIT; }; x=:; f; $x"],
  ["zsh", "x=:; f() { trap 'x=touch' EXIT; x=:; }; f; $x"],
  ["zsh", "x=:; () { x=touch; }; $x"],
  ["zsh", "x=:; function { x=touch; }; $x"],
  ["zsh", "x=:; for x y in touch a; do :; done; $x"],
  ["zsh", "x=:; emulate sh -c 'x=touch'; $x"],
];

test.for(apart)("%s runs what bash does not see: %j", async ([shell, code], { skip }) => {
  if (!lab.shells.includes(shell)) skip(`${shell} is not installed`);
  const [came] = await lab.run(shell, [code]);
  expect(came?.isSprung).toBe(true);
  expect(isSeen(shell, code)).toBe(true);
});

describe.for(others)("in %s", (shell) => {
  test("no command runs that is not seen in code made at random", async ({ skip }) => {
    if (!lab.shells.includes(shell)) skip(`${shell} is not installed`);
    const codes = fc.sample(code, cases(200));
    const all = await lab.run(shell, codes);
    const ran = codes.filter((_, at) => all[at]?.isSprung);
    expect(ran.length).toBeGreaterThan(codes.length / 20);
    expect(ran.filter((one) => !isSeen(shell, one))).toEqual([]);
  });
});

/** What stands around a command, for one shell or another: `X` is in its place. */
const nests = [
  ...["((X))", "( (X) )", "{ X; }", "((1 + (X)))", "((1 <<E))\nX\nE", "((1 #))\nX\n))", ": $((X))"],
  ...["[[ X ]]", "[[ a || X ]]", "[[ a && X ]]", "[[\nX\n]]", "[[ a || ( X ) ]]", "[[ a =~ b|X ]]"],
  ...["[[ a =~ (b|X) ]]", "[[ a > f ]]; X", "[[ ! a || ! X ]]", "[[ -f a || -f b\n]] && X"],
  ...[": &>/dev/null X", ": &>>f A=1 X", ": &>f; X", ": |& X", ": >&f X", ": 2>&1 X", "&>f X"],
  ...[": $'a\\'; X #'", ": $'X'", ': $"X"', ": 'X'", ': "X"', ": \\\n X", "X\\", ": 'a\\'X"],
  ...[": $[ X ]", ": $[ 1\nX\n]", `: \${x:-X}`, `: \${x/X/y}`, `: \${x:=X}; $x`, `: \${x^^X}`],
  ...[": `X`", ": $(X)", 'eval "X"', "eval 'X'", ": <<<X", ": <(X)", ": =(X)", ": *(X)", "x=(X)"],
  ...[": <<E\nX\nE", ": <<'E'\nX\nE", ": <<$'E'\n$E\nX\nE", "echo 'X' | sh", "echo 'a\\nX' | sh"],
  ...["function f { X; }", "function f {\nX\n}", "f() { X; }; f", "for ((X;;)); do X; break; done"],
  ...["case x in X) X;; esac", "case x in x) : ;& y) X;; esac", "select x in X; do :; done"],
  ...[
    "x[X]=1",
    ": {a,X}",
    "{X,-v}",
    "let X",
    "coproc X",
    "# X",
    ": #\nX",
    ": a#X",
    "! X",
    "time X",
  ],
  ...["x=:; x+=X; $x", "x=X; x+=:; $x", "x=X; declare x=:; $x", "x=X; printf -v x :; $x", "X &"],
] as const;

const code = fc
  .array(fc.constantFrom(...nests), { minLength: 1, maxLength: 4 })
  .map((all) => all.reduce((inner, nest) => nest.replaceAll("X", () => inner), "touch"));

function isSeen(shell: Shell, text: string): boolean {
  const quoted = `'${text.replaceAll("'", "'\\''")}'`;
  const found = invocationsOf(`${shell} -c ${quoted}`);
  return found.some(({ name }) => name === null || /^(touch|sh)$/.test(name));
}
