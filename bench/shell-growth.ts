/**
 * How the time that shell code takes grows with its length, for shapes that somebody could hide a hang in:
 * `scripts/node bench/shell-growth.ts`, or with the names of some shapes. Against bare unbash, whose own growth is
 * not ours to mend.
 */
import { parse } from "unbash";
import { readPattern } from "../src/shell/command-pattern.ts";
import { commandsIn } from "../src/shell/commands-in.ts";
import { readEffects } from "../src/shell/effects.ts";
import { matchCommand } from "../src/shell/match-command.ts";
import { renderCode } from "../src/shell/render.ts";
import { variablesOf } from "../src/shell/variables.ts";

/** What comes before, what is repeated, and what comes after; a fourth is repeated as often behind that. */
const shapes: Readonly<
  Record<string, readonly [head: string, unit: string, tail: string, end?: string]>
> = {
  commands: ["", "ls -l /tmp\n", ""],
  and: ["", "a && ", "b"],
  or: ["", "cd a || cd b; ", "ls"],
  pipe: ["", "ls | ", "cat"],
  "open pipe": ["", "ls | ", ""],
  "into a shell": ["", "echo a | sh\n", ""],
  groups: ["", "{ ", "a", "; }"],
  subshells: ["", "( ", "a", ")"],
  substitutions: ["", "$(", "a", ")"],
  "quoted substitutions": ["", '"$(', "a", ')"'],
  "printed substitutions": ["", "echo $(", "a", ")"],
  "open substitutions": ["", "$(", ""],
  arithmetic: ["", "$((", "1", "))"],
  defaults: ["echo ", `\${a:-`, "x", "}"],
  conditions: ["", "if x; then ", "a", "; fi"],
  branches: ["if x; then a; ", "elif y; then b; ", "fi"],
  loops: ["", "while a; do cd x; ", "b", "; done"],
  cases: ["case x in ", "a) b;; ", "esac"],
  tests: ["[[ ", "a && ", "b ]]"],
  functions: ["", "f() { a; }\n", "f"],
  "here-documents": ["", "cat <<E\na $b\nE\n", ""],
  "open here-documents": ["", "<<E ", ""],
  variables: ["x=a\n", "x=b$x; rm $x; ", ""],
  "doubled variables": ["x=a\n", "x=$x$x; ", ""],
  "exported variables": ["", "export A=b B=c\n", "ls"],
  directories: ["", "cd a\n", "ls b"],
  "directories above": ["", "cd ..\n", "", "rm -rf x\n"],
  "above one by one": ["", "cd ..\nrm -rf x\n", ""],
  "above an unknown one": ["cd $v\n", "cd ..\n", "", "rm -rf x\n"],
  "beside an unknown one": ["cd $v\n", "cd ../$v\nrm -rf x\n", ""],
  "above in a loop": ["for x in /srv/*/$x; do\n", "cd ..\nrm -rf x\n", "done"],
  "braces beside variables": ["", "rm -rf $x{1..20}$y{1..9}\n", ""],
  wrappers: ["", "sudo ", "ls"],
  "wrappers with variables": ["", "env A=b ", "ls"],
  "nested hosts": ["", "ssh h ", "ls"],
  "wrappers that are fed": ["", "xargs ", "echo {{v}}"],
  shells: ["", "bash -c 'ls'\n", ""],
  "code in words": ["", 'eval "$(', "echo {{v}}", ')"'],
  "lists in braces": ["rm ", "{a,b}", ""],
  "open braces": ["rm ", "{{", ""],
  arrays: ["a=(", "x ", ")"],
  words: ["rm -rf ", "/a/b ", ""],
  "a path": ["rm -rf ", "/a/..", ""],
  expansions: ["rm ", "$x", ""],
  "expansions between quotes": ["rm ", "\"$x\"'a'", ""],
  redirections: ["ls ", "> f ", ""],
  sed: ["sed '", "{", "' f"],
  SQL: ["psql -c '", "delete from t where a=1; ", "'"],
  placeholders: ["echo ", "{{v}} ", ""],
  "joined placeholders": ["echo ", "{{v}}", ""],
  "carried placeholders": ["", "x={{v}}; rm $x\n", ""],
  "placeholders in lists": ["a=(", "-d {{v}} ", `); curl "\${a[@]}"`],
  "placeholders for other programs": ["", "tmux new 'curl -d {{v}}'\n", ""],
  "placeholders in names": ["", "touch {{v}}; y=$($z); ", 'eval "$y"'],
  "placeholders in shells": ["", "sh -c 'rm {{v}}'\n", ""],
  "lines that go on": ["ls ", "\\\n", ""],
};

const patterns = ["rm ** /a/**", "** a ** b **", "*a*b*c*", "A=b **", "> **"].flatMap((written) => {
  const read = readPattern(written);
  return read.ok ? [read.pattern] : [];
});

const readings: Readonly<Record<string, (code: string) => unknown>> = {
  unbash: parse,
  effects: readEffects,
  rules: (code) => commandsIn(code).map((one) => patterns.map((each) => matchCommand(each, one))),
  values: (code) => renderCode(code, { v: "a b" }),
  variables: variablesOf,
};

const sizes = [25_000, 100_000] as const;
const wanted = process.argv.slice(2);

console.log(
  `Milliseconds for ${sizes.join(" and ")} characters, and how the time grew: 4 x is in step`,
);
for (const [name, shape] of Object.entries(shapes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const cells = Object.entries(readings).map(([reading, read]) => {
    const [short, long] = sizes.map((size) => timeOf(read, codeOf(shape, size)));
    const growth = (long ?? 0) / Math.max(short ?? 0, 1);
    return `${reading} ${short?.toFixed(0)}, ${long?.toFixed(0)} (${growth.toFixed(1)} x)`;
  });
  console.log(`  ${name.padEnd(24)}${cells.join("  ")}`);
}

function codeOf([head, unit, tail, end = ""]: (typeof shapes)[string], size: number): string {
  const times = Math.ceil(size / (unit.length + end.length));
  return head + unit.repeat(times) + tail + end.repeat(times);
}

/** Processor time of the quicker of two. */
function timeOf(read: (code: string) => unknown, code: string): number {
  const times = Array.from({ length: 2 }, () => {
    const before = process.cpuUsage();
    read(code);
    return process.cpuUsage(before).user / 1000;
  });
  return Math.min(...times);
}
