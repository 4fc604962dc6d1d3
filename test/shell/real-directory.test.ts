/** Holds the directories in which commands are said to run against those in which a real bash runs them. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { afterAll, expect, test } from "vitest";
import { invocationsOf } from "../../src/shell/invocations.ts";
import fc, { cases } from "../support/properties.ts";
import { installPrograms } from "./bash-cases.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "firebreak-directories-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

for (const path of ["a/a/a", "a/b", "b/a", "b/b/a"])
  mkdirSync(join(root, path), { recursive: true });
installPrograms(root, { record: `printf '%s %s\\n' "$1" "$(pwd)"` });

/** `none` is not there, and what goes there fails. */
const path = fc.constantFrom(
  "a",
  "b",
  "..",
  ".",
  "none",
  "-",
  `${root}/a`,
  `${root}/none`,
  "./b",
  "a/b",
);
const move = fc.oneof(
  { weight: 4, arbitrary: path.map((to) => `cd ${to}`) },
  path.map((to) => `pushd ${to}`),
  fc.constantFrom("popd", "pushd", "cd", "cd ~+/a", "cd ~-", 'cd "$OLDPWD"', 'cd "$PWD/a"'),
);
const record = fc.oneof(
  { weight: 4, arbitrary: fc.constant("record") },
  path.map((to) => `env -C ${to} record`),
  fc.constantFrom("command record", "nice record", "sh -c 'record'", "(record)"),
);
const other = fc.constantFrom(
  ...["true", "false", "set +e", "set -e", "exit 1", "break", "return", "return 1"],
  ...["trap record EXIT", "trap 'cd b; record' EXIT", "CDPATH=b"],
  ...["trap 'cd b' ERR", "trap 'cd ..; exit' WINCH", "trap 'cd a' WINCH", "kill -WINCH $BASHPID"],
);

const { code } = fc.letrec<{ code: string; list: string; one: string }>((tie) => ({
  list: fc.array(tie("one"), { minLength: 1, maxLength: 3 }).map((all) => `${all.join("\n")}\n`),
  one: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    record,
    move,
    other,
    fc.tuple(tie("one"), fc.constantFrom("&&", "||"), tie("one")).map((all) => all.join(" ")),
    tie("list").map((list) => `{\n${list}}`),
    tie("list").map((list) => `(\n${list})`),
    tie("list").map((list) => `! {\n${list}}`),
    fc
      .tuple(tie("one"), tie("list"), tie("list"))
      .map(([clause, then, or]) => `if ${clause}; then\n${then}else\n${or}fi`),
    tie("list").map((list) => `for i in 1 2 3; do\n${list}done`),
    fc
      .tuple(tie("list"), tie("one"), tie("list"))
      .map(([list, clause, more]) => `for i in 1 2; do\n${list}${clause} && continue\n${more}done`),
    fc
      .tuple(fc.constantFrom("while", "until"), tie("one"), tie("list"))
      .map(([word, clause, list]) => `${word} ${clause}; do\n${list}break\ndone`),
    tie("list").map((list) => `case a in a)\n${list};; *)\n${list}esac`),
    fc
      .tuple(fc.constantFrom("f", "g"), tie("list"))
      .map(([name, list]) => `${name}() {\n${list}}\n${name}`),
    tie("list").map((list) => `eval ${quoted(list)}`),
    tie("list").map((list) => `bash -c ${quoted(list)}`),
    tie("list").map((list) => `: "$(\n${list})"`),
    tie("list").map((list) => `{\n${list}} | cat`),
  ),
  code: fc
    .array(tie("one"), { minLength: 2, maxLength: 5 })
    .map((all) => `${all.join("\n")}\nrecord\n`)
    .filter((text) => text.length < longest),
}));

/** Each command costs a process. */
const longest = 300;

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Each `record` with a number of its own. */
function numbered(text: string): string {
  let count = 0;
  return text.replaceAll("record", (name) => {
    count += 1;
    return `${name} ${count}`;
  });
}

/** Where the shell runs it itself, it costs no process. */
const own = `record() { printf '%s %s\\n' "$1" "$PWD"; }; export -f record; `;

/** All in one bash: each in a subshell, where it ends as the step of a runbook does. */
function outputsOf(codes: readonly string[]): string[] {
  const files = codes.map((one, at) => {
    writeFileSync(join(root, `case-${at}`), `${own}set -e\n${one}`);
    return `(cd ${root}; exec timeout 5 bash --norc case-${at} < /dev/null) 2> /dev/null; printf '\\0'`;
  });
  writeFileSync(join(root, "all"), `ulimit -u 2000 2> /dev/null\n${files.join("\n")}`);
  const env = { PATH: `${join(root, "bin")}:/usr/bin:/bin`, HOME: root, LC_ALL: "C.UTF-8" };
  const out = execFileSync("/bin/bash", ["--norc", join(root, "all")], {
    env,
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  return out.toString("utf8").split("\0").slice(0, -1);
}

/** Whether it is said that the command with this number may run there. */
function isTold(said: ReturnType<typeof invocationsOf>, number: string, at: string): boolean {
  const own = said.filter(({ name, words }) => name === null || words[1]?.text === number);
  return own.some(({ name, directories }) => {
    if (name === null) return true;
    // None: where the code begins.
    if (directories.length === 0) return at === root;
    const all = directories.map(({ text }) => text);
    return all.some((text) => text === null || from(text) === at) || at === root;
  });
}

function from(text: string): string {
  return posix.resolve(root, text.replace(/^~(?=\/|$)/, root));
}

test("a command runs in one of the directories that are told", () => {
  const codes = fc.sample(code.map(numbered), cases(300));
  const outputs = outputsOf(codes);
  let held = 0;
  for (const [index, one] of codes.entries()) {
    const said = invocationsOf(one);
    for (const line of outputs[index]?.match(/^\d+ \/.*$/gm) ?? []) {
      const [number = "", at = ""] = line.split(" ");
      held += 1;
      expect([one, line, isTold(said, number, at)]).toEqual([one, line, true]);
    }
  }
  expect(held).toBeGreaterThan(300);
});

test("a function that calls itself begins where it has gone before", () => {
  const said = invocationsOf("f() {\nrecord 1\ncd a || f() { :; }\nf\n}\nf");
  expect(isTold(said, "1", join(root, "a"))).toBe(true);
});
