/** Real bash is given rendered code: what is quoted arrives as it is, and no value ever runs. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderCode } from "../../src/shell/render.ts";
import fc, { cases } from "../support/properties.ts";
import { installPrograms, runCases } from "./bash-cases.ts";
import { anyValue, hostileValue } from "./hostile-values.ts";

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "firebreak-shell-"));
  installPrograms(directory, programs);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What stands in for the outside world: whoever takes code, runs it, and `touch` springs the trap. */
const programs = {
  touch: ': > "$TRAP"',
  psql: 'code="$2"; [ $# -gt 1 ] || IFS= read -r -d "" code; eval "${code//\\\\!/}"',
  cat: 'while IFS= read -r line || [ -n "$line" ]; do printf "%s\\n" "$line"; done',
  ssh: 'if [ "$1" = -o ]; then eval "${2#*=}"; exit; fi; shift; eval "$*"',
  sudo: '"$@"',
  lxc: 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"',
  find: 'while [ $# -gt 0 ] && [ "$1" != -exec ]; do shift; done; shift; "$@"',
  bash: 'exec /bin/bash "$@"',
  service: ":",
  rsync: 'eval "$2"',
  git: 'eval "${2#*=}"',
  tar: 'eval "${1#*=}"',
  env: 'command -p env "$@"',
  awk: 'command -p awk "$@"',
  sed: 'command -p sed "$@"',
  xargs: 'command -p xargs "$@"',
};

/** Prints what is left of the value as it arrives, between bars. */
const exact = [
  "printf '|%s|' {{v}}",
  "printf '|%s|' \"{{v}}\"",
  "x={{v}}; printf '|%s|' \"$x\"",
  'x="{{v}}"; printf "|%s|" "$x"',
  "export x={{v}}; printf '|%s|' \"$x\"",
  "x=(one {{v}} two); printf '|%s|' \"${x[1]}\"",
  'x=("{{v}}"); printf "|%s|" "${x[@]}"',
  'x={{v}}; bash -c \'printf "|%s|" "$1"\' _ "$x"',
  'bash -c \'printf "|%s|" "$1"\' _ {{v}}',
  "for x in {{v}}; do printf '|%s|' \"$x\"; done",
  "case {{v}} in *) printf '|%s|' {{v}};; esac",
  'printf "|%s|" "$(printf %s {{v}}; printf .)"',
  'printf "|%s|" "$(printf %s "{{v}}"; printf .)"',
  'f="$(printf %s "$(printf %s "{{v}}"; printf .)")"; printf "|%s|" "$f"',
  "if [[ {{v}} == b ]]; then :; fi; printf '|%s|' {{v}}",
  "sudo printf '|%s|' {{v}}",
  'printf "|%s|" "$(printf %s {{v}} | sed -n p | sed s/x/x/; printf .)"',
  'printf "|%s|" "$(x=(one {{v}} two); printf %s "${x[1]}"; printf .)"',
  "IFS= read -r -d '' x <<< {{v}}; printf '|%s|' \"${x%?}\"",
];
const joined = [
  "printf '|%s|' www.{{v}}/x",
  'printf "|%s|" "{{v}}"/{{v}}',
  'printf "|%s|" "a{{v}}b $x{{v}}"',
  "printf '|%s|' a'b'{{v}}\"c\"\\ d",
  "printf '|%s|' {{v}}{{v}}'z'",
];

describe("a value arrives in bash as it is", () => {
  test("alone", () => {
    const values = fc.sample(anyValue, cases(40));
    const all = values.flatMap((v) => exact.map((template) => ({ v, template })));
    const { ran, refused } = runRendered(all);
    for (const { v, template, printed } of ran) {
      const end = template.includes("printf .") ? "." : "";
      expect([template, printed]).toEqual([template, `|${v}${end}|`]);
    }
    for (const { v } of refused) expect(v).toMatch(/^(-|$)/);
    expect(ran.length).toBeGreaterThan(refused.length);
  });

  test("beside other text", () => {
    const expected = (v: string) => [
      `|www.${v}/x|`,
      `|${v}/${v}|`,
      `|a${v}b ${v}|`,
      `|ab${v}c d|`,
      `|${v}${v}z|`,
    ];
    const values = fc.sample(anyValue, cases(40));
    const all = values.flatMap((v) => joined.map((template, at) => ({ v, template, at })));
    const { ran, refused } = runRendered(all);
    for (const { v, template, at, printed } of ran) {
      expect([template, printed]).toEqual([template, expected(v)[at]]);
    }
    for (const { v, template } of refused) {
      if (!template.includes("$x")) expect(v).toMatch(/^(-|$)/);
    }
    expect(ran.length).toBeGreaterThan(refused.length);
  });
});

