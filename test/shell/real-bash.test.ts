/** Holds the words that commands are said to have against those that they get from a real bash. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { invocationsOf } from "../../src/shell/invocations.ts";
import { programs } from "../../src/shell/known-commands.ts";
import fc, { cases } from "../support/properties.ts";
import { installPrograms, runCases } from "./bash-cases.ts";

const directory = mkdtempSync(join(tmpdir(), "firebreak-invocations-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Prints each of its words with its length before it, and is all that the code can run of its own. */
const recorder = `printf '<'; for word; do printf '%d:%s,' "\${#word}" "$word"; done; printf '>'`;
/** As the real one does: the words are joined, and a shell reads them again. */
const remote = `shift; exec bash -c "$*"`;

mkdirSync(join(directory, "bin"));
const plainTools = ["bash", "find", "nohup", "xargs"];
/** Long options that these have, with a value each, and what has to stand before the command. */
const longOptions: Readonly<Record<string, [options: [string, string?][], operand?: string]>> = {
  env: [[["--unset", "X"], ["--chdir", "."], ["--default-signal"], ["--block-signal"]]],
  flock: [
    [["--timeout", "5"], ["--conflict-exit-code", "3"], ["--shared"], ["--verbose"], ["--no-fork"]],
    "/dev/null",
  ],
  ionice: [[["--class", "2"], ["--classdata", "3"], ["--ignore"]]],
  nice: [[["--adjustment", "1"]]],
  setpriv: [[["--pdeathsig", "keep"], ["--no-new-privs"]]],
  setsid: [[["--wait"]]],
  stdbuf: [
    [
      ["--output", "L"],
      ["--error", "0"],
    ],
  ],
  timeout: [[["--signal", "KILL"], ["--kill-after", "5"], ["--foreground"]], "20"],
};
for (const name of [...plainTools, ...Object.keys(longOptions)]) {
  symlinkSync(`/usr/bin/${name}`, join(directory, "bin", name));
}
symlinkSync("/usr/bin/bash", join(directory, "bin/sh"));
installPrograms(directory, {
  record: recorder,
  sudo: `shift 2; exec "$@"`,
  ssh: remote,
});

const word = fc
  .string({ unit: fc.constantFrom(..."ab-=/ '\"\\$`*?[]{};&|<>()#!~%\n\t"), maxLength: 6 })
  // To `find`, this one ends the command, however it is quoted.
  .filter((text) => text !== ";");

/** Ways to write a word so that bash takes it as it is. */
const quotings: readonly ((text: string) => string)[] = [
  (text) => `'${text.replaceAll("'", "'\\''")}'`,
  (text) => `"${text.replace(/["\\$`]/g, "\\$&")}"`,
  (text) => (text === "" ? "''" : text.replace(/[^\n]/g, "\\$&").replaceAll("\n", () => "$'\\n'")),
  (text) => `$'${text.replace(/['\\]/g, "\\$&").replaceAll("\n", "\\n")}'`,
  (text) => `""'${text.replaceAll("'", "'\"'\"'")}'`,
];
const quoting = fc.constantFrom(...quotings);
const written = fc.tuple(word, quoting).map(([text, quote]) => quote(text));
const names = fc.constantFrom(
  "record",
  "r''ecord",
  "\\record",
  "'record'",
  'rec"ord"',
  "$'record'",
);
const simple = fc
  .tuple(names, fc.array(written, { maxLength: 4 }))
  .map(([name, words]) => [name, ...words].join(" "));

/** Each makes a simple command of a simple command. */
const before: readonly ((code: string) => string)[] = [
  (code: string) => `env A=b ${code}`,
  (code: string) => `env -u HOME C='d e' ${code}`,
  (code: string) => `timeout -k 5 10 ${code}`,
  (code: string) => `nice -n 1 ${code}`,
  (code: string) => `nohup ${code}`,
  (code: string) => `sudo -u web ${code}`,
  (code: string) => `find . -maxdepth 0 -exec ${code} \\;`,
];

/** Some of a tool's long options, cut short as far as it still knows which one is meant. */
const begun = fc
  .constantFrom(...Object.entries(longOptions))
  .chain(([tool, [options, operand = ""]]) =>
    fc
      .shuffledSubarray(options, { minLength: 1 })
      .chain((some) =>
        fc.tuple(...some.map((one) => fc.tuple(fc.constant(one), fc.nat(9), fc.boolean()))),
      )
      .map((picked) => {
        const words = picked.map(([[name, value], cut, isJoined]) => {
          const option = cutShort(tool, name, cut);
          return value === undefined ? option : option + (isJoined ? "=" : " ") + value;
        });
        return (code: string) => `${tool} ${words.join(" ")} ${operand} ${code}`;
      }),
  );

