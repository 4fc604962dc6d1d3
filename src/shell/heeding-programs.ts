/** The programs that heed signs in their data, and in which of their words. */
import { type CommandWord, commandLineOf } from "./command-line.ts";
import { programs } from "./known-commands.ts";
import { type Heeded, type HeededText, heededAt, type SignName } from "./own-signs.ts";
import { optionsOf, type Program, plain, wordsOf } from "./program.ts";

interface Heeding {
  /** The word behind which they count; null where none need say it. */
  readonly told?: RegExp;
  /** Text among the words with which they do not: of those in front of a command that it runs, if it runs one. */
  readonly unless?: RegExp;
  /** In the values of these options. */
  readonly options?: Partial<Record<SignName, string>>;
  /** Options whose values are none of that, as far as they would be taken for something else. */
  readonly others?: string;
  /** In operands, behind the first ones. */
  readonly operands?: SignName;
  readonly after?: number;
  /** An operand that may stand before those. */
  readonly leading?: RegExp;
  /** In all words, and in what stands after `--option=`. */
  readonly all?: SignName;
  /** Of a program that runs a command: only in its own words, or only in those of the command. */
  readonly only?: "own" | "command";
  /** What counts in a word that may stand behind any option. */
  readonly guess: SignName;
}

const table: readonly [names: string, heeding: Heeding][] = [
  [
    "curl",
    {
      options: {
        data:
          "-d --data --data-ascii --data-binary --json --expand-data --expand-data-ascii " +
          "--expand-data-binary --expand-json",
        header:
          "-H -w --header --proxy-header --url --write-out --expand-header --expand-url " +
          "--expand-write-out",
        upload: "-F --form --expand-form",
        form: "-F --form --expand-form",
        encoded:
          "--data-urlencode --url-query --variable --expand-data-urlencode --expand-url-query " +
          "--expand-variable",
      },
      others:
        "-A -b -C -c -D -e -E -K -m -o -P -Q -r -t -T -u -U -x -X -y -Y -z --data-raw --output --user",
      guess: "data",
    },
  ],
  [
    "helm helmfile",
    {
      options: { settings: "--set --set-string --set-file --set-json" },
      others: "-f -n --namespace --set-literal --values --version",
      guess: "settings",
    },
  ],
  [
    "ansible ansible-playbook ansible-pull ansible-console",
    { options: { variables: "-e --extra-vars" }, guess: "variables" },
  ],
  ["vault bao", { told: /^(put|patch|write)$/, operands: "secret", after: 1, guess: "secret" }],
  ["vault bao", { told: /^login$/, operands: "secret", guess: "secret" }],
  ["nomad", { told: /^put$/, operands: "secret", guess: "secret" }],
  ["consul", { told: /^put$/, operands: "entry", after: 1, guess: "entry" }],
  ["gh", { told: /^(api|workflow)$/, options: { field: "-F --field" }, guess: "field" }],
  [
    "http https xh xhs",
    {
      operands: "item",
      after: 1,
      leading: /^([A-Z]+|get|head|options|post|put|patch|delete)$/,
      others:
        "-A -a -o -p -s --auth --auth-type --boundary --cert --cert-key --ciphers --default-scheme " +
        "--format-options --max-headers --max-redirects --output --pretty --print --proxy --raw " +
        "--response-charset --response-mime --session --session-read-only --ssl --style --timeout " +
        "--verify",
      guess: "item",
    },
  ],
  ["az", { all: "azure", guess: "azure" }],
  ["aws", { all: "amazon", guess: "amazon" }],
  [
    "systemd-run",
    {
      all: "unit",
      only: "command",
      // With `--scope` it leaves them alone unless it is told otherwise.
      unless:
        / --expand-environment=(no|off|false|0)( |$)|^(?!.* --expand-environment=).* --scope( |$)/s,
      guess: "unit",
    },
  ],
  ["strace", { options: { output: "-o --output" }, only: "own", guess: "output" }],
];