function runRendered<T extends { template: string; v: string }>(cases: readonly T[]) {
  const refused: T[] = [];
  const accepted: (T & { code: string })[] = [];
  for (const one of cases) {
    const rendered = renderCode(one.template, { v: one.v, n: "1" });
    if (rendered.ok) accepted.push({ ...one, code: rendered.code });
    else refused.push(one);
  }
  const printed = runCases(
    directory,
    accepted.map(({ code }) => code),
  );
  expect(printed).toHaveLength(accepted.length);
  return { refused, ran: accepted.map((one, at) => ({ ...one, printed: printed[at] ?? "" })) };
}

/** A template, and a value that would break out of it if it were just put in. */
const traps: [template: string, breakout: string][] = [
  ["cat {{v}}", "; touch x"],
  ["cat {{v}}", "$(touch x)"],
  ["cat {{v}} <<E\n{{v}}\nE", "x\nE\ntouch x\n"],
  ['cat "{{v}}"', "`touch x`"],
  ['cat "{{v}}"', '"; touch x; "'],
  ['cat "\\{{v}}"', "\\$(touch x)"],
  ["cat \\{{v}}", "x;touch x"],
  ["cat '{{v}}'", "'; touch x; '"],
  ["cat $'{{v}}'", "'; touch x; '"],
  ['cat $"{{v}}"', "$(touch x)"],
  ["cat a{{v}}b", "|touch x;"],
  ["cat {{v}}>out-1", "x|touch x;: "],
  ["cat > out-{{v}}", "x; touch x"],
  ['cat > "out-{{v}}"', "$(touch x)"],
  ["cat <<< {{v}}", "x; touch x"],
  ["cat <<< '{{v}}'", "'; touch x; '"],
  ["cat >&{{v}}", "1; touch x"],
  ['x={{v}}; cat >&"$x"', "'$(touch x)b'"],
  ['f() { cat <<< x >& "out-$1"; }; f {{v}}', "'$(touch x)b'"],
  ["# {{v}}", "\ntouch x"],
  ["cat # {{v}}\ncat", "\ntouch x\n"],
  ["cat <<E\n{{v}}\nE", "$(touch x)"],
  ["cat <<'E'\n{{v}}\nE", "\nE\ntouch x\n"],
  ["cat <<-E\n\t{{v}}\n\tE", "E\ntouch x\n"],
  ["cat <<{{v}}\nx\n{{v}}", "E\nE\ntouch x #"],
  ["cat `cat {{v}}`", "; touch x"],
  ["cat `cat \\`cat {{v}}\\``", "; touch x"],
  ['cat "`cat "{{v}}"`"', "$(touch x)"],
  ["cat $(cat {{v}})", "; touch x"],
  ['cat "$(cat "{{v}}")"', "$(touch x)"],
  ["cat <(cat {{v}})", "; touch x"],
  ["cat ${x:-{{v}}}", "$(touch x)"],
  ['cat "${x:-{{v}}}"', "$(touch x)"],
  ["x=a; cat ${x/a/{{v}}} ${x#{{v}}}", "`touch x`"],
  ["x=(1); cat ${x[{{v}}]} ${x:{{v}}}", "x[$(touch x)]"],
  ["cat $(({{v}} + 1))", "x[$(touch x)]"],
  ["((x = {{v}}))", "x[$(touch x)]"],
  ["for ((i = {{v}}; i < 1; i++)); do :; done", "x[$(touch x)]"],
  ["let x={{v}}", "x[$(touch)]"],
  ["[[ {{v}} -gt 1 ]]", "x[$(touch x)]"],
  ["[[ -v {{v}} ]] || [ -v {{v}} ]", "x[$(touch x)]"],
  ["[[ a == {{v}} ]]", "$(touch x)"],
  ["[[ a =~ {{v}} ]]", "$(touch x)"],
  ["case a in {{v}}) ;; esac", "a) touch x ;; b"],
  ["case {{v}} in a) ;; esac", "$(touch x)"],
  ["x={{v}}", "; touch x"],
  ['x="{{v}}" cat', "$(touch x)"],
  ["x=({{v}})", "$(touch x)"],
  ["x=([{{v}}]=1)", "$(touch x)"],
  ["x[{{v}}]=1", "$(touch x)"],
  ["declare -A x; x[{{v}}]=1", "$(touch x)"],
  ["declare -a x={{v}}", "($(touch$IFS))"],
  ["declare -i x; x={{v}}", "x[$(touch$IFS)]"],
  ["declare -n x; x={{v}}; cat $x", "y[$(touch$IFS)]"],
  ["read {{v}} <<< x", "y[$(touch$IFS)]"],
  ["printf -v {{v}} x", "y[$(touch$IFS)]"],
  ["x={{v}}; [[ -v a[x] ]]", "'y[$(touch x)]'"],
  ["x={{v}}; y='a[x]'; cat \"${!y}\"", "'y[$(touch x)]'"],
  ["x={{v}}; declare -n r='a[x]'; r=1", "'y[$(touch x)]'"],
  ["x={{v}}; printf -v 'a[x]' 1", "'y[$(touch x)]'"],
  ["x={{v}}; exec {a[x]}> /dev/null", "'y[$(touch x)]'"],
  ['x={{v}}; printf "$x" y', "'-vy[$(touch x)]'"],
  ['x={{v}}; o=-v; [ "$o" "$x" ]', "'y[$(touch x)]'"],
  ["o={{v}}; test \"$o\" 'y[$(touch x)]'", "-v"],
  ["RANDOM={{v}}", "y[$(touch$IFS)]"],
  ["x={{v}}; cat $((x))", "'y[$(touch x)]'"],
  ["x={{v}}; cat ${!x}", "'y[$(touch x)]'"],
  ["x={{v}}; cat ${x@P}", "'$(touch x)'"],
  ['x={{v}}; eval "cat $x"', "'; touch x'"],
  ["x={{v}}; $x", "touch"],
  ["bash -c 'x={{v}}; $x'", "touch"],
  ['x="cat; {{v}}"; eval "cat $x"', "touch"],
  ['x={{v}}; y="cat; $x"; eval "cat $y"', "touch"],
  ["x='cat\n{{v}}'; ssh host \"cat $x\"", "touch"],
  ['f() { eval "cat $1"; }; f "cat; {{v}}"', "touch"],
  ["eval 'x={{v}}'; $x", "touch"],
  ["bash <<E\n\\$({{v}})\nE", "touch"],
  ['x=$(printf %s {{v}} | cat); eval "cat $x"', "'; touch x'"],
  ["x=$(printf 'cat\\n%s' {{v}}); eval \"cat $x\"", "touch"],
  ['x=$(cat <<< {{v}}); eval "cat $x"', "'; touch x'"],
  ['f() { printf %s "$1"; }; x=$(f {{v}}); eval "cat $x"', "'; touch x'"],
  ["for x in {{v}}; do $x; done", "touch"],
  ["for x in {{v}}; do cat; done", "a; do touch x; done; for y in b"],
  ["eval cat {{v}}", "'; touch x'"],
  ["eval 'cat {{v}}'", "; touch x"],
  ["eval {{v}}", "touch"],
  ["trap 'cat {{v}}' EXIT", "; touch x"],
  ["bash -c 'cat {{v}}'", "; touch x"],
  ['bash -c "cat \\"{{v}}\\""', "\\$(touch x)"],
  ["bash -c {{v}}", "touch"],
  ["x={{v}}; bash -c '$0' \"$x\"", "touch"],
  ['x={{v}}; set -- -c "$x"; bash "$@"', "touch"],
  ['x={{v}}; env "y=$x" bash -c \'eval "$y"\'', "touch"],
  [": {{v}}; $_", "touch"],
  ['f() { "$@"; }; f bash -c {{v}}', "touch"],
  ["echo {{v}} | xargs bash -c '$1' _", "touch"],
  ["mapfile -C {{v}} -c 1 a <<< x", "touch"],
  ["hash -p {{v}} ls; ls", "bin/touch"],
  ["shopt -s expand_aliases; alias q={{v}}\nq", "touch"],
  ["BASH_CMDS[ls]={{v}}; ls", "bin/touch"],
  ["shopt -s expand_aliases; BASH_ALIASES[q]={{v}}\neval q", "touch"],
  ['command_not_found_handle() { eval "$2"; }; unheard-of {{v}}', "touch"],
  ['x={{v}}; exec 3< <(printf %s "$x"); bash <&3', "touch"],
  ['x={{v}}; o=-c; bash "$o" "$x"', "touch"],
  ['x={{v}}; o=-C; mapfile "$o" "$x" -c 1 y <<< y', "touch"],
  ['x={{v}}; o=-p; hash "$o" "$x" ls; ls', "bin/touch"],
  ['f() { env "$@"; }; f -u HOME {{v}}', "touch"],
  ['f() { env "$@"; }; f a=b {{v}}', "touch"],
  ['f() { "${@:2}"; }; f cat {{v}}', "touch"],
  ['f() { builtin shift; "$@"; }; f cat {{v}}', "touch"],
  ["echo {{v}} | { command read -r x; $x; }", "touch"],
  ["x={{v}}; eval 'echo \"$x\"' | bash", "touch"],
  ["bash -c 'echo {{v}}' | bash", "touch"],
  ['x={{v}}; declare -n r=x; eval "$r"', "touch"],
  ["declare -n r=x; r={{v}}; $x", "touch"],
  ["cat <<< x > out-{{v}}; eval out-*", "'x;touch'"],
  ["cat <<< {{v}} > file; bash file", "touch"],
  ["cat <<< {{v}} > file; source ./file", "touch"],
  ["cat <<< x{{v}} > file; xargs -a file bash -c 'eval \"$1\"' _", "';touch'"],
  ['cat <<< {{v}} > file; f=file; bash "$f"', "touch"],
  ["bash <<< {{v}}", "touch"],
  ["bash <<E\ncat {{v}}\nE", "; touch x"],
  ["echo {{v}} | bash", "touch"],
  ['echo "cat {{v}}" | bash', "; touch x"],
  ["echo {{v}} | while read -r x; do $x; done", "touch"],
  ["while read -r x; do eval cat $x; done <<< {{v}}", "';touch x'"],
  ["ssh host cat {{v}}", "';touch x'"],
  ["ssh host 'cat {{v}}'", "; touch x"],
  ["ssh host {{v}}", "touch"],
  ["lxc exec x -- bash -c 'cat {{v}}'", ";touch x"],
  ["lxc exec x -- {{v}}", "touch"],
  ["sudo {{v}} x", "touch"],
  ["find . -exec {{v}} ;", "touch"],
  ["psql -c 'cat {{v}}'", ";touch x"],
  ["psql <<E\ncat {{v}}\nE", ";touch x"],
  ["awk {{v}}", "'BEGIN{system(\"touch x\")}'"],
  ["awk '{{v}}'", 'BEGIN{system("touch x")}'],
  ["awk -v x={{v}} 'BEGIN { system(\"cat \" x) }'", "'; touch x'"],
  ["echo {{v}} | awk '{ system(\"cat \" $0) }'", "'; touch x'"],
  ['echo {{v}} | awk \'{ print "cat " $0 | "bash" }\'', "'; touch x'"],
  ["echo {{v}} | awk -f -", "'BEGIN{system(\"touch x\")}'"],
  ["echo {{v}} | awk '{ print $1 }'", "$(touch x)"],
  ["awk -v x={{v}} 'BEGIN { print x }'", "$(touch x)"],
  ["awk '{ print }' {{v}}", ";touch x"],
  ["sed -n '1{{v}}' <<< x", "e touch x"],
  ["echo {{v}} | sed -n 's/^/cat /e'", "'; touch x'"],
  ["echo {{v}} | sed -n -f - bin/cat", "'1e touch x'"],
  ["x={{v}}; echo \"$x\" | sed -n s/a/b/p | awk '/a|b/ { print }'", "$(touch x)"],
  ["sed -n 1p <<< {{v}}", "$(touch x)"],
  ['while read -r a b; do cat <<< "$b"; done <<< {{v}}', "$(touch x)"],
  ["while read -r a; do bash; done <<< {{v}}", "'x\ntouch x'"],
  ["echo {{v}} | bash -", "touch"],
  ["source /dev/stdin <<< {{v}}", "touch"],
  ["{ bash; } <<< {{v}}", "touch"],
  ["echo {{v}} | bash -c bash", "touch"],
  ["echo {{v}} | xargs", "; touch x"],
  ["echo {{v}} | xargs env", "touch"],
  ["echo {{v}} | xargs -I{} env {}", "touch"],
  ["echo {{v}} | xargs -I{} bash -c 'cat {}'", "'x;touch x'"],
  ["echo {{v}} | xargs bash -c 'cat <<< \"$1\"' _", "; touch x"],
  ["env {{v}}", "touch"],
  ["env -S {{v}}", "touch"],
  ["git -c {{v}} log", "core.pager=touch"],
  ["git -c core.pager={{v}} log", "touch"],
  ["tar --to-command={{v}} -x", "touch"],
  ["rsync -e {{v}} a b", "touch"],
  ["ssh -o ProxyCommand={{v}} host", "touch"],
  ["{{v}} x", "touch"],
  ["$(echo {{v}}) x", "touch"],
  ["x={{v}} cat x", "a touch"],
  ["cat ${{v}}", "(touch x)"],
  ["cat $x{{v}}", ";touch x"],
  ["cat {a,{{v}}}", "$(touch x)"],
  ["cat [{{v}}]", "`touch x`"],
  ["cat {{v}} '", "x; touch x; cat ' #"],
  ['f() { eval "$1"; }; f {{v}}', "touch"],
  ["f() { cat {{v}}; }; f", ";touch x"],
  ["if cat; then cat {{v}}; fi", "; touch x"],
  ["{ cat; } > out-{{v}}", "x; touch x"],
  ["service {{v}} || true", "; touch x"],
];

