/**
 * Code with `{{v}}` in it, composed at random: a word that has the value, a statement that hands the word
 * over, and what may stand around a statement. Each part says what `show` is given in the end.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import fc from "../support/properties.ts";
import { type Shell, shellNames } from "./shells.ts";

export interface Code {
  readonly text: string;
  /** The arguments of each call of `show`, by the value; null where that is not known. */
  readonly shows: ((v: string) => readonly (readonly string[])[] | null) | null;
  /** Those that know such code; what others make of it is not known. */
  readonly shells: readonly Shell[];
}

/** One word: what is written, and the argument that it is. */
interface Piece {
  readonly text: string;
  readonly is: (v: string) => string;
  readonly shells: readonly Shell[];
}

const newer: readonly Shell[] = ["bash", "zsh"];
const onlyBash: readonly Shell[] = ["bash"];

const pieces: readonly [text: string, is: (v: string) => string, shells?: readonly Shell[]][] = [
  ["{{v}}", (v) => v],
  ['"{{v}}"', (v) => v],
  ["'{{v}}'", (v) => v],
  ["$'{{v}}'", (v) => v, newer],
  ["pre{{v}}", (v) => `pre${v}`],
  ["{{v}}post", (v) => `${v}post`],
  ["{{v}}{{v}}", (v) => v + v],
  ["a'b'{{v}}\"c\"\\ d", (v) => `ab${v}c d`],
  ['"a {{v}} b"', (v) => `a ${v} b`],
  ["\"{{v}}\"'-'{{v}}", (v) => `${v}-${v}`],
  ['"\\{{v}}"', (v) => `\\${v}`],
  ["\\\\{{v}}", (v) => `\\${v}`],
  ["\\{{v}}", (v) => v],
  ['"$z{{v}}"', (v) => `~~${v}`],
  ['"${z}{{v}}"', (v) => `~~${v}`],
  ['"$#{{v}}"', (v) => `0${v}`],
  ['"$1{{v}}"', (v) => v],
  ['"$*-{{v}}"', (v) => `-${v}`],
  ['"${y:-{{v}}}"', (v) => v],
  ['"${z:+{{v}}}"', (v) => v],
  ['"${z#{{v}}}"', () => "~~"],
  ['"${z%%{{v}}}"', () => "~~"],
  ['"${z/x/{{v}}}"', () => "~~", newer],
  ['"${y:-"{{v}}"}"', (v) => v, onlyBash],
  ['"$(printf %s. {{v}})"', (v) => `${v}.`],
  ['"$(printf %s. "{{v}}")"', (v) => `${v}.`],
  ['"`printf %s. {{v}}`"', (v) => `${v}.`],
  ['"$(printf %s. "$(printf %s. "{{v}}")")"', (v) => `${v}..`],
  ['"$(cat <<E\na{{v}}b\nE\n)"', (v) => `a${v}b`],
  ['"$(cat <<E\n{{v}}\nE\n)"', (v) => v],
  ["\"$(cat <<'E'\na{{v}}b\nE\n)\"", (v) => `a${v}b`],
  ['"$(cat <<-E\n\ta{{v}}b\n\tE\n)"', (v) => `a${v}b`],
  ['"$(cat <<< {{v}})"', withoutLastLines, newer],
  ['"$(cat <<< "{{v}}")"', withoutLastLines, newer],
  ['"$(cat <(printf %s. {{v}}))"', (v) => `${v}.`, newer],
  ['"$(printf %s. {{v}} | cat)"', (v) => `${v}.`],
  ["$(({{v}} + 1))", (v) => String(BigInt(v) + 1n)],
  ['"$(( 2 * {{v}} ))"', (v) => String(BigInt(v) * 2n)],
];

/** Command substitution takes the line breaks at the end away. */
function withoutLastLines(v: string): string {
  return v.replace(/\n+$/, "");
}

const leaf: fc.Arbitrary<Piece> = fc
  .constantFrom(...pieces)
  .map(([text, is, shells = shellNames]) => ({ text, is, shells }));