function cutShort(tool: string, name: string, cut: number): string {
  const others = [...(programs.get(tool)?.options.keys() ?? [])].filter((one) => one !== name);
  let short = name;
  for (let at = 0; at < cut && short.length > 3; at += 1) {
    const shorter = short.slice(0, -1);
    if (others.some((one) => one.startsWith(shorter))) break;
    short = shorter;
  }
  return short;
}

/** What only the shell itself can put before a command. */
const builtin = fc.constantFrom("", "", "command ", "exec ", "X=y ", "time ");

/** Each makes a simple command of any code. */
const inside = fc
  .tuple(quoting, fc.constantFrom("bash -c", "sh -c", "bash -ec", "eval", "ssh h"))
  .map(
    ([quote, shell]) =>
      (code: string) =>
        `${shell} ${quote(code)}`,
  );

/** Each makes some code of any code. */
const around = fc.constantFrom(
  (code: string) => `{ ${code}\n}`,
  (code: string) => `( ${code}\n)`,
  (code: string) => `if true; then ${code}\nfi`,
  (code: string) => `f() { ${code}\n}; f`,
  (code: string) => `bash <<'END ${code.length}'\n${code}\nEND ${code.length}\n`,
  (code: string) => `printf %s ${quotings[0]?.(code)} | bash`,
  (code: string) => `printf x | xargs -0 -n 1 bash -c ${quotings[1]?.(code)}`,
  (code: string) => `printf x | xargs --nul --max-arg 1 --no-run bash -c ${quotings[1]?.(code)}`,
  (code: string) => `bash <(printf %s ${quotings[0]?.(code)})`,
  (code: string) => `code=${quotings[0]?.(code)}; eval "$code"`,
  (code: string) => `for i in 1; do ${code}\ndone`,
);

const wrapped = fc
  .tuple(
    simple,
    fc.shuffledSubarray([...before], { maxLength: 2 }),
    fc.option(begun, { nil: (code: string) => code }),
    builtin,
    inside,
    fc.array(around, { maxLength: 2 }),
  )
  .chain(([code, befores, cut, word, within, arounds]) => {
    const first = word + befores.reduce((one, wrap) => wrap(one), cut(code));
    const once = within(first);
    const outer = arounds.reduce((one, wrap) => wrap(one), once);
    return fc.constantFrom(code, first, once, outer, within(outer));
  });

/** What the recorder was run with. */
function recorded(output: string): string[][] {
  const runs: string[][] = [];
  let rest = output;
  while (rest.startsWith("<")) {
    const words: string[] = [];
    rest = rest.slice(1);
    for (let found = /^(\d+):/.exec(rest); found; found = /^(\d+):/.exec(rest)) {
      const from = found[0].length;
      const end = from + Number(found[1]);
      words.push(rest.slice(from, end));
      rest = rest.slice(end + 1);
    }
    runs.push(words);
    rest = rest.slice(1);
  }
  return runs;
}

function isFound(word: string, said: string | null | undefined): boolean {
  return said === null && word.includes(".");
}

test("the words are those that bash gives to the command", () => {
  const codes = fc.sample(wrapped, cases(400));
  const outputs = runCases(directory, codes);
  codes.forEach((code, index) => {
    const runs = recorded(outputs[index] ?? "");
    const said = invocationsOf(code).filter(({ name }) => name === "record");
    expect(runs.length, code).toBe(1);
    expect(said.length, code).toBe(1);
    const words = said[0]?.words.slice(1).map(({ text }) => text) ?? [];
    // What `find` puts in place of `{}` is not known.
    const known = runs[0]?.map((one, at) => (isFound(one, words[at]) ? null : one));
    expect(words, code).toEqual(known);
  });
  // It starts some thousand processes.
}, 120_000);

test("a recorder that is told of other words is noticed", () => {
  const [output = ""] = runCases(directory, ["record 'a b' c"]);
  expect(recorded(output)).toEqual([["a b", "c"]]);
  expect(recorded(output)).not.toEqual([["a", "b", "c"]]);
});
