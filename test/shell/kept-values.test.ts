/** Holds the values that variables are said to have against those that they have in a real bash. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { invocationsOf } from "../../src/shell/invocations.ts";
import fc, { cases } from "../support/properties.ts";

const directory = mkdtempSync(join(tmpdir(), "firebreak-values-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
writeFileSync(join(directory, "zero"), "d=0\n");

/** What each code prints, as a step is run. */
function printed(codes: readonly string[]): string[] {
  codes.forEach((code, index) => {
    writeFileSync(join(directory, `code-${index}`), code);
  });
  const driver = `for ((i = 0; i < ${codes.length}; i++)); do timeout -s KILL 10 bash -e code-$i; printf '\\0'; done`;
  const out = execFileSync("bash", ["-c", driver], {
    cwd: directory,
    // A trap that calls itself would, one process within another, without end.
    env: { ...process.env, FUNCNEST: "6" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  return out.toString("utf8").split("\0").slice(0, -1);
}

/** Lines that are printed, and no command is said to print them, nor one that is not known in their place. */
function missed(code: string, output: string): string[] {
  const all = invocationsOf(code);
  // From there on anything may run.
  if (all.some(({ name }) => name === null)) return [];
  const said = all.filter(({ name }) => name === "echo");
  return output.split("\n").filter((line) => {
    const [place = ""] = line.split("=");
    const texts = said
      .filter(({ words }) => words[1]?.value?.startsWith(`${place}=`))
      .map(({ words }) => words[1]?.text ?? null);
    return line !== "" && !texts.includes(line) && !texts.includes(null);
  });
}

const setting = fc.constantFrom(
  ...["b=1", "b=2", "d=1", "x='d=0'", "x=y", "y='b=3'", "x=5", "x='1 2'", "x=b", "x=$(cat zero)"],
  ...["export b=4", "declare b=5", "local b=6", "declare -g b=7", "typeset d=8", "readonly d"],
  ...["readonly b", "readonly b=9", "declare -r b", "declare -r d=a", "local -r b=c", "unset b"],
  ...["declare -f b=e", "declare -F b=e", "declare -p b=e", "export -f b=e", "readonly -f b=e"],
  ...[
    "declare -z b=e",
    "export -x b=e",
    "export -n b=g",
    "o=-r",
    "declare $o b=h",
    "declare +r b=i",
  ],
  ...["b=j < none", "export b=k < none", "b=l > out", "{ b=m; } < none", "{ d=n; } > out"],
  ...["b=o$((1/0))", "b=p$((6/2))", ": $((1/0)); b=q", ": $((x)); d=r", "b=s < /dev/null"],
  ...[": $((x))", "let x", "[[ x -eq 0 ]]", ": ${a[x]}", "a[x]=1", ": $(($x = 3))", "((x++))"],
  ...[
    "for b in t u; do :; done",
    "for k in b d; do : $(($k = 4)); done",
    "b=v true",
    "n=d",
    "d=8",
    "local d",
    "local ${n:-d}",
    "local d=8",
    "declare -g d=8",
    "read b <<< w",
  ],
  ...["b=1 d=$b", "d=2 b=$d true", "b=3 d=$b export d", "b=4 command export b", "b=5 b+=6 d=$b"],
  ...["d=7 builtin readonly d", "b=8 d=$((b=9))", "b=8 d=$((b=9)) true", "b=1 d=$b b=2", "b=~:~/c"],
  ...["[[ -v a[b=3] ]]", "y='a[d=4]'", ": ${!y}", ": ${!n:=5}", "[[ -v $y ]]", "declare -c b=abc"],
  ...["PS4='$((d=5))'", "set -x", "compgen -W '$((b=6))' > out", "coproc b { :; }", "b_PID=1"],
  ...[
    "COPROC=1 SHELLOPTS=1",
    "b=$COPROC$SHELLOPTS",
    "alias a='b=7'",
    "shopt -s expand_aliases",
    "a",
  ],
  ...["trap 'b=1' DEBUG", "trap 'd=2' ERR", "set -ET", "trap 'b=3' RETURN", "trap f DEBUG"],
  ...["trap 'b=4' WINCH", "trap 'd=5; exit' WINCH", "kill -WINCH $BASHPID", "trap 'd=6' CHLD"],
  ...["trap 'b=7; return' WINCH ERR", "trap 'b=8; break; exit' DEBUG", "trap 'b=9' EXIT", "(exit)"],
);

const code = fc.letrec<{ code: string; list: string; one: string }>((tie) => ({
  list: fc
    .array(fc.tuple(tie("one"), fc.constantFrom("\n", "\n", "; ")), { minLength: 1, maxLength: 4 })
    .map((all) => `${all.flat().join("")}\n`),
  one: fc.oneof(
    { depthSize: "small" },
    { weight: 8, arbitrary: setting },
    setting.map((one) => `${one} || true`),
    setting.map((one) => `if ${one}; then :; fi`),
    fc.constantFrom('echo "b=$b"', 'echo "d=$d"'),
    tie("list").map((list) => `f() {\n${list}}\nf || true`),
    tie("list").map((list) => `{\n${list}}`),
    tie("list").map((list) => `(\n${list}) || true`),
  ),
  code: tie("list").map((list) => `b=0\nd=0\n${list}echo "last-b=$b"\necho "last-d=$d"\n`),
})).code;

test("a variable is said to have the value that it has, or is not known", () => {
  fc.assert(
    fc.property(fc.array(code, { minLength: 40, maxLength: 40 }), (codes) => {
      const outputs = printed(codes);
      const all = codes.flatMap((one, index) => {
        const lines = missed(one, outputs[index] ?? "");
        return lines.length > 0 ? [`${one}\n${lines.join("\n")}`] : [];
      });
      expect(all).toEqual([]);
    }),
    cases(10),
  );
});

describe("what is known still is", () => {
  test.each([
    ["b=1; readonly b; b=2 || true", "=1"],
    ["b=1\nn=$((2 + 3))", "=1"],
    ["n=$(wc -l < zero); b=1\necho $((n / 1024))", "=1"],
    ["{ b=1; } 2> /dev/null", "=1"],
    ["export b=1 > /dev/null", "=1"],
    ["f() { local -r b=2; }; f; b=1", "=1"],
    ["b=1; f() { local c=2; d=3; }; f", "=1"],
    ["b=1; c=2 b=$c", "=2"],
    ["b=1; b=2 c=$b true", "=1"],
    ["b=1; IFS=, c=$b read -r x <<< y", "=1"],
    ["b=1; PS4='+ $LINENO: ${FUNCNAME[0]:-main} '", "=1"],
    ["trap 'b=2' EXIT; b=1", "=1"],
    ["trap 'b=2; exit 1' INT TERM; b=1", "=1"],
    ["trap 'rm -f \"$c\"; c=' INT; b=1", "=1"],
    ["end() { c=2; exit; }; trap end INT; b=1", "=1"],
    ["b=1; sh -c 'b=2 c=$b'", "=1"],
  ])("%s", (code, value) => {
    const all = invocationsOf(`${code}\necho "=$b"`);
    const said = all.findLast(({ words }) => words[1]?.written === '"=$b"');
    expect(said?.words[1]?.text).toBe(value);
  });
});