describe("no value runs", () => {
  test("where it is just put in, each of these would", () => {
    const cases = traps.map(([template, breakout]) => template.replaceAll("{{v}}", breakout));
    const sprung = spring(cases);
    expect(traps.filter((_, at) => !sprung[at])).toEqual([]);
  });

  test("where it is rendered, none of these does", () => {
    const codes = traps.flatMap(([template, breakout]) => rendered(template, breakout));
    const sprung = spring(codes);
    expect(codes.filter((_, at) => sprung[at])).toEqual([]);
  });

  test("and nothing else does", () => {
    const values = fc.sample(hostileValue, cases(12));
    const codes = traps.flatMap(([template]) => values.flatMap((v) => rendered(template, v)));
    const sprung = spring(codes);
    expect(codes.filter((_, at) => sprung[at])).toEqual([]);
    expect(codes.length).toBeGreaterThan(200);
  });
});

function rendered(template: string, v: string): string[] {
  const result = renderCode(template, { v });
  return result.ok ? [result.code] : [];
}

/** Runs each code; true for those that ran `touch`, wrote to the trap, or looked for a command that is not there. */
function spring(codes: readonly string[]): boolean[] {
  const trapOf = (at: number) => join(directory, `trap-${at}`);
  runCases(
    directory,
    codes.map((code, at) => `export TRAP=${trapOf(at)}; ${notFound}\n${code}`),
  );
  return codes.map((_, at) => {
    const sprung = existsSync(trapOf(at));
    rmSync(trapOf(at), { force: true });
    return sprung;
  });
}

const notFound = 'command_not_found_handle() { : > "$TRAP"; }; export -f command_not_found_handle';