interface ReadHeeding extends Omit<Heeding, "options" | "others"> {
  /** The signs that count in the value of an option. */
  readonly byOption: ReadonlyMap<string, readonly SignName[]>;
  readonly program: Program;
}

const heedings = new Map<string, ReadHeeding[]>();
for (const [names, heeding] of table) {
  const read = readHeeding(heeding);
  for (const name of wordsOf(names)) heedings.set(name, [...(heedings.get(name) ?? []), read]);
}

/** Its options taken apart once, not for each command. */
function readHeeding({ options = {}, others = "", ...rest }: Heeding): ReadHeeding {
  const byOption = new Map<string, SignName[]>();
  for (const [sign, names] of Object.entries(options)) {
    for (const option of wordsOf(names)) {
      byOption.set(option, [...(byOption.get(option) ?? []), sign as SignName]);
    }
  }
  const names = [...byOption.keys(), others].join(" ");
  return { ...rest, byOption, program: { ...plain, options: optionsOf({ plain: names }) } };
}

/** Whether a text has the name of a program that heeds any. */
export function namesHeeding(text: string): boolean {
  return anyName.test(text);
}

const anyName = new RegExp(`\\b(${[...heedings.keys()].join("|")})\\b`);

/** Whether a program heeds any. */
export function heeds(name: string): boolean {
  return heedings.has(name);
}

/** The words of a command that heeds signs, and the index of one that becomes any number of them. */
export interface Spread {
  readonly name: string;
  readonly words: readonly CommandWord[];
  readonly at: number;
}

/** Words in a row that other words become, and the index of one of them. */
export interface Listed {
  readonly words: readonly CommandWord[];
  readonly at: number;
}

/** What counts in a word of a command. */
export interface Heeds {
  readonly texts: readonly HeededText[];
  readonly spread: Spread | null;
}

/** What counts in the words of a command, by their indexes; its name is the first of them. */
export function heededBy(name: string, words: readonly CommandWord[]): ReadonlyMap<number, Heeds> {
  const known = heedings.get(name);
  if (!known) return new Map();
  const texts = known.flatMap((heeding) => textsBy(name, words, heeding));
  const byWord = Map.groupBy(texts, ([at]) => at);
  return new Map(
    words.flatMap((word, at) => {
      const spread = at > 0 && isSpread(word) ? { name, words, at } : null;
      const its = (byWord.get(at) ?? []).map(([, text]) => text);
      return its.length > 0 || spread ? [[at, { texts: its, spread }] as const] : [];
    }),
  );
}

function textsBy(
  name: string,
  words: readonly CommandWord[],
  heeding: ReadHeeding,
): (readonly [at: number, HeededText])[] {
  const { told, unless, byOption, operands, all, only, guess } = heeding;
  const isTold = (word: CommandWord) => !told || told.test(word.value) || isSpread(word);
  const at = told ? words.findIndex((word, index) => index > 0 && isTold(word)) : 0;
  const program = only ? programs.get(name) : undefined;
  const end = program ? commandLineOf(words, 1, program).end : words.length;
  const own = words.slice(0, end);
  if (at < 0 || unless?.test(own.map(({ value }) => value).join(" "))) return [];
  // What is taken for the command may be an option where nobody knows what it is.
  const read = only === "own" && words[end]?.literal !== false ? own : words;
  const line = commandLineOf(read, at + 1, heeding.program);
  const found: (readonly [at: number, HeededText])[] = [];
  read.forEach(({ value }, index) => {
    const from = /^--[\w-]+=/.exec(value)?.[0].length ?? 0;
    const counts = index > 0 && (only !== "command" || index >= end);
    if (all && counts) found.push([index, { sign: all, from }]);
    const before = read[index - 1];
    const mayBeValue = before && (isSpread(before) || isParameter(before));
    if (index > 1 && mayBeValue) found.push([index, { sign: guess, from: 0 }]);
    if (index > at) found.push(...cutShort(value, index, heeding));
  });
  for (const index of line.operands.slice(firstOperand(read, line.operands, heeding))) {
    if (operands) found.push([index, { sign: operands, from: 0 }]);
  }
  for (const { option, at: index, text } of line.values) {
    const from = (words[index]?.value.length ?? 0) - text.length;
    for (const sign of byOption.get(option) ?? []) found.push([index, { sign, from }]);
  }
  return found;
}