const nestedWords: readonly [around: (w: string) => string, is: (arg: string) => string][] = [
  [(w) => `"$(printf %s. ${w})"`, (arg) => `${arg}.`],
  [(w) => `"$(x=${w}; printf %s. "$x")"`, (arg) => `${arg}.`],
  [(w) => `a${w}`, (arg) => `a${arg}`],
  [(w) => `"$(f() { printf %s. "$1"; }; f ${w})"`, (arg) => `${arg}.`],
];

const word: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...nestedWords), leaf).map(
      ([[around, is], { text, is: inner, shells }]): Piece => ({
        text: around(text),
        is: (v) => is(inner(v)),
        shells,
      }),
    ),
  },
);

type Shows = (arg: string) => string[][];
const once: Shows = (arg) => [[arg]];

/** What hands a word over. */
const takers: readonly [around: (w: string) => string, shows: Shows, shells?: readonly Shell[]][] =
  [
    [(w) => `show ${w}`, once],
    [(w) => `show a ${w} b`, (arg) => [["a", arg, "b"]]],
    [(w) => `command show ${w}`, once],
    [(w) => `x=${w}; show "$x"`, once],
    [(w) => `x=a${w}b\nshow "\${x}"`, (arg) => [[`a${arg}b`]]],
    [(w) => `x=${w}; y=$x; show "$y"`, once],
    [(w) => `x=${w}; show $x`, once],
    [(w) => `export x=${w}; show "$x"`, once],
    [(w) => `f() { local x=${w}; show "$x"; }; f`, once],
    [(w) => `x=${w} sh -c 'show "$x"'`, once],
    [(w) => `x=${w} y="$x" sh -c 'show "$y"'`, once],
    [(w) => `getopts x: o -x ${w}; show "$OPTARG"`, once],
    [(w) => `env x=${w} sh -c 'show "$x"'`, once],
    [(w) => `for x in ${w} b; do show "$x"; done`, (arg) => [[arg], ["b"]]],
    [(w) => `for x in a ${w}; do show "$x"; done`, (arg) => [["a"], [arg]]],
    [(w) => `case ${w} in *) show ${w};; esac`, once],
    [(w) => `case "$z" in ${w}) show 1;; *) show 2;; esac`, (arg) => [[arg === "~~" ? "1" : "2"]]],
    [(w) => `if [ x = ${w} ]; then show a; else show b; fi`, (arg) => [[arg === "x" ? "a" : "b"]]],
    [(w) => `if [[ ${w} == x ]]; then show a; else show b; fi`, isX, newer],
    [(w) => `if [[ x == ${w} ]]; then show a; else show b; fi`, isX, newer],
    [(w) => `if [[ -z a || ${w} == x ]]; then show a; else show b; fi`, isX, newer],
    [(w) => `if [[ -n a && x = ${w} ]]; then show a; else show b; fi`, isX, newer],
    [(w) => `n=; while [ -z "$n" ]; do show ${w}; n=1; done`, once],
    [(w) => `f() { show "$1" "$#"; }; f ${w}`, (arg) => [[arg, "1"]]],
    [(w) => `f() { show "$@"; }; f a ${w}`, (arg) => [["a", arg]]],
    [(w) => `f() { show $1; }; f ${w}`, once],
    [(w) => `set -- ${w}; show "$1"`, once],
    [(w) => `set -- a ${w}; shift; show "$@"`, once],
    [(w) => `sh -c 'show "$1"' _ ${w}`, once],
    [(w) => `bash -c 'show "$@"' _ a ${w}`, (arg) => [["a", arg]]],
    [(w) => `zsh -fc 'show "$1"' _ ${w}`, once, ["zsh"]],
    [(w) => `sudo -u root show ${w}`, once],
    [(w) => `env LANG=C show ${w}`, once],
    [(w) => `nice -n 5 timeout 60 show ${w}`, once],
    [(w) => `docker exec one show ${w}`, once],
    [(w) => `kubectl exec one -- show ${w}`, once],
    [(w) => `docker exec one sh -c 'show "$1"' _ ${w}`, once],
    [(w) => `find . -maxdepth 0 -exec show ${w} \\;`, once],
    [(w) => `find . -maxdepth 0 -exec sh -c 'show "$1"' _ ${w} \\;`, once],
    [(w) => `printf %s ${w} | xargs -0 show`, once],
    [(w) => `printf '%s\\n' ${w} | xargs show`, once],
    [(w) => `printf '%s\\n' ${w} | xargs -I% show a%`, (arg) => [[`a${arg}`]]],
    [(w) => `printf '%s\\n' ${w} | { IFS= read -r x; show "$x"; }`, firstLine],
    [(w) => `printf '%s\\n' ${w} | while IFS= read -r x; do show "$x"; break; done`, firstLine],
    [(w) => `IFS= read -r x <<< ${w}; show "$x"`, firstLine, newer],
    [(w) => `printf '%s\\n' ${w} | sh -c 'IFS= read -r x; show "$x"'`, firstLine],
    [(w) => `printf 'show %s\\n' ${w} | sh`, once],
    [(w) => `bash <<< "show "${w}`, once, newer],
    [(w) => `eval show ${w}`, once],
    [(w) => `ssh host show ${w}`, once],
    [(w) => `x=${w}; eval "show $x"`, once],
    [(w) => `x=${w}; sh -c "show $x"`, once],
    [(w) => `x=${w}; ssh host "show $x"`, once],
    [(w) => `x=(a ${w} b); show "\${x[@]}"`, (arg) => [["a", arg, "b"]], newer],
    [(w) => `x=(a); x+=(${w}); show "\${x[@]}"`, (arg) => [["a", arg]], newer],
    [(w) => `declare -A x; x[k]=${w}; show "\${x[k]}"`, once, newer],
    [(w) => `x=a; x+=${w}; show "$x"`, (arg) => [[`a${arg}`]], newer],
    [(w) => `printf -v x %s ${w}; show "$x"`, once, newer],
    [(w) => `show "$#" > "./out/"${w}; show ./out/*; sweep`, (arg) => [["0"], [`./out/${arg}`]]],
    [(w) => `: > ./out/a${w}; show ./out/*; sweep`, (arg) => [[`./out/a${arg}`]]],
    [(w) => `: > ./out/a${w}; eval show ./out/*; sweep`, (arg) => [[`./out/a${arg}`]]],
    [(w) => `: > ./out/a${w}; sh -c "show $(cd out; ls)"; sweep`, (arg) => [[`a${arg}`]]],
    [(w) => `: > ./out/a${w}; sh -c "show $(cd out; ls$y)"; sweep`, (arg) => [[`a${arg}`]]],
    [(w) => `: > ./out/a${w}; l=ls; sh -c "show $(cd out; $l)"; sweep`, (arg) => [[`a${arg}`]]],
    [(w) => `: > ./out/a${w}; sh -c "show $(cd out; echo ls | sh)"; sweep`, (arg) => [[`a${arg}`]]],
    [
      (w) => `printf a%s ${w} > ./out/x; sh -c "show $(cat$y out/*)"; sweep`,
      (arg) => [[`a${arg}`]],
    ],
    [(w) => `export x=a${w}; sh -c "show $(printenv$y x)"`, (arg) => [[`a${arg}`]]],
    [(w) => `sh -c "$(x="show a"${w} printenv$y x)"`, (arg) => [[`a${arg}`]]],
    [
      (w) => `printf %s ${w} > ./out/x; show "$(cat ./out/x; printf .)"; sweep`,
      (arg) => [[`${arg}.`]],
    ],
    [(w) => `printf 'show a%s\\n' ${w} > ./out/x; . ./out/x; sweep`, (arg) => [[`a${arg}`]]],
    [
      (w) => `printf 'show a%s\\n' a${w} | cat > ./out/x; sh ./out/x; sweep`,
      (arg) => [[`aa${arg}`]],
    ],
    [(w) => `printf 'show %s\\n' ${w} > ./out/x; cat ./out/x | sh; sweep`, once],
    [
      (w) => `x=${w}; printf 'a%s\\n' "$x" > ./out/x; eval "show $(cat ./out/x)"; sweep`,
      (arg) => [[`a${arg}`]],
    ],
    [(w) => `o=-c; bash "$o" 'show "$1"' _ ${w}`, once],
    [(w) => `o=-c; bash "$o" "show "${w}`, once],
    [(w) => `f() { printf %s. ${w}; }; show "$(f)"`, (arg) => [[`${arg}.`]]],
    [(w) => `f() { printf 'show a%s\\n' ${w}; }; f | sh`, (arg) => [[`a${arg}`]]],
    [(w) => `f() { printf 'show a%s\\n' ${w}; }; eval "$(f)"`, (arg) => [[`a${arg}`]]],
    [(w) => `f() { sh; }; printf 'show a%s\\n' ${w} | f`, (arg) => [[`a${arg}`]]],
    [(w) => `(exec > ./out/x; echo "show a"${w}); . ./out/x; sweep`, (arg) => [[`a${arg}`]]],
    [(w) => `exec 5> ./out/x; echo "show a"${w} >&5; sh ./out/x; sweep`, (arg) => [[`a${arg}`]]],
    [(w) => `: "\${o:=-c}"; bash "$o" "show a"${w}`, (arg) => [[`a${arg}`]]],
    [(w) => `x=${w}; y=x; show "\${!y}"`, once, onlyBash],
    [(w) => `x=${w}; y=x; eval "show a\${!y}"`, (arg) => [[`a${arg}`]], onlyBash],
    [(w) => `f=%s.; show "$(printf "$f" ${w})"`, (arg) => [[`${arg}.`]]],
    [(w) => `o==; if [ x "$o" ${w} ]; then show a; else show b; fi`, isX],
    [(w) => `f() { env "$@"; }; f LANG=C show ${w}`, once],
    [(w) => `f() { "\${@:2}"; }; f a show ${w}`, once, newer],
    [(w) => `f() { for i; do show "$i"; done; }; f a ${w}`, (arg) => [["a"], [arg]]],
    [(w) => `f() { while getopts x: o; do show "$OPTARG"; done; }; f -x ${w}`, once],
    [(w) => `f() { $@; }; f show ${w}`, once],
    [(w) => `set -- show ${w}; "$@"`, once],
    [(w) => `x=${w}; : "\${y:=$x}"; show "$y"`, once],
    [(w) => `x=${w}; : "\${y:=$x}"; eval "show a$y"`, (arg) => [[`a${arg}`]]],
    [
      (w) => `printf 'show a%s\\n' ${w} | sh -c 'cat > ./out/x; sh ./out/x'; sweep`,
      (arg) => [[`a${arg}`]],
    ],
    [
      (w) => `{ cat > ./out/x; } <<< "show a"${w}; sh ./out/x; sweep`,
      (arg) => [[`a${arg}`]],
      newer,
    ],
    [(w) => `: 2>> ./out/a${w}; show ./out/*; sweep`, (arg) => [[`./out/a${arg}`]]],
  ];

