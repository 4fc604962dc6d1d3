/** Sees through tools that are given code, or a command, behind some word or option of theirs. */
import { moduleWords } from "../ansible-words.ts";
import { wordsOf } from "../program.ts";
import { lineBehind, type Telling, tellings, toldAt } from "../told-reading.ts";
import { losesAll } from "./environment.ts";
import { dig, type Holes } from "./holes.ts";
import type { See } from "./special-wrappers.ts";
import { made, type ShellWord } from "./words.ts";
import { codeIn, filledIn, type Run, type SeenThrough } from "./wrappers.ts";

/** Tools whose code is in a language that no value is written for, but near enough to a shell's to be read as that. */
const shellLike: readonly (readonly [names: string, telling: Telling])[] = [
  ["fish csh tcsh", { told: null, options: { line: "-c --command" } }],
];

/** They stay what they are beside what they run. */
export const toldWrappers: readonly (readonly [name: string, See])[] = [
  ...[...tellings].map(([name, rows]) => [name, seeBy(rows)] as const),
  ...shellLike.flatMap(([names, row]) =>
    wordsOf(names).map((name) => [name, seeBy([row])] as const),
  ),
  ["ansible", ansible],
  ["start-stop-daemon", startsDaemon],
];

function seeBy(rows: readonly Telling[]): See {
  return (words, { name, holes }) => {
    const told = rows.filter((row) => !row.isJudged && toldAt(words, row.told) >= 0);
    const isAway = told.some((row) => row.isAway);
    return besides(
      words,
      told.flatMap((row) => runsOf(words, row, holes)),
      isAway ? name : null,
    );
  };
}

/** Null where it runs nothing; `elsewhere` is the name of what has it run on another machine. */
function besides(
  words: readonly ShellWord[],
  runs: readonly Run[],
  elsewhere: string | null,
): SeenThrough | null {
  if (runs.length === 0) return null;
  if (elsewhere === null) return { keeps: words, runs };
  const begins = { isAway: true, path: null };
  const via = [`where ${elsewhere} has it run`];
  return { keeps: words, via, begins, loses: losesAll, runs };
}

function runsOf(words: readonly ShellWord[], telling: Telling, holes: Holes): readonly Run[] {
  const { told, options, rest, after = 0 } = telling;
  const at = toldAt(words, told);
  const { values, operands } = lineBehind(words, at, options);
  const runs: Run[] = values.flatMap(({ is, at: index, text }) => {
    const word = words[index];
    return word && is === "line" ? [{ ...codeIn([word]), text }] : [];
  });
  return [
    ...runs,
    ...(rest === undefined ? [] : restRuns[rest](words, at, operands.slice(after), holes, telling)),
  ];
}

type RunsOfRest = (
  words: readonly ShellWord[],
  at: number,
  operands: readonly number[],
  holes: Holes,
  telling: Telling,
) => readonly Run[];

const restRuns: Readonly<Record<NonNullable<Telling["rest"]>, RunsOfRest>> = {
  line: (words, _, operands) => operands.map((index) => codeIn(words.slice(index, index + 1))),
  shell: (words, _, [from = words.length]) =>
    from < words.length ? [codeIn(words.slice(from))] : [],
  command: (words, at, _, holes) => commandIn(withFound(words.slice(at + 1), holes)),
  arguments: (words, at, _, __, { of = [] }) => {
    const behind = words.slice(at + 1);
    const [first] = behind;
    return first ? commandIn([...of.map((word) => made(word, word, first)), ...behind]) : [];
  },
};

function commandIn(words: readonly ShellWord[]): readonly Run[] {
  return words.length > 0 ? [{ kind: "words", words, isOwn: false }] : [];
}

/** `fd -x command…` puts what it found where a `{}` of any kind is, or behind all words. */
function withFound(words: readonly ShellWord[], holes: Holes): readonly ShellWord[] {
  const last = words.at(-1);
  if (!last) return [];
  if (!words.some(({ value }) => isFound.test(value))) {
    return [...words, made(dig(holes, "{}", true), "{}", last)];
  }
  return words.map((word) => filledIn(word, isFound.exec(word.value)?.[0] ?? "", holes));
}

const isFound = /\{(|\/|\/\/|\.|\/\.)\}/;

/** `ansible hosts -m shell -a code`; other modules are told settings. */
function ansible(words: readonly ShellWord[]): SeenThrough | null {
  const { values } = lineBehind(words, 0, { line: "-a --args", plain: "-m --module-name" });
  const module = values.findLast(({ is }) => is === "plain")?.text ?? "command";
  if (!/^(ansible\.(builtin|legacy)\.)?(shell|command|raw|script)$/.test(module)) return null;
  const runs = values.flatMap(({ is, at, text }) => {
    const word = words[at];
    return word && is === "line" ? moduleRuns(word, text) : [];
  });
  return besides(words, runs, "ansible");
}

function moduleRuns(word: ShellWord, text: string): readonly Run[] {
  const read = moduleWords(text);
  if (read === null) return [codeIn([word], { text: null })];
  const begins = { isAway: true, path: read.directory };
  return read.codes.map((code) => ({ ...codeIn([word], { text: code }), begins }));
}

/** `start-stop-daemon --start --exec program -- argument…` */
function startsDaemon(words: readonly ShellWord[]): SeenThrough | null {
  if (!words.some(({ value }) => /^(-[a-z]*S|--sta(r|rt)?)$/.test(value))) return null;
  const { values } = lineBehind(words, 0, {
    line: "-x -a --exec --startas",
    directory: "-d --chdir",
    flag: "--start --stop --status",
  });
  const dashes = words.findIndex(({ value }) => value === "--");
  const given = dashes < 0 ? [] : words.slice(dashes + 1);
  const programs = values.filter(({ is }) => is === "line");
  const named = programs.find(({ option }) => /^(-a|--startas)$/.test(option)) ?? programs[0];
  const word = words[named?.at ?? -1];
  if (!named || !word) return null;
  const seen = besides(words, commandIn([made(named.text, word.written, word), ...given]), null);
  const path = values.findLast(({ is }) => is === "directory")?.text;
  return path === undefined ? seen : seen && { ...seen, begins: { isAway: false, path } };
}