/** `--dat @x`: what may be several options in short is any of them. */
function cutShort(
  word: string,
  index: number,
  { byOption, program }: ReadHeeding,
): (readonly [at: number, HeededText])[] {
  const [, begun, equals] = /^(--[\w-]+)(=?)/.exec(word) ?? [];
  if (begun === undefined || program.options.has(begun)) return [];
  const signs = [...byOption].flatMap(([option, its]) => (option.startsWith(begun) ? its : []));
  const [at, from] = equals ? [index, begun.length + 1] : [index + 1, 0];
  return [...new Set(signs)].map((sign) => [at, { sign, from }] as const);
}

/** Of the operands in which signs count. */
function firstOperand(
  words: readonly CommandWord[],
  operands: readonly number[],
  { after = 0, leading }: ReadHeeding,
): number {
  const known = operands.slice(0, after).findIndex((at) => isSpread(words[at]));
  if (known >= 0) return known;
  return leading?.test(words[operands[0] ?? -1]?.value ?? "") ? after + 1 : after;
}

/** Whether a word becomes any number of words, which nobody knows here. */
function isSpread(word: CommandWord | undefined): boolean {
  if (!word || word.literal) return false;
  return word.isOpen === true || /^\$\{?([@*]|\w+\[[@*]\])/.test(word.value);
}

/** `"$1"` in a function may be an option of which `"$2"` is the value. */
function isParameter({ value, literal }: CommandWord): boolean {
  return !literal && /^\$(\d|\{\d+\})$/.test(value);
}

/** What may count in a part of one of the words that these become. */
export function guessedIn(spreads: readonly Spread[], before: string): readonly Heeded[] {
  const names = new Set(spreads.map(({ name }) => name));
  const signs = [...names].flatMap((name) => (heedings.get(name) ?? []).map(({ guess }) => guess));
  return [...new Set(signs)].map((sign) => heededAt({ sign, from: 0 }, before));
}

/** How many words may yet be looked at for all that lists become; below zero where there were more. */
export interface Work {
  left: number;
}

/** What counts in a word of a list, where these become that list. */
export function heededInList(
  spreads: readonly Spread[],
  list: Listed,
  before: string,
  work: Work,
): readonly Heeded[] {
  const known = lists.get(spreads) ?? new Map<Listed["words"], ByWord>();
  lists.set(spreads, known);
  const texts = known.get(list.words) ?? textsInList(spreads, list.words, work);
  known.set(list.words, texts);
  return (texts[list.at] ?? []).map((text) => heededAt(text, before));
}

type ByWord = readonly (readonly HeededText[])[];

/** Looked for once, for all the words of a list. */
const lists = new WeakMap<readonly Spread[], Map<Listed["words"], ByWord>>();

function textsInList(spreads: readonly Spread[], list: Listed["words"], work: Work): ByWord {
  const found = list.map(() => new Map<string, HeededText>());
  for (const { name, words, at } of spreads) {
    work.left -= words.length + list.length;
    if (work.left < 0) break;
    const heeded = heededBy(name, [...words.slice(0, at), ...list, ...words.slice(at + 1)]);
    found.forEach((texts, index) => {
      for (const text of heeded.get(at + index)?.texts ?? []) {
        texts.set(`${text.sign} ${text.from}`, text);
      }
    });
  }
  return found.map((texts) => [...texts.values()]);
}