function isX(arg: string): string[][] {
  return [[arg === "x" ? "a" : "b"]];
}

function firstLine(arg: string): string[][] {
  return [[arg.split("\n")[0] ?? ""]];
}

const taken: fc.Arbitrary<Code> = fc
  .tuple(fc.constantFrom(...takers), word)
  .map(([[around, shows, shells = shellNames], piece]) => {
    const text = around(piece.text);
    const isOpen = readsAgain.test(text) && changesWhenRead.test(piece.text);
    return {
      text,
      shows: isOpen ? null : (v) => (isNoFile(text, v) ? null : shows(piece.is(v))),
      shells: both(shells, piece.shells),
    };
  });

/** Such code takes its own text apart once more, blanks and backslashes beside the value and all. */
const readsAgain =
  /eval (")?(show|\$\(f)|ssh host|"show |xargs (show|-I)|\| (sh|f)(;|$)|show \$[x1]|\$@; |; (\.|sh) \.\/out/;
const changesWhenRead = /[ \\]/;

/** Whether it would be hidden, in another directory, or have a name that no file can have. */
function isNoFile(text: string, v: string): boolean {
  return (
    text.includes("./out/") && (v === "" || v.startsWith(".") || v.includes("/") || v.length > 40)
  );
}

/** Where the value stands in no word of this shell's, or is not what is shown. */
const others: readonly [text: string, shows: Shows | null, shells?: readonly Shell[]][] = [
  ["show 1 # {{v}}", () => [["1"]]],
  ["# {{v}}\nshow 1", () => [["1"]]],
  ["bash -c 'show {{v}}'", once],
  ['bash -c "show {{v}}"', once],
  ['sh -c "show \\"{{v}}\\""', once],
  ["sudo sh -c 'show {{v}}'", once],
  ["eval 'show {{v}}'", once],
  ['eval "show {{v}}"', once],
  ["ssh host 'show {{v}}'", once],
  ["ssh host \"show '{{v}}'\"", once],
  ["su -c 'show {{v}}' root", once],
  ["trap 'show {{v}}' EXIT; exit", once],
  ["trap -- 'show {{v}}' EXIT; exit", once],
  ["trap -- {{v}} EXIT; exit", () => []],
  ["docker exec one sh -c 'show {{v}}'", once],
  ["find . -maxdepth 0 -exec sh -c 'show {{v}}' \\;", once],
  ["sh <<E\nshow {{v}}\nE", once],
  ["sh <<'E'\nshow {{v}}\nE", once],
  ["bash <<< 'show {{v}}'", once, newer],
  ["echo 'show {{v}}' | sh", once],
  ["echo a | xargs -I% sh -c 'show {{v}}'", once],
  ["x='show {{v}}'; $x", once, ["bash", "dash"]],
  ["case {{v}} in x|y) show a;; *) show b;; esac", (v) => [[/^[xy]$/.test(v) ? "a" : "b"]]],
  ["((x = {{v}})); show $x", (v) => [[v]], newer],
  ["let x={{v}}; show $x", (v) => [[v]], newer],
  ["x=$(({{v}})); show $x", (v) => [[v]]],
  ["x={{v}}; show $((x))", (v) => [[v]]],
  ["[[ {{v}} -ge 0 ]] && show 1", () => [["1"]], newer],
  ["for ((i = {{v}}; i < 0; i++)); do :; done; show 1", () => [["1"]], newer],
  ["x=(); x[{{v}}]=a; show 1", () => [["1"]], onlyBash],
  ["show {a,{{v}}}", (v) => [["a", v]], newer],
  ["show [{{v}}]", (v) => [[`[${v}]`]], ["bash", "dash"]],
  ["show a?{{v}}", (v) => [[`a?${v}`]], ["bash", "dash"]],
  ["show {{{v}}}", (v) => [[`{${v}}`]]],
  ["show ~{{v}}", null],
  ["show a={{v}}", (v) => [[`a=${v}`]]],
  ["show --a={{v}} -b{{v}}", (v) => [[`--a=${v}`, `-b${v}`]]],
  ["show a:{{v}}:{{v}}", (v) => [[`a:${v}:${v}`]]],
  ["show {{v}}>./out/x; sweep", (v) => [[v]]],
  ["show a 2>&{{v}}", null],
  ["{{v}} a", () => []],
  ["$(printf %s {{v}}) a", () => []],
  ["x={{v}}; $x", () => []],
  ["sudo {{v}}", () => []],
  ["env {{v}} show 1", () => [["1"]]],
  // Whether a shell puts these in hangs on what it is and on what stands around them.
  ["shopt -s expand_aliases; alias a=show\na {{v}}", null],
  ["shopt -s expand_aliases; alias a='bash -c'\na {{v}}", null],
  ["shopt -s expand_aliases; alias a=eval\na show {{v}}", null],
  ["shopt -s expand_aliases; alias a='sudo ' b='sh -c'\na b {{v}}", null],
  ["shopt -s expand_aliases; alias a='show \"'\na; show {{v}}; a", null],
  ["alias a='ssh host'\na show {{v}}", null],
  ["eval \"alias a='show '\"\na {{v}} {{v}}", null],
];

const other: fc.Arbitrary<Code> = fc
  .constantFrom(...others)
  .map(([text, shows, shells = shellNames]) => ({ text, shows, shells }));

type Around = readonly [
  around: (code: string) => string,
  shells?: readonly Shell[],
  /** What it takes for the code in it to mean the same. */
  shellsInside?: readonly Shell[],
];

const surroundings: readonly Around[] = [
  [(s) => `(\n${s}\n)`],
  [(s) => `{\n${s}\n}`],
  [(s) => `if true; then\n${s}\nfi`],
  [(s) => `for i in 1; do\n${s}\ndone`],
  [(s) => `case a in\n(a)\n${s}\n;;\nesac`],
  [(s) => `true && {\n${s}\n}`],
  [(s) => `false || {\n${s}\n}`],
  [(s) => `{\n${s}\n} | cat`],
  [(s) => `cat /dev/null | {\n${s}\n}`],
  [(s) => `{\n${s}\n} > /dev/null`],
  [(s) => `g() {\n${s}\n}\ng`],
  [(s) => `: "$(\n${s}\n)"`],
  [(s) => `q=$(\n${s}\n)`],
  [(s) => `# first\n${s}\n# last`],
  [(s) => `cat <(\n${s}\n:\n)`, newer],
  [(s) => `eval ${quoted(s)}`],
  [(s) => `sh -c ${quoted(s)}`, shellNames, ["dash"]],
  [(s) => `bash -c ${quoted(s)}`, shellNames, ["bash"]],
  [(s) => `sudo bash -c ${quoted(s)}`, shellNames, ["bash"]],
  [(s) => `ssh host ${quoted(s)}`, shellNames, ["dash"]],
  [(s) => `bash <<'END${s.length}'\n${s}\nEND${s.length}`, shellNames, ["bash"]],
  // A trap within a trap is not sprung.
  [(s) => (s.includes("trap") ? s : `trap ${quoted(s)} EXIT`)],
];

function quoted(code: string): string {
  return `'${code.replaceAll("'", "'\\''")}'`;
}

const statement: fc.Arbitrary<Code> = fc.oneof(
  { weight: 3, arbitrary: taken },
  { weight: 1, arbitrary: other },
);

/** Code that is whole. */
export const randomCode: fc.Arbitrary<Code> = fc
  .tuple(statement, fc.array(fc.constantFrom(...surroundings), { maxLength: 3 }))
  .map(([code, layers]) => layers.reduce(surround, code));

function surround(code: Code, [around, shells = shellNames, inside]: Around): Code {
  const knows = !inside || inside.every((shell) => code.shells.includes(shell));
  const known = inside ? shells : both(shells, code.shells);
  return { ...code, text: around(code.text), shells: knows ? known : [] };
}

function both(ones: readonly Shell[], others: readonly Shell[]): readonly Shell[] {
  return ones.filter((shell) => others.includes(shell));
}

/** Code in which something was left out, put in or moved, so that nobody knows what it is. */
export const brokenCode: fc.Arbitrary<string> = fc
  .tuple(
    randomCode.filter(({ text }) => isShort(text)),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 3 }),
        fc.oneof(
          fc.constantFrom(..."'\"`$(){}[]<>|&;#\\\n =!*?@~"),
          fc.constantFrom(
            "{{v}}",
            "||",
            "&&",
            "$(",
            "${x",
            "<<E\n",
            "\nE\n",
            "[[ ",
            " ]]",
            "((",
            "))",
          ),
          fc.constantFrom("{{v}}", "$x", "eval ", "x=", "<<<", "; ", " in ", "do\n", "done\n"),
        ),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([{ text }, changes]) => changes.reduce(change, text))
  .filter(isShort);

/** Loops that never end, and functions that call themselves, prove nothing and cost the machine. */
function isShort(code: string): boolean {
  return !/while|\(\)/.test(code);
}

function change(code: string, [at, left, put]: readonly [number, number, string]): string {
  const start = at % (code.length + 1);
  return code.slice(0, start) + put + code.slice(start + left);
}
