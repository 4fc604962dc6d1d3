/** Variables of which the code says what they hold: an option in one is that option, and a format is no option. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { describe, expect, test } from "vitest";
import { placementsOf } from "../../src/shell/placement.ts";

function kinds(code: string): string[] {
  return placementsOf(code).map(({ kind, via }) => (via === null ? kind : `${kind} via ${via}`));
}

describe("an option in a variable is followed", () => {
  test.each([
    ['o=-c; bash "$o" {{a}}', "command"],
    ['o=-c; bash $o "cat {{a}}"', "nestedCode"],
    ["o='-c'; bash ${o} {{a}}", "command"],
    ['x={{a}}; o=-c; bash "$o" "$x"', "command via x"],
    ['x={{a}}; o=-C; mapfile "$o" "$x"', "command via x"],
    ['x={{a}}; o=-p; hash "$o" "$x" ls', "command via x"],
    ['o=-exec; find . "$o" {{a}} \\;', "command"],
    ['o=-u; sudo "$o" root {{a}}', "command"],
    ['o=-e; [ -n "$z" ] && o=-c; bash $o {{a}}', "command"],
    ["o=$(cat f); bash $o {{a}}", "command"],
    ["o=-; o+=c; bash $o {{a}}", "command"],
    ["read -r o < f; bash $o {{a}}", "command"],
    ["for o in -c; do bash $o {{a}}; done", "command"],
    ["declare -l o=-C; bash $o {{a}}", "command"],
    ["o=x; eval o=-c; bash $o {{a}}", "command"],
    ["o=x; \\eval o=-c; bash $o {{a}}", "command"],
    ["o=x; e=eval; $e o=-c; bash $o {{a}}", "command"],
    ["o=x; printf -vo -- -c; bash $o {{a}}", "command"],
    ["o=x; trap 'o=-c' DEBUG; bash $o {{a}}", "command"],
    ["o=x; mapfile -C 'o=-c #' -c 1 y < f; bash $o {{a}}", "command"],
    ["o=x; n=o; : ${!n:=-c}; bash $o {{a}}", "command"],
    ["o=x; declare -n r=o; r=-c; bash $o {{a}}", "command"],
    ["o=-c; eval 'bash $o {{a}}'", "command"],
    ['f() { bash "$1" "$2"; }; f -c {{a}}', "command via $2…"],
    ["IFS=c; o=-cx; bash $o {{a}}", "command"],
  ])("%s: %s", (code, ...expected) => expect(kinds(code)).toEqual(expected));
});

describe("what is known to be none is none", () => {
  test.each([
    ['fmt="%s %s"; x={{a}}; printf "$fmt" "$x"', "assignment"],
    ["fmt='%s\\n'\nprintf \"$fmt\" {{a}}", "word"],
    ['op=-gt; x={{a}}; [ "$y" $op "$x" ]', "assignment"],
    ['op="="; x={{a}}; if test "$x" "$op" "$y"; then ls; fi', "assignment"],
    ['bash "$SCRIPT" {{a}}', "word"],
    ['s=$(mktemp); bash "$s" {{a}}', "word"],
    ['s="$DIR/x.sh"; bash "$s" {{a}}', "word"],
    ['bash "$DIR/x.sh" {{a}}', "word"],
    ['for s in a.sh b.sh; do bash ./"$s" {{a}}; done', "word"],
    ["s=x.sh; command -v bash && bash $s {{a}}", "word"],
  ])("%s: %s", (code, ...expected) => expect(kinds(code)).toEqual(expected));

  test.each([
    ['fmt={{a}}; printf "$fmt" x', "nestedCode via fmt"],
    ['fmt=%s; read fmt; x={{a}}; printf "$fmt" "$x"', "nestedCode via x"],
    ['op=-v; x={{a}}; [ "$op" "$x" ]', "nestedCode via x"],
    ['op=-gt; op=$1; x={{a}}; [ "$op" "$x" ]', "nestedCode via x"],
    ['x={{a}}; op=a; printf "-vop" -v; [ "$op" "$x" ]', "nestedCode via x"],
  ])("but not in %s: %s", (code, ...expected) => expect(kinds(code)).toEqual(expected));
});

describe("a parameter behind options that a function hands on is what runs", () => {
  test.each([
    ['f() { sudo "$@"; }; f -u root {{a}}', "command via $2…"],
    ['f() { env "$@"; }; f A=b {{a}}', "command via $2…"],
    ['f() { timeout "$@"; }; f 5 {{a}}', "command via $2…"],
    ['f() { "${@:2}"; }; f ls {{a}}', "command via $2…"],
    ['f() { builtin shift; "$@"; }; f ls {{a}}', "command via $2…"],
    ['set -- -u root {{a}}; sudo "$@"', "command via $2…"],
    ["bash -c 'sudo \"$@\"' _ -u root {{a}}", "command via $2…"],
    ['o=$(cat f); f() { sudo "$@"; }; f $o root {{a}}', "command via $2…"],
  ])("%s: %s", (code, ...expected) => expect(kinds(code)).toEqual(expected));

  test.each([
    'set -euo pipefail; f() { sudo "$@"; }; f systemctl restart {{a}}',
    'f() { sudo --user root -- "$@"; }; f systemctl stop {{a}}',
    'f() { timeout 5 "$@"; }; f "$TOOL" {{a}}',
    'f() { echo "+ $*"; "$@"; }; f ls -l {{a}}',
    'set -e; set -- "$x" {{a}}; sudo "$@"',
    "bash -c 'sudo \"$@\"' _ ls {{a}}",
    'f() { for i in 1 2 3; do "$@" && return; sleep 1; done; }; f curl -fsS {{a}}',
  ])("and in %s it is data", (code) => expect(kinds(code)).toEqual(["word"]));
});

test.each([
  ["echo {{a}} | { command read -r x; $x; }", "command via <"],
  ["echo {{a}} | { builtin read -r x; $x; }", "command via <"],
  ['x={{a}}; builtin exec 3< <(echo "$x"); bash <&3', "command via x"],
])("a builtin is what it is behind `builtin` and `command`: %s", (code, ...expected) => {
  expect(kinds(code)).toEqual(expected);
});

test.each([
  ["x={{a}}; eval 'echo \"$x\"' | sh", "command via x"],
  ["x={{a}}; eval 'echo \"cat $x\"' | sh", "nestedCode via x"],
  ["x={{a}}; y=$(eval 'echo \"$x\"'); $y", "command via x"],
  ["bash -c 'echo {{a}}' | sh", "command"],
  ["bash -c 'ls {{a}}' | xargs rm", "nestedCode"],
  ["bash <<E | sh\necho {{a}}\nE", "command"],
])("what code within code prints goes where that prints: %s", (code, ...expected) => {
  expect(kinds(code)).toEqual(expected);
});

test.each([
  ['y={{a}}; declare -n r=y; eval "$r"', "command via y"],
  ["declare -n r=x; r={{a}}; $x", "command via r"],
])("two names of one variable hold the same: %s", (code, ...expected) => {
  expect(kinds(code)).toEqual(expected);
});
